import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { anotherProcess, askOnce, killed, quiet as log } from '#checks/postgres-process.ts'
import { startPostgres } from './postgres.ts'
import { StartRefused } from './start-refused.ts'

const top = mkdtempSync(join(tmpdir(), 'talka-pg-'))
after(() => rmSync(top, { recursive: true, force: true }))
const newFolder = () => join(mkdtempSync(join(top, 'case-')), 'data')
const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0

const refusal = (part: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StartRefused, String(error))
  assert.match(error.message, part)
  return true
}

test('a second Talka on the same data is refused and told who holds it', async () => {
  const dataDir = newFolder()
  const { child, connection } = await anotherProcess(dataDir)
  const told = refusal(new RegExp(`process ${child.pid}, http://127.0.0.1:4499.* already works on ${dataDir}`))
  await assert.rejects(startPostgres({ dataDir, log }), told)
  assert.deepEqual(await askOnce(connection, 'select 1 as n'), [{ n: 1 }])
  await killed(child)
  const postgres = await startPostgres({ dataDir, log })
  await postgres.stop()
})

test('two starts at once on new data: one gets it, the other is refused', async () => {
  const dataDir = newFolder()
  const both = await Promise.allSettled([startPostgres({ dataDir, log }), startPostgres({ dataDir, log })])
  const [winner] = both.filter((one) => one.status === 'fulfilled')
  const [loser] = both.filter((one) => one.status === 'rejected')
  await winner?.value.stop()
  refusal(/already works on/)(loser?.reason)
})

test('a lock whose process number now belongs to another process is taken over', async () => {
  const dataDir = newFolder()
  const { child } = await anotherProcess(dataDir)
  const path = join(dataDir, 'talka.lock')
  const held = JSON.parse(readFileSync(path, 'utf8'))
  await killed(child)
  writeFileSync(path, JSON.stringify({ ...held, pid: process.pid }))
  const postgres = await startPostgres({ dataDir, log })
  await postgres.stop()
})

test('a lock of another container is respected while its heart beats and taken over after', async () => {
  const dataDir = newFolder()
  mkdirSync(dataDir)
  const path = join(dataDir, 'talka.lock')
  const holder = {
    id: 'x',
    pid: 1,
    startedAt: '2026-03-02T08:00:00Z',
    birth: '1',
    host: 'elsewhere',
    realm: 'a b elsewhere',
  }
  writeFileSync(path, JSON.stringify({ ...holder, address: 'http://desk.example' }))
  await assert.rejects(startPostgres({ dataDir, log }), refusal(/process 1 on elsewhere, http:\/\/desk\.example/))
  utimesSync(path, 1, 1)
  const postgres = await startPostgres({ dataDir, log })
  await postgres.stop()
})

test('a database made by a newer PostgreSQL is refused in a sentence', async () => {
  const dataDir = newFolder()
  mkdirSync(join(dataDir, 'postgres'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '99\n')
  await assert.rejects(startPostgres({ dataDir, log }), refusal(/made by PostgreSQL 99, this Talka brings 18/))
  assert.ok(!existsSync(join(dataDir, 'talka.lock')))
})

test('a place that cannot be a folder is refused in a sentence', async () => {
  const file = join(top, 'a-file')
  writeFileSync(file, '')
  await assert.rejects(
    startPostgres({ dataDir: join(file, 'data'), log }),
    refusal(/cannot be a folder: set TALKA_DATA/),
  )
  if (!existsSync('/sys/kernel')) return
  await assert.rejects(startPostgres({ dataDir: '/sys/talka', log }), refusal(/may not write to \/sys\/talka/))
})

test('a full disk is told in a sentence, at the first start and later, and what was there is kept', {
  skip: !mayMount && 'needs the right to mount',
}, async () => {
  const mount = mkdtempSync(join(top, 'disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', mount])
  try {
    const first = await startPostgres({ dataDir: join(mount, 'data'), log })
    await askOnce(first.connection, 'create table note as select 9 as n')
    await first.stop()
    assert.throws(() => writeFileSync(join(mount, 'filler'), Buffer.alloc(70e6)))
    await assert.rejects(startPostgres({ dataDir: join(mount, 'data'), log }), refusal(/^No space is left on the disk/))
    await assert.rejects(
      startPostgres({ dataDir: join(mount, 'other'), log }),
      refusal(/^No space is left on the disk/),
    )
    rmSync(join(mount, 'filler'))
    writeFileSync(join(mount, 'filler'), Buffer.alloc(10e6))
    await assert.rejects(
      startPostgres({ dataDir: join(mount, 'other'), log }),
      refusal(/^No space is left on the disk/),
    )
    rmSync(join(mount, 'filler'))
    const again = await startPostgres({ dataDir: join(mount, 'data'), log })
    const rows = await askOnce(again.connection, 'select n from note')
    await again.stop()
    assert.deepEqual(rows, [{ n: 9 }])
  } finally {
    execFileSync('umount', [mount])
  }
})
