import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { migrate, officeMigrations } from '#core/migrate.ts'
import { controlMigrations } from '#core/office-schemas.ts'

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

async function inOld(sql: string) {
  await client.query('set search_path = old, talka_ext')
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.query('reset search_path')
  }
}

test('letters and jobs that were kept with links that work lose them, and the jobs end in words', async () => {
  const first = officeMigrations().findIndex(({ name }) => /letters-kept|mailed-links-over/.test(name))
  await migrate(client, 'old', officeMigrations().slice(0, first))
  const token = 'aB_-9'.repeat(13)
  const jobId = randomUUID()
  await inOld(`
    insert into branch (id, name, country, time_zone, currency) values (gen_random_uuid(), 'Vilnius', 'LT', 'Europe/Vilnius', 'EUR');
    insert into department (id, name, sales) values (gen_random_uuid(), 'Sales', true);
    insert into team (id, name, department_id, branch_id) select gen_random_uuid(), 'North', department.id, branch.id from department, branch;
    insert into member (id, name, email) values (gen_random_uuid(), 'Jonas', 'jonas@talka.example');
    insert into expense_round (id, number, team_id, month, due_day) select gen_random_uuid(), 'R', id, '2026-03-01', '2026-04-05' from team;
    insert into reminder (id, round_id, member_id, way, missing, body, mail_state)
      select gen_random_uuid(), expense_round.id, member.id, 'mail', 1, E'Send here:\nhttps://talka.example/u/${token}\nThanks', 'sent'
      from expense_round, member;
    insert into job (id, task, payload, says) values
      ('${jobId}', 'office.mailLink', '{"kind": "reset"}', 'office.job.mailLink'),
      (gen_random_uuid(), 'office.mailLink', '{"kind": "reset", "invitationId": "x"}', 'office.job.mailLink')`)
  const queue = async (job: object) =>
    client.query(`select graphile_worker.add_job('office.mailLink', $1::json)`, [{ office: 'main', job }])
  await queue({ jobId, payload: { kind: 'reset', link: 'https://talka.example/reset/x' } })
  await queue({ jobId: randomUUID(), payload: { kind: 'reset', invitationId: 'x' } })

  await migrate(client, 'old', officeMigrations())
  const [clearing] = controlMigrations().filter(({ name }) => /mailed-links-queue/.test(name))
  await client.query(clearing!.sql)

  assert.deepEqual(await inOld('select body from expense_reminder'), [
    { body: 'Send here:\nhttps://talka.example/u/…\nThanks' },
  ])
  assert.deepEqual(await inOld(`select state, failure->>'says' as says from job order by state`), [
    { state: 'failed', says: 'office.linkUsed' },
    { state: 'waiting', says: null },
  ])
  const { rows } = await client.query<{ payload: { job: { payload: object } } }>(
    'select payload from graphile_worker._private_jobs',
  )
  assert.deepEqual(
    rows.map(({ payload }) => payload.job.payload),
    [{ kind: 'reset', invitationId: 'x' }],
  )
})
