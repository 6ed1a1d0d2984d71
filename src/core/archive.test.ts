import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, before, test } from 'node:test'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import tar from 'tar-stream'
import { allRows } from '#checks/all-rows.ts'
import { createTestDatabase, type TestDatabase } from '#checks/database.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestBucket } from '#checks/test-bucket.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { leftOut } from './archive.ts'
import { restoreArchive } from './archive-restore.ts'
import { tablesOf } from './archive-source.ts'
import { verifyArchive } from './archive-verify.ts'
import { writeArchive } from './archive-write.ts'
import { writeEvents } from './events.ts'
import { type FileStore, openFiles } from './files.ts'
import { newId } from './ids.ts'
import { queueJob } from './jobs.ts'
import { migrate, officeMigrations } from './migrate.ts'
import { controlMigrations, makeExtensions } from './office-schemas.ts'
import { sealAll, verifySeals } from './seals.ts'

let main: TestOffice
let people: People
let dir: string
let archive: string
let fileHash: string
const progress = () => {}
const filesIn = (name: string) => openFiles({ kind: 'disk', dir: join(dir, name) })

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'talka-archive-'))
  main = await openTestOffice()
  people = await makePeople(main.office)
  await main.offices.add('acme', ['acme.desk.example'])
  await keep(main.office.files, 'main', 'čekis')
  await keep(main.office.files, 'main', '')
  fileHash = await keep((await main.offices.byName('acme')).files, 'acme', 'another receipt')
  await tell('Kavinė „Ąžuolas“', { amount: { cents: 1050, currency: 'EUR' }, odd: 'a\\b\t"c"\n\u0007', z: null })
  await tell('tab\tand \\N', { a: 1.5, b: [1, { c: true }], 'key "x"': 'y' })
  await sealAll(main.office.db)
  await tell('after the last seal', {})
  await queueJob(main.office.db, { task: 'paint', payload: { wall: 'a\tb' }, says: 'desk.name' })
  archive = await backUp('office.tar')
})
after(async () => {
  await main.close()
  await rm(dir, { recursive: true, force: true })
})

async function keep(files: FileStore, office: string, text: string): Promise<string> {
  const { sha256, size } = await files.keep(new TextEncoder().encode(text), { mime: 'image/jpeg' })
  await main.offices.adminPool.query(
    `insert into office_${office}.kept_file (sha256, size, mime) values ($1, $2, 'image/jpeg')`,
    [sha256, size],
  )
  return sha256
}

async function tell(name: string, params: object): Promise<void> {
  const told = [
    { record: ['paper', newId()] as const, also: [newId()], says: 'desk.said.jobRetried', params: params as never },
  ]
  const actor = { ...people.rasa, name } as never
  await writeEvents(main.office.db, { operation: 'papers.write', actor, told })
}

/** The connection of an office's own pool, as the one who owns the database. */
function connectionOf({ offices }: TestOffice) {
  const { host, port, user, database, password } = offices.adminPool.options
  return {
    host: host!,
    port: port!,
    user: user!,
    database: database!,
    ...(password ? { password: String(password) } : {}),
  }
}

async function backUp(name: string): Promise<string> {
  const path = join(dir, name)
  const files = openFiles({ kind: 'disk', dir: join(main.dir, 'files') })
  await writeArchive(path, { connection: connectionOf(main), files, talka: '1.2.3', secret: null, progress })
  return path
}

async function withEmpty<Result>(work: (database: TestDatabase) => Promise<Result>): Promise<Result> {
  const database = await createTestDatabase()
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** What a refused restore must leave: no office, and no role that is only half made. */
async function isEmpty({ connection }: TestDatabase): Promise<boolean> {
  const client = new pg.Client(connection)
  await client.connect()
  const { rows } = await client.query(`select to_regclass('talka.office') is null and not exists
    (select from pg_roles where rolname like current_database() || '%') as empty`)
  await client.end()
  return rows[0].empty
}

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
      told: [{ record: ['paper', newId()], says: 'desk.name' }],
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
      await client.query(`insert into office_main.event (id, actor_name, operation, record_type, record_id, records, says)
      values ('${newId()}', '', 'x', 'x', '${newId()}', '{}', 'x') returning seq::int - (select max(seq)::int from office_main.event) as step`)
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

/** The archive with one entry changed; its manifest is made to fit where that is asked for. */
async function changed(
  name: string,
  change: (text: Buffer) => Buffer | Buffer[] | null,
  isResealed = false,
): Promise<string> {
  const path = join(dir, `changed-${newId()}.tar`)
  const [extract, pack] = [tar.extract(), tar.pack()]
  let headSha256 = ''
  const packed = pipeline(pack, createWriteStream(path))
  const read = pipeline(createReadStream(archive), extract)
  for await (const entry of extract) {
    const parts: Buffer[] = []
    for await (const part of entry) parts.push(part as Buffer)
    const before = Buffer.concat(parts)
    const written = [(entry.header.name === name ? change(before) : before) ?? []].flat()
    if (entry.header.name === 'talka-backup.json') headSha256 = sha256(written[0]!)
    const isLast = isResealed && entry.header.name === 'manifest.json'
    const bytes = isLast ? written.map(edited(/(?<="headSha256": ?")\w+/, headSha256)) : written
    for (const one of bytes) pack.entry({ name: entry.header.name }, one)
    if (isLast) {
      pack.entry({ name: 'manifest.sha256' }, sha256(bytes[0]!))
      break
    }
  }
  pack.finalize()
  await Promise.all([packed, read.catch(() => {})])
  return path
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const edited = (from: string | RegExp, to: string) => (text: Buffer) => Buffer.from(text.toString().replace(from, to))

test('a broken archive is refused in a sentence, and nothing of it is restored', async () => {
  const whole = await readFile(archive)
  const cut = join(dir, 'cut.tar')
  await writeFile(cut, whole.subarray(0, whole.length / 2))
  const noArchive = join(dir, 'noise.tar')
  await writeFile(noArchive, 'x'.repeat(5000))
  const file = `files/acme/${fileHash}`
  const broken: [string, RegExp][] = [
    [cut, /is broken \(/],
    [noArchive, /is broken \(/],
    [join(dir, 'nowhere.tar'), /There is no archive/],
    [await changed(file, edited('another', 'changed')), /is not what its name says/],
    [await changed(file, () => null), /files of the office acme are missing/],
    [await changed('manifest.json', edited(/"rows": \d/, '"rows": 9')), /its manifest was changed/],
    [await changed('manifest.json', edited(/"rows": \d/, '"rows": 9'), true), /rows of talka\.\w+ are not those/],
    [await changed('manifest.sha256', () => null), /its end is missing/],
    [await changed('talka-backup.json', edited('1.2.3', '1.2.4')), /its head was changed/],
    [await changed('talka-backup.json', edited('"format": 1', '"format": 2')), /written by a newer Talka/],
    [await changed('tables/office_main/member/000001.gz', () => null), /rows of office_main.member are not those/],
    [await changed('talka-backup.json', () => Buffer.from('null')), /is broken \(its head is not as it should be\)/],
    [await changed('manifest.json', () => Buffer.from('null')), /is broken \(its manifest is not as it should be\)/],
    [await changed('manifest.json', (text) => [text, text]), /is broken \(it has two manifests\)/],
    [
      await changed('talka-backup.json', edited(/(?<="migrations".*)"office_main"/s, '"public"')),
      /is broken \(migrations of its head is not as it should be\)/,
    ],
    [
      await changed('talka-backup.json', edited(/(?<="offices".*)"office_main"/s, '"public"')),
      /is broken \(offices\.\d\.schema of its head is not as it should be\)/,
    ],
    [
      await changed('talka-backup.json', edited(/(?<="tables".*)"office_main"/s, '"pg_catalog"')),
      /is broken \(tables of its head is not as it should be\)/,
    ],
    [await changed('talka-backup.json', () => Buffer.from('\u001b[2J')), /^[^\p{C}]+$/u],
  ]
  await withEmpty(async (database) => {
    for (const [path, sentence] of broken) {
      const refused = restoreArchive(path, { connection: database.connection, files: filesIn('refused'), progress })
      await assert.rejects(
        refused,
        (error: Error) => error.name === 'StartRefused' && sentence.test(error.message),
        path,
      )
    }
    assert.ok(await isEmpty(database))
    assert.ok(!existsSync(join(dir, 'refused')), 'no file either')
  })
})

test('what an archive says of itself is shown as people see it', async () => {
  const turned = edited(/"1\.2\.3"/, JSON.stringify('1.2\u001b[2J.3\u202e'))
  const { head } = await verifyArchive(await changed('talka-backup.json', turned, true), progress)
  assert.equal(head.talka, '1.2[2J.3')
  const late = edited(/(?<="madeAt": ?")/, '\\u001b]0;x\\u0007')
  assert.match(
    (await verifyArchive(await changed('talka-backup.json', late, true), progress)).head.madeAt,
    /^\]0;x\d{4}-/,
  )
  const newer = await changed(
    'talka-backup.json',
    edited(/"format": 1,\s*"talka": "/, '"format": 2, "talka": "\\u001b[2J'),
  )
  await assert.rejects(verifyArchive(newer, progress), /a newer Talka \([^\p{C}]+\)/u)
  const office = edited(/(?<="seals".*"office": ?")main/s, '\\u001b[2J')
  await assert.rejects(
    verifyArchive(await changed('manifest.json', office, true), progress),
    /seals\.\d\.office of its/,
  )
})

test('an archive of a newer Talka, and a database in use, are refused', async () => {
  await main.offices.adminPool.query(`insert into office_acme.migration (name, hash) values ('29991231-later', 'x')`)
  const newer = await backUp('newer.tar')
  await main.offices.adminPool.query(`delete from office_acme.migration where name = '29991231-later'`)
  await withEmpty(async (database) => {
    const target = { connection: database.connection, files: undefined, progress }
    await assert.rejects(restoreArchive(newer, target), /The archive was written by a newer Talka/)
    assert.ok(await isEmpty(database))
  })
  const here = { connection: connectionOf(main), files: undefined, progress }
  await assert.rejects(restoreArchive(archive, here), /has an office already: .* another TALKA_DATA or DATABASE_URL\.$/)
  const moved = restoreArchive(archive, { ...here, namedBy: '--to' })
  await assert.rejects(moved, /has an office already: take an empty one, with another --to\.$/)
})

test('an archive of an older Talka is brought up to date where it is restored', async () => {
  const path = join(dir, 'older.tar')
  await withEmpty(async ({ connection }) => {
    const pool = new pg.Pool(connection)
    const client = await pool.connect()
    await makeExtensions(client)
    await runMigrations({ pgPool: pool })
    await migrate(client, 'talka', controlMigrations())
    const older = officeMigrations().filter(({ name }) => name < '20261124')
    await migrate(client, 'office_old', older)
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

test('rows that do not fit together leave nothing behind', async () => {
  const { adminPool } = main.offices
  const name = 'duty_assignment_member_id_fkey'
  await adminPool.query(`alter table office_main.duty_assignment drop constraint ${name};
    update office_main.duty_assignment set member_id = '${newId()}' where member_id = '${people.rasa.id}'`)
  const path = await backUp('loose.tar')
  await withEmpty(async (database) => {
    const refused = restoreArchive(path, { connection: database.connection, files: undefined, progress })
    await assert.rejects(refused, /is broken \(.*violates foreign key/)
    assert.ok(await isEmpty(database))
  })
})

test('a history changed behind its seal shows without any server, and can still be restored', async () => {
  await main.offices.adminPool.query(`update office_main.event set actor_name = 'Somebody else' where seq = 1`)
  const { brokenHistories } = await verifyArchive(await backUp('tampered.tar'), progress)
  assert.deepEqual(brokenHistories, ['The history of the office main does not fit its seal 1: it was changed.'])
  assert.deepEqual((await verifyArchive(archive, progress)).brokenHistories, [])
})

test('an archive is not written over another file, and a failed one leaves none', async () => {
  await assert.rejects(backUp('office.tar'), /is there already/)
  const files = filesIn('nowhere')
  const nowhere = { ...connectionOf(main), database: 'there_is_none' }
  const path = join(dir, 'failed.tar')
  const failed = writeArchive(path, { connection: nowhere, files, talka: '1', secret: null, progress })
  await assert.rejects(failed, /does not exist/)
  const full = writeArchive(join(dir, 'no', 'folder.tar'), {
    connection: connectionOf(main),
    files,
    talka: '1',
    secret: null,
    progress,
  })
  await assert.rejects(full, /cannot be written \(ENOENT/)
  assert.ok(!existsSync(path) && !existsSync(`${path}.part`))
})
