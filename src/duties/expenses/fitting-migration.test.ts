import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { migrate, officeMigrations } from '#core/migrate.ts'

let home: TestOffice
let client: pg.PoolClient
before(async () => {
  home = await openTestOffice()
  client = await home.offices.adminPool.connect()
})
after(async () => {
  client?.release()
  await home?.close()
})

const fit = /-fitting(-|$)/

async function inOld(sql: string, values: unknown[] = []) {
  await client.query('set search_path = old, talka_ext')
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.query('reset search_path')
  }
}

test('an office full of what does not fit is brought up to date, and each of its rows can be shown', async () => {
  const first = officeMigrations().findIndex(({ name }) => fit.test(name))
  await migrate(client, 'old', officeMigrations().slice(0, first))
  await inOld(`
    insert into branch (id, name, country, time_zone, currency) values (gen_random_uuid(), 'Vilnius', 'LT', 'Europe/Vilnius', 'EUR');
    insert into department (id, name, sales) values (gen_random_uuid(), 'Sales', true);
    insert into team (id, name, department_id, branch_id) select gen_random_uuid(), 'North', department.id, branch.id from department, branch;
    insert into member (id, name, email) values (gen_random_uuid(), 'Jonas', 'jonas@talka.example');
    insert into kept_file (sha256, size, mime) values (repeat('a', 64), 1, 'application/xml')`)
  const poisoned = [
    { spent_on: 'infinity', total_cents: '9223372036854775807', merchant: 'x'.repeat(9000) },
    {
      spent_on: '1899-12-31',
      vat: '[{"rate": "-5", "netCents": 1, "vatCents": 1}, {"rate": "21", "netCents": 100, "vatCents": 21}]',
    },
    { spent_on: '9999-12-31', vat: '"x"', reading: '[]', trouble: '{}', picture_warnings: '[{}, 5]' },
    { reading: '{"date": {"value": "2026-02-30", "sure": true}, "warnings": "x"}', file_name: 'y'.repeat(9000) },
    { spent_on: '2026-03-14', total_cents: '12100', reading: '{"date": {"value": "2026-03-14", "sure": true}}' },
  ]
  for (const [at, row] of poisoned.entries())
    await inOld(
      `insert into receipt (id, number, team_id, sha256, file_name, mime, size, came_by, spent_on, total_cents, merchant, vat, reading, trouble, picture_warnings)
       select gen_random_uuid(), $1, id, repeat('a', 64), coalesce($2, 'a.xml'), 'application/xml', 1, 'link', $3::date, $4::bigint, $5,
         coalesce($6::jsonb, '[]'), $7::jsonb, $8::jsonb, coalesce($9::jsonb, '[]') from team`,
      [
        `RCT-${at}`,
        row.file_name,
        row.spent_on,
        row.total_cents,
        row.merchant,
        row.vat,
        row.reading,
        row.trouble,
        row.picture_warnings,
      ],
    )
  for (const month of ['9999-12-01', '2199-12-01', '5000-01-01', '2026-03-01'])
    await inOld(
      `insert into expense_round (id, number, team_id, month, due_day) select gen_random_uuid(), $1::text, id, $1::date, $1::date from team`,
      [month],
    )

  await inOld(
    `update expense_policy set version = 0, receipt_free_cents = 1e18, unusual_cents = 1e18, unusual_percent = 2147483647`,
  )
  await inOld(`update branch set version = 2147483647`)

  await migrate(client, 'old', officeMigrations())

  const receipts = await inOld(`
    select number, spent_on::text, total_cents, length(merchant) as merchant, length(file_name) as "fileName", vat, reading, trouble,
      picture_warnings as warnings from expense_receipt order by number`)
  const empty = {
    spent_on: null,
    total_cents: null,
    merchant: null,
    fileName: 5,
    vat: [],
    reading: null,
    trouble: null,
    warnings: [],
  }
  assert.deepEqual(receipts, [
    { ...empty, number: 'RCT-0', merchant: 200 },
    { ...empty, number: 'RCT-1', vat: [{ rate: '21', netCents: 100, vatCents: 21 }] },
    { ...empty, number: 'RCT-2' },
    { ...empty, number: 'RCT-3', fileName: 200 },
    {
      ...empty,
      number: 'RCT-4',
      spent_on: '2026-03-14',
      total_cents: '12100',
      reading: { date: { value: '2026-03-14', sure: true } },
    },
  ])
  await assert.rejects(inOld(`update expense_receipt set spent_on = 'infinity'`), /expense_receipt_day/)

  assert.deepEqual(
    await inOld(
      'select version, receipt_free_cents as free, unusual_cents as cents, unusual_percent as percent from expense_policy',
    ),
    [{ version: 1, free: '1000000000000', cents: '1000000000000', percent: 1000 }],
  )
  assert.deepEqual(await inOld('select version from branch'), [{ version: 1 }])
  for (const set of ['version = 0', 'receipt_free_cents = 1e18', 'unusual_cents = 1e18', 'unusual_percent = 1001'])
    await assert.rejects(inOld(`update expense_policy set ${set}`), /_fits/)
  await assert.rejects(inOld('update office_profile set version = -1; update branch set version = -1'), /_version_fits/)
})
