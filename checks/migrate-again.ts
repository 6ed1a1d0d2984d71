import assert from 'node:assert/strict'
import type pg from 'pg'
import { migrate, officeMigrations } from '#core/migrate.ts'
import type { TestOffice } from './test-office.ts'

/** Migrations before this one know tables and functions of expenses by their former names. */
const renaming = '20261281-names-expenses'

/** Runs these migrations again, as on an office that has not had them. */
export async function migrateAgain(home: TestOffice, names: readonly string[]): Promise<void> {
  const again = [...names, ...(names.some((name) => name < renaming) ? [renaming] : [])]
  const client = await home.offices.adminPool.connect()
  try {
    await client.query('set search_path = office_main, talka_ext')
    if (again.includes(renaming)) await giveFormerNames(client)
    await client.query('delete from migration where name = any($1)', [again])
    assert.deepEqual(await migrate(client, 'office_main', officeMigrations()), again)
  } finally {
    await client.query('reset search_path')
    client.release()
  }
}

async function giveFormerNames(client: pg.ClientBase): Promise<void> {
  const { sql } = officeMigrations().find(({ name }) => name === renaming)!
  const tables = [...sql.split('loop')[0]!.matchAll(/'(\w+)'/g)].map(([, bare]) => bare!)
  const { rows } = await client.query<{ undo: string }>(
    `with renamed as (select pg_class.oid, relname from pg_class
      where relnamespace = current_schema()::regnamespace and relname = any(select 'expense_' || unnest($1::text[])))
    select format('alter table %I rename constraint %I to %I', relname, conname, substr(conname, 9)) as undo
    from renamed join pg_constraint on conrelid = renamed.oid where starts_with(conname, 'expense_')
    union all select format('alter index %I rename to %I', part.relname, substr(part.relname, 9))
    from renamed join pg_index on indrelid = renamed.oid join pg_class part on part.oid = indexrelid
    where starts_with(part.relname, 'expense_') and not exists (select from pg_constraint where conindid = indexrelid and conrelid = renamed.oid)
    union all select format('alter table %I rename to %I', relname, substr(relname, 9)) from renamed`,
    [tables],
  )
  for (const { undo } of rows) await client.query(undo)
  await client.query('delete from renamed_table')
  for (const [, was, is] of sql.matchAll(/alter function (\w+) rename to (\w+)/g))
    await client.query(`alter function ${is} rename to ${was}`)
}
