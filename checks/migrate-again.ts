import assert from 'node:assert/strict'
import { migrate, officeMigrations } from '#core/migrate.ts'
import type { TestOffice } from './test-office.ts'

/** Runs these migrations again, as on an office that has not had them. */
export async function migrateAgain(home: TestOffice, names: readonly string[]): Promise<void> {
  const client = await home.offices.adminPool.connect()
  try {
    await client.query('delete from office_main.migration where name = any($1)', [names])
    assert.deepEqual(await migrate(client, 'office_main', officeMigrations()), names)
  } finally {
    client.release()
  }
}
