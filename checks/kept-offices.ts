import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Head } from '#core/archive.ts'
import { entriesOf, readHead, wholeOf } from '#core/archive-read.ts'
import { officeMigrations } from '#core/migrate.ts'
import { controlMigrations } from '#core/office-schemas.ts'

const largest = 300_000

/** The archives of offices as they stood after each change of the schema, oldest first. */
export function keptOffices(home: string): string[] {
  const paths = globSync('checks/offices/*.tar', { cwd: home }).sort()
  return paths.map((path) => join(home, path))
}

/** Whether no office is kept as it stands after the newest migration; `write` makes it. */
export async function keptOfficeProblems(home: string, write = false): Promise<string[]> {
  const heads = await Promise.all(keptOffices(home).map(headOf))
  const isKept = heads.some(
    ({ migrations }) => listOf(migrations.flatMap(({ ran }) => ran)) === listOf(migrationsNow()),
  )
  if (!isKept && write) return made(home)
  const problems = isKept ? [] : [missing(heads)]
  const tooLarge = keptOffices(home).filter((path) => statSync(path).size > largest)
  return [...problems, ...tooLarge.map((path) => `${path}: more than 300 kB. Let checks/full-office.ts write less.`)]
}

/** What the archive of an office that is kept now is called: the newest of the migrations. */
export function nameNow(): string {
  return migrationsNow()
    .map(({ name }) => name)
    .sort()
    .at(-1)!
}

/** What stands first in an archive. */
export async function headOf(path: string): Promise<Head> {
  for await (const entry of entriesOf(path)) return readHead(path, await wholeOf(entry))
  throw new Error(`${path} is empty`)
}

function missing(heads: Head[]): string {
  const kept = new Set(heads.flatMap(({ migrations }) => migrations.flatMap(({ ran }) => ran.map(({ hash }) => hash))))
  const fresh = migrationsNow().filter(({ hash }) => !kept.has(hash))
  const last = fresh.map(({ name }) => name).join(', ') || 'the migrations as they are now'
  return `No office is kept as it stands after ${last}. Run npm run keep-office, and write down in checks/upgrades.ts which rows of an older office become others.`
}

function made(home: string): string[] {
  const args = ['--import', './bin/temporal.mjs', 'checks/keep-office.ts']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: home, encoding: 'utf8' })
  return status === 0 ? [] : [stderr]
}

const migrationsNow = () => [...controlMigrations(), ...officeMigrations()]
const listOf = (ran: readonly { name: string; hash: string }[]) =>
  String(ran.map(({ name, hash }) => `${name} ${hash}`).sort())
