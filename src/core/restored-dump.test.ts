import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { allRows } from '#checks/all-rows.ts'
import { createTestDatabase } from '#checks/database.ts'
import { type DebianPostgres, missingPostgres, startDebianPostgres } from '#checks/debian-postgres.ts'
import { makePeople } from '#checks/people.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestOffice } from '#checks/test-office.ts'
import { restoreArchive } from './archive-restore.ts'
import { writeArchive } from './archive-write.ts'
import type { Connection } from './database.ts'
import { writeEvents } from './events.ts'
import { openFiles } from './files.ts'
import { newId } from './ids.ts'
import { queueJob } from './jobs.ts'
import { openMail } from './mail.ts'
import { rolePassword } from './office-role.ts'
import { type Offices, openOffices } from './offices.ts'
import { sealAll, verifySeals } from './seals.ts'

const skip = missingPostgres()
let old: DebianPostgres
let fresh: DebianPostgres
let dump: string
before(async () => {
  if (skip) return
  ;[old, fresh] = await Promise.all([startDebianPostgres(), startDebianPostgres()])
  for (const server of [old, fresh]) await makeDatabase(server)
  const offices = await open(desk(old))
  await offices.add('acme')
  const { db } = await offices.byName('main')
  // Far ahead of what a new server has counted.
  await asked(
    old.to('talka'),
    'do $$ begin for n in 1..3000 loop perform pg_current_xact_id(); commit; end loop; end $$',
  )
  await tell(db)
  await sealAll(db)
  await tell(db)
  await offices.close()
  dump = old.run('pg_dump', desk(old), [])
})
after(async () => {
  await old?.close()
  await fresh?.close()
})

/** The user the README asks for: may log in, may make roles, owns the database. */
async function makeDatabase(server: DebianPostgres): Promise<void> {
  await asked(server.to('postgres'), `create role desk login createrole password 'of the desk'`)
  await asked(server.to('postgres'), 'create database talka owner desk')
}

const desk = (server: DebianPostgres, database = 'talka'): Connection => ({
  ...server.to(database),
  user: 'desk',
  password: 'of the desk',
})

async function asked(connection: Connection, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  await client.connect()
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

const secret = 'a secret for tests only, 32 letters'

function open(connection: Connection): Promise<Offices> {
  const files = openFiles({ kind: 'disk', dir: '/nowhere' })
  return openOffices({
    connection,
    files,
    mail: openMail({}),
    url: 'http://127.0.0.1',
    secret,
    log: quietLog,
    poolSize: 2,
  })
}

const tell = (db: Parameters<typeof writeEvents>[0]) =>
  writeEvents(db, {
    operation: 'papers.write',
    actor: null,
    told: [{ record: ['paper', newId()], says: 'desk.said.jobRetried' }],
  })

test('a dump restored on a new server has its roles and rights after the next start, and its history goes on', {
  skip,
}, async () => {
  fresh.run('psql', desk(fresh), ['-q'], dump)
  assert.deepEqual(await asked(fresh.to('talka'), `select from pg_roles where rolname ~ 'office'`), [])
  assert.deepEqual(await allRows(desk(fresh)), await allRows(desk(old)))
  const offices = await open(desk(fresh))
  const { db, pool } = await offices.byName('main')
  await tell(db)
  assert.equal(await sealAll(db), 2)
  const { isWhole, events } = await verifySeals(db)
  assert.deepEqual([isWhole, events], [true, 3])
  await assert.rejects(pool.query('delete from event'), /permission denied/)
  await assert.rejects(pool.query('select from office_acme.member'), /permission denied/)
  await (await offices.byName('acme')).pool.query('select from member')
  await offices.close()
})

test('a role with another password is set right', { skip }, async () => {
  await asked(fresh.to('talka'), `alter role talka_office_main password 'another' nologin`)
  const offices = await open(desk(fresh))
  await (await offices.byName('main')).pool.query('select from member')
  await offices.close()
})

test('a role’s password lies in no table: one that did opens nothing once the program has started anew', {
  skip,
}, async () => {
  const role = { ...fresh.to('talka'), user: 'talka_office_main', password: 'lay in a table' }
  await asked(
    fresh.to('talka'),
    `alter table talka.office add column role_password text not null default 'lay in a table';
     alter table talka.office owner to desk;
     delete from talka.migration where name = '20261220-roles-passwords';
     alter role talka_office_main password 'lay in a table'`,
  )
  await asked(role, 'select from office_main.member')
  const offices = await open(desk(fresh))
  await (await offices.byName('main')).pool.query('select from member')
  await offices.close()
  await assert.rejects(asked(role, 'select from office_main.member'), /password authentication failed/)
  const named = await asked(
    fresh.to('talka'),
    `select column_name from information_schema.columns where column_name ~ 'password|secret'
      and table_schema ~ '^(talka|office_)' and (table_name, column_name) not in (('account', 'password'))`,
  )
  assert.deepEqual(named, [])
})

test('a copy beside the original gets roles of its own, and the original keeps its own', { skip }, async () => {
  await asked(fresh.to('postgres'), 'create database copy owner desk')
  fresh.run('psql', desk(fresh, 'copy'), ['-q'], dump)
  const copy = await open(desk(fresh, 'copy'))
  await (await copy.byName('main')).pool.query('select from member')
  await copy.close()
  const role_name = 'talka_office_main'
  const asOriginal = { ...fresh.to('copy'), user: role_name, password: rolePassword(secret, { role_name }) }
  await assert.rejects(asked(asOriginal, 'select from office_main.member'), /permission denied/)
  const left = `select relname from pg_class where relacl::text like '%${role_name}=%'`
  assert.deepEqual(await asked(fresh.to('copy'), left), [])
  const original = await open(desk(fresh))
  await (await original.byName('main')).pool.query('select from member')
  await original.close()
})

test('an archive goes from PostgreSQL 18 to an older one and back, by a user who owns only the database', {
  skip,
}, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'talka-between-'))
  const test = await openTestOffice()
  const [out, back] = [join(dir, 'out.tar'), join(dir, 'back.tar')]
  const more = { files: undefined, talka: '1', secret: null, progress: () => {} }
  const { host, port, user, database } = test.offices.adminPool.options
  const here = { host: host!, port: port!, user: user!, database: database! }
  const third = await createTestDatabase()
  try {
    const people = await makePeople(test.office)
    await tell(test.office.db)
    await sealAll(test.office.db)
    await queueJob(test.office.db, { task: 'paint', payload: { wall: 'north' }, says: 'desk.name' })
    await writeArchive(out, { connection: here, ...more })
    await asked(fresh.to('postgres'), 'create database restored owner desk')
    await restoreArchive(out, { connection: desk(fresh, 'restored'), sendsLetters: true, ...more })
    assert.deepEqual(await allRows(desk(fresh, 'restored')), await allRows(here))
    const offices = await open(desk(fresh, 'restored'))
    const { db } = await offices.byName('main')
    assert.ok(await db.selectFrom('member').select('id').where('id', '=', people.rasa.id).executeTakeFirst())
    await offices.close()
    await writeArchive(back, { connection: desk(fresh, 'restored'), ...more })
    await restoreArchive(back, { connection: third.connection, sendsLetters: true, ...more })
    assert.deepEqual(await allRows(third.connection), await allRows(here))
  } finally {
    await third.close()
    await test.close()
    await rm(dir, { recursive: true, force: true })
  }
})

test('a dump that somebody else restored is told in one sentence', { skip }, async () => {
  await asked(fresh.to('postgres'), 'create database foreign_hands owner desk')
  fresh.run('psql', fresh.to('foreign_hands'), ['-q'], dump.replaceAll(/^ALTER .* OWNER TO .*;$/gm, ''))
  await assert.rejects(
    open(desk(fresh, 'foreign_hands')),
    /belong to “root” and not to “desk”: make the latter their owner/,
  )
})
