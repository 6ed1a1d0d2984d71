import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import pg from 'pg'
import { createTestDatabase } from '#checks/database.ts'
import { mustSuit } from './postgres-outside.ts'

test('a port where something else than PostgreSQL answers is told as the setting that leads there', async (t) => {
  const web = createServer().listen(0, '127.0.0.1')
  t.after(() => web.close())
  await once(web, 'listening')
  const { port } = web.address() as AddressInfo
  await assert.rejects(mustSuit({ host: '127.0.0.1', port, user: 'u', database: 'x' }), {
    name: 'StartRefused',
    message: /^The database cannot be reached \(.*\): check DATABASE_URL\.$/,
  })
})

test('a database that cannot keep or order people’s names is told as such', async (t) => {
  const database = await createTestDatabase()
  await mustSuit(database.connection)
  const client = new pg.Client(database.connection)
  await client.connect()
  t.after(async () => {
    await client.query('drop database if exists talka_of_bytes')
    await client.end()
    await database.close()
  })
  await client.query(`set allow_system_table_mods = on; delete from pg_collation where collname = 'lt-x-icu'`)
  await client.query('drop database if exists talka_of_bytes')
  await client.query("create database talka_of_bytes encoding sql_ascii locale 'C' template template0")
  await assert.rejects(mustSuit(database.connection), { name: 'StartRefused', message: /built with ICU/ })
  const ofBytes = { ...database.connection, database: 'talka_of_bytes' }
  await assert.rejects(mustSuit(ofBytes), { name: 'StartRefused', message: /encoding UTF8/ })
})
