import '#duties/index.ts'
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Head } from '#core/archive.ts'
import { restoreArchive } from '#core/archive-restore.ts'
import { writeArchive } from '#core/archive-write.ts'
import type { Connection } from '#core/database.ts'
import { openFiles } from '#core/files.ts'
import { openMail } from '#core/mail.ts'
import { type Migration, officeMigrations } from '#core/migrate.ts'
import { controlMigrations } from '#core/office-schemas.ts'
import { openOffices } from '#core/offices.ts'
import { verifyHistory } from '#core/seals.ts'
import { keptOfficeProblems, keptOffices } from './kept-offices.ts'
import { withEmpty } from './own-archive.ts'
import { quietLog } from './quiet-log.ts'
import { schemaOf } from './schema-of.ts'
import { openTestOffice, type TestOffice } from './test-office.ts'
import { type Rows, rowsIn, upgrades } from './upgrades.ts'

const kept = keptOffices(join(import.meta.dirname, '..'))
let fresh: TestOffice
let dir: string
let freshRows: Rows
let freshSchema: string[]
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'talka-upgrades-'))
  fresh = await openTestOffice()
  freshRows = await rowsOf(fresh.connection, 'fresh')
  freshSchema = await schemaOf(fresh.connection)
})
after(async () => {
  await fresh?.close()
  await rm(dir, { recursive: true, force: true })
})

async function rowsOf(connection: Connection, name: string): Promise<Rows> {
  const path = join(dir, `${name}.tar`)
  await writeArchive(path, { connection, files: undefined, talka: name, secret: null, progress() {} })
  return rowsIn(path)
}

for (const path of kept) {
  const name = basename(path, '.tar')
  test(`the office kept at ${name} is brought up to date: each row as the migrations say, the schema as one made today`, () =>
    withEmpty(async ({ connection }) => {
      const files = openFiles({ kind: 'disk', dir: join(dir, 'files', name) })
      const { head } = await restoreArchive(path, { connection, files, sendsLetters: true, progress() {} })
      const expected = await rowsIn(path)
      for (const { name, schema, hash } of runSince(head)) {
        if (schema !== 'talka') upgrades[name]?.(expected)
        expected.get(`${schema}.migration`)!.push({ name, hash })
      }
      const found = await rowsOf(connection, name)
      assert.deepEqual(differences(expected, found), [])
      assert.deepEqual(await schemaOf(connection), freshSchema)
      await goesOn(connection)
    }))
}

/** The migrations that the archive had not had yet, in their order. */
function runSince({ migrations }: Head): (Migration & { schema: string })[] {
  return migrations.flatMap(({ schema, ran }) => {
    const ours = schema === 'talka' ? controlMigrations() : officeMigrations()
    return ours.filter(({ name }) => !ran.some((one) => one.name === name)).map((one) => ({ ...one, schema }))
  })
}

/** Rows that are not there, and rows that are and should not: but for those that an office made today has as well. */
function differences(expected: Rows, found: Rows): string[] {
  const tables = new Set([...expected.keys(), ...found.keys()])
  return [...tables].flatMap((table) => {
    const [wanted, there, given] = [expected, found, freshRows].map((rows) => (rows.get(table) ?? []).map(asText))
    const missing = without(wanted!, there!).map((row) => `${table} lacks ${row}`)
    return [...missing, ...without(without(there!, wanted!), given!).map((row) => `${table} has ${row}`)]
  })
}

const asText = (row: object) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))

/** The first without the second; each takes away one alike. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1)
  return rows.filter((row) => {
    const n = left.get(row) ?? 0
    left.set(row, n - 1)
    return n < 1
  })
}

/** It opens, and what its history has sealed and proved still holds. */
async function goesOn(connection: Connection): Promise<void> {
  const offices = await openOffices({
    ...{ connection, files: openFiles({ kind: 'disk', dir }), mail: openMail({}), log: quietLog, poolSize: 2 },
    ...{ url: 'http://127.0.0.1:4400', secret: 'a secret for tests only, 32 letters' },
  })
  try {
    const { db } = await offices.byName('main')
    const { isWhole, seals, changed } = await verifyHistory(db, [])
    assert.deepEqual([isWhole, seals > 0, changed], [true, true, []])
  } finally {
    await offices.close()
  }
}

test('each rule of an upgrade is of a migration, and an office is kept as it stands now', async () => {
  const names = officeMigrations().map(({ name }) => name)
  assert.deepEqual(
    Object.keys(upgrades).filter((name) => !names.includes(name)),
    [],
  )
  assert.deepEqual(await keptOfficeProblems(join(import.meta.dirname, '..')), [])
  assert.match((await keptOfficeProblems(dir))[0]!, /npm run keep-office/)
})
