import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { connectionFrom } from '#core/database.ts'
import { addressOf, createTestDatabase } from './database.ts'

test('each test database is empty, its own, and gone when closed', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
  const client = new pg.Client(first.connection)
  client.on('error', () => {})
  await client.connect()
  await client.query('create table note (n int)')
  const other = new pg.Client(second.connection)
  await other.connect()
  const { rows } = await other.query(`select count(*)::int as n from pg_tables where tablename = 'note'`)
  await other.end()
  await first.close()
  await second.close()
  assert.deepEqual(rows, [{ n: 0 }])
  await assert.rejects(new pg.Client(first.connection).connect(), /does not exist/)
})

test('the address of a database reads back to its connection', () => {
  const connection = { host: '/tmp/a b/socket', port: 5432, user: 'talka', database: 'talka' }
  assert.deepEqual(connectionFrom(addressOf(connection)), { ...connection, ssl: false })
})
