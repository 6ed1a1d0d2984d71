import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { departmentStateOf, departmentStates, reportStateOf, reportStates } from '../rules/states.ts'
import { departmentStateSql } from './department-list.ts'
import { reportStateSql } from './report-list.ts'

let home: TestOffice
before(async () => {
  home = await openTestOffice()
})
after(() => home?.close())

test('the database and the rule tell alike how far a report has come, whatever has happened to it', async () => {
  const at = [null, '2026-03-01T10:00:00Z']
  const cases = at.flatMap((approvedAt) =>
    at.flatMap((presentedAt) =>
      at.flatMap((handedOverAt) =>
        [true, false].flatMap((isConfirmed) =>
          [0, 2].map((openQueries) => ({ approvedAt, presentedAt, handedOverAt, isConfirmed, openQueries })),
        ),
      ),
    ),
  )
  const told = await Promise.all(
    cases.map(async ({ approvedAt, presentedAt, handedOverAt, isConfirmed, openQueries }) => {
      const state = reportStateSql({
        approvedAt: sql`${approvedAt}::timestamptz`,
        presentedAt: sql`${presentedAt}::timestamptz`,
        handedOverAt: sql`${handedOverAt}::timestamptz`,
        isConfirmed: sql`${isConfirmed}::boolean`,
        openQueries: sql`${openQueries}::integer`,
      })
      const { rows } = await sql<{ state: string }>`select ${state} as state`.execute(home.office.db)
      return rows[0]!.state
    }),
  )
  const confirmation = (isConfirmed: boolean) => (isConfirmed ? 'valid' : 'none')
  assert.deepEqual(
    told,
    cases.map(({ isConfirmed, ...facts }) => reportStateOf({ ...facts, confirmation: confirmation(isConfirmed) })),
  )
  assert.deepEqual(new Set(told), new Set(reportStates))
})

test('and where a department report stands', async () => {
  const cases = [null, '2026-03-01T10:00:00Z'].flatMap((approvedAt) =>
    [null, 1].flatMap((presentedVersion) =>
      [0, 2].flatMap((openQueries) =>
        [true, false].map((withdrawn) => ({ approvedAt, presentedVersion, openQueries, withdrawn })),
      ),
    ),
  )
  const told = await Promise.all(
    cases.map(async ({ approvedAt, presentedVersion, openQueries, withdrawn }) => {
      const state = departmentStateSql({
        approvedAt: sql`${approvedAt}::timestamptz`,
        presentedVersion: sql`${presentedVersion}::integer`,
        openQueries: sql`${openQueries}::integer`,
        withdrawn: sql`${withdrawn}::boolean`,
      })
      const { rows } = await sql<{ state: string }>`select ${state} as state`.execute(home.office.db)
      return rows[0]!.state
    }),
  )
  assert.deepEqual(told, cases.map(departmentStateOf))
  assert.deepEqual(new Set(told), new Set(departmentStates))
})
