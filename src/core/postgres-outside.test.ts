import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
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
