import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import pg from 'pg'
import type { Connection } from './database.ts'
import { startPostgres } from './postgres.ts'
import { StartRefused } from './start-refused.ts'

const log = { info() {}, warn() {} }
const top = mkdtempSync(join(tmpdir(), 'talka-pg-'))
after(() => rmSync(top, { recursive: true, force: true }))
const newFolder = () => join(mkdtempSync(join(top, 'case-')), 'data')
const isRoot = process.getuid?.() === 0
const mayMount = isRoot && spawnSync('unshare', ['--mount', 'true']).status === 0

async function ask(connection: Connection, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another Talka, as far as the database is concerned: a process of its own that starts it and stays. */
async function anotherProcess(dataDir: string): Promise<{ child: ChildProcess; connection: Connection; pid: number }> {
  const child = startElsewhere(dataDir)
  for await (const line of createInterface({ input: child.stdout! }))
    if (line.startsWith('{')) return { child, ...JSON.parse(line) }
  throw new Error('the other process gave up')
}

function startElsewhere(dataDir: string, then = 'setInterval(() => {}, 1000)'): ChildProcess {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(import.meta.resolve('./postgres.ts'))})
    const { connection, pid, stop } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: { info() {}, warn() {} },
      address: 'http://127.0.0.1:4499', onProgress: console.log })
    console.log(JSON.stringify({ connection, pid }))
    ${then}`
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await gone
}

const refusal = (part: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StartRefused, String(error))
  assert.match(error.message, part)
  return true
}

test('the first start makes a UTF-8 database with checksums that syncs to disk and answers on its private socket only', async () => {
  const dataDir = newFolder()
  const postgres = await startPostgres({ dataDir, log })
  const [row] = await ask(
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
  await ask(first.connection, 'create table note as select 1 as n')
  await first.stop()
  const second = await startPostgres({ dataDir, log })
  const rows = await ask(second.connection, 'select n from note')
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
  await ask(connection, 'create table note as select 2 as n')
  await killed(child)
  assert.deepEqual(await ask(connection, 'select n from note'), [{ n: 2 }])
  const next = await startPostgres({ dataDir, log })
  const rows = await ask(next.connection, 'select n from note')
  await next.stop()
  assert.deepEqual(rows, [{ n: 2 }])
  assert.notEqual(next.pid, pid)
})

test('after Talka and its database are both killed the next start recovers everything acknowledged', async () => {
  const dataDir = newFolder()
  const { child, connection, pid } = await anotherProcess(dataDir)
  await ask(connection, 'create table note as select 3 as n')
  process.kill(pid, 'SIGKILL')
  await killed(child)
  const next = await startPostgres({ dataDir, log })
  const rows = await ask(next.connection, 'select n from note')
  await next.stop()
  assert.deepEqual(rows, [{ n: 3 }])
})

test('a database killed under a running Talka is restarted at the same address', async () => {
  const postgres = await startPostgres({ dataDir: newFolder(), log })
  await ask(postgres.connection, 'create table note as select 4 as n')
  const killedPid = postgres.pid
  const up = new Promise<void>((done) => postgres.events.once('up', done))
  process.kill(killedPid, 'SIGKILL')
  await up
  const rows = await ask(postgres.connection, 'select n from note')
  const newPid = postgres.pid
  await postgres.stop()
  assert.deepEqual(rows, [{ n: 4 }])
  assert.notEqual(newPid, killedPid)
})

test('a second Talka on the same data is refused and told who holds it', async () => {
  const dataDir = newFolder()
  const { child, connection } = await anotherProcess(dataDir)
  const told = refusal(new RegExp(`process ${child.pid}, http://127.0.0.1:4499.* already works on ${dataDir}`))
  await assert.rejects(startPostgres({ dataDir, log }), told)
  assert.deepEqual(await ask(connection, 'select 1 as n'), [{ n: 1 }])
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

test('a first start interrupted while the database is being made leaves nothing in the way of the next', async () => {
  const dataDir = newFolder()
  const child = startElsewhere(dataDir)
  for await (const line of createInterface({ input: child.stdout! })) if (line.startsWith('Creating')) break
  await killed(child)
  assert.ok(!existsSync(join(dataDir, 'postgres')))
  const postgres = await startPostgres({ dataDir, log })
  const rows = await ask(postgres.connection, 'select 5 as n')
  await postgres.stop()
  assert.deepEqual(rows, [{ n: 5 }])
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
    await ask(first.connection, 'create table note as select 9 as n')
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
    const rows = await ask(again.connection, 'select n from note')
    await again.stop()
    assert.deepEqual(rows, [{ n: 9 }])
  } finally {
    execFileSync('umount', [mount])
  }
})

test('a path too long for a socket is served from a short one', async () => {
  const dataDir = join(mkdtempSync(join(top, 'case-')), 'ą'.repeat(60), 'data')
  const postgres = await startPostgres({ dataDir, log })
  const rows = await ask(postgres.connection, 'select 6 as n')
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
  const rows = await ask(postgres.connection, 'select 7 as n')
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
  await ask(postgres.connection, 'create table note as select 8 as n')
  await postgres.stop()
  const again = await startPostgres({ dataDir, log })
  const rows = await ask(again.connection, 'select n from note')
  await again.stop()
  rmSync(join(postgres.connection.host, '..'), { recursive: true })
  assert.deepEqual(rows, [{ n: 8 }])
  assert.notEqual(uid, '0')
  assert.match(said.join('\n'), /is kept in \/var\/lib\/talka\//)
})
