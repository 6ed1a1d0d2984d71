import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { allRows } from '#checks/all-rows.ts'
import { openCutLine } from '#checks/cut-line.ts'
import { connectionOf, ownArchive, progress, withEmpty } from '#checks/own-archive.ts'
import type { People } from '#checks/people.ts'
import { openTestBucket } from '#checks/test-bucket.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { leftOut } from './archive.ts'
import { restoreArchive } from './archive-restore.ts'
import { tablesOf } from './archive-source.ts'
import { verifyArchive } from './archive-verify.ts'
import { writeArchive } from './archive-write.ts'
import { writeEvents } from './events.ts'
import { openFiles } from './files.ts'
import { newId } from './ids.ts'
import { migrate, officeMigrations } from './migrate.ts'
import { controlMigrations, makeExtensions } from './office-schemas.ts'
import { sealAll, verifySeals } from './seals.ts'

let main: TestOffice
let people: People
let dir: string
let archive: string
let fileHash: string
const { keep, backUp, filesIn } = ownArchive((own) => {
  ;({ main, people, dir, archive, fileHash } = own)
})

test('an archive restores every row, file and waiting job of every office, and the history goes on', async () => {
  await withEmpty(async ({ connection }) => {
    await restoreArchive(archive, { connection, files: filesIn('restored'), sendsLetters: true, progress })
    assert.deepEqual(await allRows(connection), await allRows(connectionOf(main)))
    assert.equal(Buffer.from(await filesIn('restored').forOffice('acme').read(fileHash)).toString(), 'another receipt')

    const { openOffices } = await import('./offices.ts')
    const { offices } = main
    const opened = await openOffices({
      connection,
      files: filesIn('restored'),
      mail: main.office.mail,
      url: main.office.url,
      secret: main.office.secret,
      log: (await import('#checks/quiet-log.ts')).quietLog,
    })
    assert.deepEqual(await opened.list(), await offices.list())
    const { db, pool } = await opened.byName('main')
    await writeEvents(db, {
      operation: 'papers.write',
      actor: null,
      told: [{ record: ['paper', newId()], says: 'desk.said.jobRetried' }],
    })
    assert.equal(await sealAll(db), 2)
    const { isWhole, events } = await verifySeals(db)
    assert.deepEqual([isWhole, events], [true, 4])
    await assert.rejects(pool.query('delete from event'), /permission denied/)
    await assert.rejects(pool.query('select * from office_acme.member'), /permission denied/)
    const jobs = await opened.adminPool.query(
      'select payload, max_attempts from graphile_worker._private_jobs order by id',
    )
    const [job] = await db.selectFrom('job').select('id').execute()
    assert.deepEqual(jobs.rows, [
      { payload: { office: 'main', job: { jobId: job!.id, payload: { wall: 'a\tb' } } }, max_attempts: 25 },
    ])
    await opened.close()
  })
})

test('an archive is whole also where the database says a moment after the rows that they are all', async (t) => {
  const line = await openCutLine({ endsLater: true })
  t.after(() => line.close())
  const path = join(dir, 'ends-later.tar')
  const files = openFiles({ kind: 'disk', dir: join(main.dir, 'files') })
  await writeArchive(path, { connection: line.to(connectionOf(main)), files, talka: '1', secret: null, progress })
  await verifyArchive(path, progress)
})

test('what waits in a restored office is held, unless its letters are to go out from there', async () => {
  for (const sendsLetters of [false, true])
    await withEmpty(async ({ connection }) => {
      await restoreArchive(archive, { connection, files: undefined, sendsLetters, progress })
      const client = new pg.Client(connection)
      await client.connect()
      const { rows } = await client.query('select held_since is not null as held from office_main.job')
      await client.end()
      assert.deepEqual(rows, [{ held: !sendsLetters }])
    })
})

test('nobody is signed in where an archive is restored, also one of a Talka that kept the sessions in it', async () => {
  const given = `insert into session (id, user_id, token, expires_at) values ($1, $2, 'a token', now() + interval '1 day')`
  await main.office.pool.query(given, [newId(), people.rasa.id])
  const now = await backUp('signed-in.tar')
  leftOut.splice(leftOut.indexOf('session'), 1)
  const old = await backUp('signed-in-old.tar').finally(() => leftOut.push('session'))
  for (const archive of [now, old])
    await withEmpty(async ({ connection }) => {
      const { head } = await restoreArchive(archive, { connection, files: undefined, progress })
      assert.equal(head.tables.filter(({ name }) => name === 'session').length, archive === old ? 2 : 0)
      const client = new pg.Client(connection)
      await client.connect()
      const { rowCount } = await client.query('select from office_main.session')
      await client.end()
      assert.equal(rowCount, 0)
    })
})

test('numbers that the database counts go on behind the last one', async () => {
  await withEmpty(async ({ connection }) => {
    await restoreArchive(archive, { connection, files: undefined, progress })
    const client = new pg.Client(connection)
    await client.connect()
    const { rows } =
      await client.query(`insert into office_main.event (id, actor_name, operation, record_type, record_id, records, open_to, says)
      values ('${newId()}', '', 'x', 'x', '${newId()}', '{}', '{}', 'x') returning seq::int - (select max(seq)::int from office_main.event) as step`)
    await client.end()
    assert.ok(rows[0].step > 0)
  })
})

test('files go into an object store and come back out of it', async () => {
  const bucket = await openTestBucket()
  const files = openFiles(bucket.place)
  try {
    await withEmpty(async ({ connection }) => {
      await restoreArchive(archive, { connection, files, progress })
      const again = join(dir, 'from-s3.tar')
      const { missingFiles } = await writeArchive(again, { connection, files, talka: '1.2.3', secret: null, progress })
      assert.deepEqual(missingFiles, [])
      const { manifest } = await verifyArchive(again, progress)
      assert.deepEqual(manifest.files, (await verifyArchive(archive, progress)).manifest.files)
    })
  } finally {
    await bucket.remove()
  }
})

test('every table is in it that the database has, also one that came later; what the database makes itself is not', async () => {
  const { adminPool } = main.offices
  await adminPool.query(`create table office_main.later_thing (id integer primary key generated always as identity,
    "order" text, twice integer generated always as (2 * 2) stored);
    insert into office_main.later_thing ("order") values ('first')`)
  try {
    const client = await adminPool.connect()
    const found = await tablesOf(client, 'office_main').finally(() => client.release())
    assert.deepEqual(found.find(({ name }) => name === 'later_thing')?.columns, ['id', 'order'])
    const { rows } = await adminPool.query(
      `select tablename::text as name from pg_tables where schemaname = 'office_main' order by 1`,
    )
    const left = rows.map(({ name }) => name).filter((name) => !found.some((table) => table.name === name))
    assert.deepEqual(left, ['session', 'staged_piece', 'staged_upload'], 'whose senders still have the file')
    const { manifest } = await verifyArchive(await backUp('later.tar'), progress)
    assert.equal(manifest.tables.find(({ name }) => name === 'later_thing')?.rows, 1)
  } finally {
    await adminPool.query('drop table office_main.later_thing')
  }
})

test('a kept file that is lost or altered is told, and everything else is kept', async () => {
  const store = openFiles({ kind: 'disk', dir: join(main.dir, 'files') }).forOffice('main')
  const [lost, altered, folder] = [
    await keep(store, 'main', 'lost'),
    await keep(store, 'main', 'altered'),
    await keep(store, 'main', 'a folder now'),
  ]
  const place = (sha: string) => join(main.dir, 'files', 'main', sha.slice(0, 2), sha.slice(2, 4), sha)
  await rm(place(lost))
  await rm(place(altered))
  await writeFile(place(altered), 'something else, and longer')
  await rm(place(folder))
  await mkdir(place(folder))
  try {
    const path = await backUp('lacking.tar')
    const { manifest } = await verifyArchive(path, progress)
    assert.deepEqual(manifest.missingFiles.map(({ sha256 }) => sha256).sort(), [lost, altered, folder].sort())
    await withEmpty(async ({ connection }) => {
      const files = filesIn('lacking')
      await restoreArchive(path, { connection, files, progress })
      assert.equal(await files.forOffice('main').has(altered), false)
      assert.equal(await files.forOffice('acme').has(fileHash), true)
    })
  } finally {
    const gone = [lost, altered, folder]
    await main.offices.adminPool.query('delete from office_main.kept_file where sha256 = any($1)', [gone])
  }
})

test('an archive of an older Talka is brought up to date where it is restored', async () => {
  const path = join(dir, 'older.tar')
  await withEmpty(async ({ connection }) => {
    const pool = new pg.Pool(connection)
    const client = await pool.connect()
    await makeExtensions(client)
    await runMigrations({ pgPool: pool })
    const isOlder = ({ name }: { name: string }) => name < '20261124'
    await migrate(client, 'talka', controlMigrations().filter(isOlder))
    await migrate(client, 'office_old', officeMigrations().filter(isOlder))
    await client.query(`insert into talka.office (name, schema_name, role_name, role_password) values ('old', 'office_old', 'x', 'x');
      insert into office_old.kept_file (sha256, size, mime) values (repeat('a', 64), 5, 'image/png')`)
    client.release()
    await pool.end()
    await writeArchive(path, { connection, files: undefined, talka: '0.0.1', secret: null, progress })
  })
  await withEmpty(async ({ connection }) => {
    await restoreArchive(path, { connection, files: undefined, progress })
    const rows = await allRows(connection)
    assert.equal(rows.get('office_old.migration')!.length, officeMigrations().length)
    assert.match(rows.get('office_old.kept_file')![0]!, /a{64},5,image.png/)
  })
})

test('a history changed behind its seal shows without any server, and can still be restored', async () => {
  await main.offices.adminPool.query(`update office_main.event set actor_name = 'Somebody else' where seq = 1`)
  const { brokenHistories } = await verifyArchive(await backUp('tampered.tar'), progress)
  assert.deepEqual(brokenHistories, ['The history of the office main does not fit its seal 1: it was changed.'])
  assert.deepEqual((await verifyArchive(archive, progress)).brokenHistories, [])
})
