import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { anotherProcess, askOnce, killed, quiet as log, startElsewhere } from '#checks/postgres-process.ts'
import { startPostgres } from './postgres.ts'

const top = mkdtempSync(join(tmpdir(), 'talka-pg-'))
after(() => rmSync(top, { recursive: true, force: true }))
const newFolder = () => join(mkdtempSync(join(top, 'case-')), 'data')
const isRoot = process.getuid?.() === 0

test('the first start makes a UTF-8 database with checksums that syncs to disk and answers on its private socket only', async () => {
  const dataDir = newFolder()
  const postgres = await startPostgres({ dataDir, log })
  const [row] = await askOnce(
    postgres.connection,
    `select current_setting('server_version_num')::int / 10000 as major, current_setting('server_encoding') as encoding,
      current_setting('data_checksums') as checksums, current_setting('fsync') as fsync, current_setting('listen_addresses') as listens,
      lower('ŠIMKUS') as lowered`,
  )
  await postgres.stop()
  const expected = { major: 18, encoding: 'UTF8', checksums: 'on', fsync: 'on', listens: '', lowered: 'šimkus' }
  assert.deepEqual(row, expected)
  assert.ok(!existsSync(join(dataDir, 'talka.lock')))
  assert.ok(!existsSync(join(dataDir, 'postgres', 'postmaster.pid')))
})

test('what was written before a stop is there after the next start', async () => {
  const dataDir = newFolder()
  const first = await startPostgres({ dataDir, log })
  await askOnce(first.connection, 'create table note as select 1 as n')
  await first.stop()
  const second = await startPostgres({ dataDir, log })
  const rows = await askOnce(second.connection, 'select n from note')
  await second.stop()
  assert.deepEqual(rows, [{ n: 1 }])
})

test('a program with nothing else to do still stops the database whole', async () => {
  const dataDir = newFolder()
  const child = startElsewhere(dataDir, `await stop(); console.log('stopped')`)
  const said = await Array.fromAsync(createInterface({ input: child.stdout! }))
  assert.equal(said.at(-1), 'stopped')
  assert.ok(!existsSync(join(dataDir, 'postgres', 'postmaster.pid')))
})

test('a program that ends without stopping takes the database along', async () => {
  const dataDir = newFolder()
  const child = startElsewhere(dataDir, 'process.exit(0)')
  await new Promise((done) => child.once('exit', done))
  const next = await startPostgres({ dataDir, log })
  await next.stop()
  assert.match(
    readFileSync(join(dataDir, 'postgres-log', readdirSync(join(dataDir, 'postgres-log'))[0]!), 'utf8'),
    /received fast shutdown request/,
  )
})

test('after Talka is killed the next start takes over the database it left running, with everything acknowledged', async () => {
  const dataDir = newFolder()
  const { child, connection, pid } = await anotherProcess(dataDir)
  await askOnce(connection, 'create table note as select 2 as n')
  await killed(child)
  assert.deepEqual(await askOnce(connection, 'select n from note'), [{ n: 2 }])
  const next = await startPostgres({ dataDir, log })
  const rows = await askOnce(next.connection, 'select n from note')
  await next.stop()
  assert.deepEqual(rows, [{ n: 2 }])
  assert.notEqual(next.pid, pid)
})

test('after Talka and its database are both killed the next start recovers everything acknowledged', async () => {
  const dataDir = newFolder()
  const { child, connection, pid } = await anotherProcess(dataDir)
  await askOnce(connection, 'create table note as select 3 as n')
  process.kill(pid, 'SIGKILL')
  await killed(child)
  const next = await startPostgres({ dataDir, log })
  const rows = await askOnce(next.connection, 'select n from note')
  await next.stop()
  assert.deepEqual(rows, [{ n: 3 }])
})

test('a database killed under a running Talka is restarted at the same address', async () => {
  const postgres = await startPostgres({ dataDir: newFolder(), log })
  await askOnce(postgres.connection, 'create table note as select 4 as n')
  const killedPid = postgres.pid
  const up = new Promise<void>((done) => postgres.events.once('up', done))
  process.kill(killedPid, 'SIGKILL')
  await up
  const rows = await askOnce(postgres.connection, 'select n from note')
  const newPid = postgres.pid
  await postgres.stop()
  assert.deepEqual(rows, [{ n: 4 }])
  assert.notEqual(newPid, killedPid)
})

test('a first start interrupted while the database is being made leaves nothing in the way of the next', async () => {
  const dataDir = newFolder()
  const child = startElsewhere(dataDir)
  for await (const line of createInterface({ input: child.stdout! })) if (line.startsWith('Creating')) break
  await killed(child)
  assert.ok(!existsSync(join(dataDir, 'postgres')))
  const postgres = await startPostgres({ dataDir, log })
  const rows = await askOnce(postgres.connection, 'select 5 as n')
  await postgres.stop()
  assert.deepEqual(rows, [{ n: 5 }])
})

test('a path too long for a socket is served from a short one', async () => {
  const dataDir = join(mkdtempSync(join(top, 'case-')), 'ą'.repeat(60), 'data')
  const postgres = await startPostgres({ dataDir, log })
  const rows = await askOnce(postgres.connection, 'select 6 as n')
  await postgres.stop()
  assert.deepEqual(rows, [{ n: 6 }])
  assert.ok(Buffer.byteLength(join(postgres.connection.host, '.s.PGSQL.5432')) < 100)
})

test('root runs the database unprivileged, also under a home closed to everybody else', {
  skip: !isRoot && 'needs root',
}, async () => {
  const dataDir = newFolder()
  const postgres = await startPostgres({ dataDir, log })
  const status = readFileSync(`/proc/${postgres.pid}/status`, 'utf8')
  const rows = await askOnce(postgres.connection, 'select 7 as n')
  await postgres.stop()
  assert.deepEqual(rows, [{ n: 7 }])
  assert.match(status, /^CapEff:\t0+$/m)
})

test('without user namespaces root runs it as another user, and tells where the database went', {
  skip: !isRoot && 'needs root',
}, async () => {
  const dataDir = newFolder()
  const said: string[] = []
  const postgres = await startPostgres({ dataDir, log, way: 'switched', onProgress: (sentence) => said.push(sentence) })
  const uid = /^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${postgres.pid}/status`, 'utf8'))?.[1]
  await askOnce(postgres.connection, 'create table note as select 8 as n')
  await postgres.stop()
  const again = await startPostgres({ dataDir, log })
  const rows = await askOnce(again.connection, 'select n from note')
  await again.stop()
  rmSync(join(postgres.connection.host, '..'), { recursive: true })
  assert.deepEqual(rows, [{ n: 8 }])
  assert.notEqual(uid, '0')
  assert.match(said.join('\n'), /is kept in \/var\/lib\/talka\//)
})
