import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { createTestDatabase } from '#checks/database.ts'
import { heardLog } from '#checks/heard-log.ts'
import { openFiles } from './files.ts'
import { openMail } from './mail.ts'
import { openOffices } from './offices.ts'
import { StartRefused } from './start-refused.ts'

test('a database that a newer Talka has written to is refused in one sentence and nothing else', async (t) => {
  const { connection, close } = await createTestDatabase()
  const dir = await mkdtemp(join(tmpdir(), 'talka-newer-'))
  const { log, heard } = heardLog()
  const ground = {
    connection,
    files: openFiles({ kind: 'disk', dir }),
    staging: dir,
    mail: openMail({}),
    url: 'http://127.0.0.1:4400',
    secret: 'a secret for tests only, 32 letters',
    log,
  }
  const pool = new pg.Pool({ ...connection, ssl: false })
  // Its farewell may cross the end of the database.
  pool.on('connect', (client) => client.on('error', () => {}))
  t.after(async () => {
    await pool.end()
    await close()
    await rm(dir, { recursive: true })
  })
  await (await openOffices(ground)).close()
  await pool.query("insert into office_main.migration (name, hash) values ('29990101-later', 'x')")
  await assert.rejects(
    openOffices(ground),
    (error) => error instanceof StartRefused && /newer Talka/.test(error.message),
  )
  assert.deepEqual(heard, [])
  // The server notices a moment later that a connection was closed; one that is left open would stay.
  const others = 'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
  while ((await pool.query(others)).rowCount) await pause(20)
})
