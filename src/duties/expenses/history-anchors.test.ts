import assert from 'node:assert/strict'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { as } from '#checks/as.ts'
import { handedOver } from '#checks/month-steps.ts'
import { makePeople, type People } from '#checks/people.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'
import { keepHouse } from '#core/housekeeping.ts'
import { lastSeal, sealAll, sealEvents } from '#core/seals.ts'
import { profileOf } from '#office/public.ts'
import { proveSettled } from './jobs/prove-settled.ts'
import { departmentPaper } from './paper/department-paper.ts'

let home: TestOffice
let people: People
let departmentReportId: string
// Each changes rows past the history, or the history itself.
beforeEach(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  departmentReportId = await approvedMonth()
})
afterEach(() => home.close())

async function approvedMonth(): Promise<string> {
  const [rasa, daiva, vytautas] = [people.rasa, people.daiva, people.vytautas].map(
    (who) => as(home.office, who).expenses,
  )
  const categories = await home.office.db.selectFrom('expenseCategory').select('id').orderBy('position').execute()
  const { id } = await rasa!.openReport({ memberId: people.jonas.id, month: '2026-03-01' })
  const line = await rasa!.addLine({
    reportId: id,
    spentOn: '2026-03-12',
    // Quotation marks are written with a backslash in JSON, which some casts read as more than a letter.
    merchant: 'SIA "Ķiršu\\\\000" bistro',
    categoryId: categories[1]!.id,
    amountCents: 9_000,
    currency: 'EUR',
    purpose: 'Visit to a customer',
  })
  await rasa!.declareMissing({ lineId: line.id, reason: 'Lost on the ferry' })
  await rasa!.recordConfirmation({ reportId: id, way: 'phone', confirmedOn: '2026-04-01' })
  const team = await rasa!.makeTeamReport({ teamId: people.north, month: '2026-03-01' })
  const evenWithout = [people.ieva.id, people.south]
  const of = { departmentReportId: await handedOver(home.office, people.rasa, team.id) }
  await daiva!.present({ ...of, evenWithout })
  const { version } = await vytautas!.departmentReport(of)
  const { number: versionNumber, hash, decisionsHash } = version!
  await vytautas!.approve({ ...of, evenWithout, versionNumber, hash, decisionsHash })
  return of.departmentReportId
}

const verdict = (input: { sealNumber?: number; sealHash?: string } = {}) =>
  as(home.office, people.administrator).office.verifyHistory(input)
const changedTables = async () => (await verdict()).changed.map(({ table, number }) => `${table} ${number}`)

/** Changes rows as whoever may do everything in the database, looks, and takes it back. */
async function tampered<Result>(sql: string, look: () => Promise<Result>, back: string): Promise<Result> {
  const client = await home.offices.adminPool.connect()
  try {
    await client.query(`set search_path = office_${home.office.name}`)
    await client.query(sql)
    const seen = await look()
    await client.query(back)
    return seen
  } finally {
    await client.query('reset search_path')
    client.release()
  }
}

test('payouts, signatures and approved figures changed by SQL are named by the verification', async () => {
  await sealAll(home.office.db)
  assert.deepEqual(await verdict().then(({ isWhole, changed }) => [isWhole, changed]), [true, []])
  const number = (await as(home.office, people.daiva).expenses.departmentReport({ departmentReportId })).number
  const cases: [sql: string, back: string, table: string][] = [
    ['update expense_payout set cents = cents + 1', 'update expense_payout set cents = cents - 1', 'expense_payout'],
    ['update expense_payout set paid_on = current_date', 'update expense_payout set paid_on = null', 'expense_payout'],
    [
      `insert into expense_payout (id, department_report_id, member_id, team_id, cents)
        select gen_random_uuid(), department_report_id, member_id, team_id, 77 from expense_payout limit 1`,
      'delete from expense_payout where cents = 77',
      'expense_payout',
    ],
    [
      "update expense_presented_version set snapshot = jsonb_set(snapshot, '{0,claimedCents}', '9001')",
      "update expense_presented_version set snapshot = jsonb_set(snapshot, '{0,claimedCents}', '9000')",
      'expense_presented_version',
    ],
    [
      "update expense_approval set approver_name = 'X' || approver_name",
      'update expense_approval set approver_name = substr(approver_name, 2)',
      'expense_approval',
    ],
    [
      `update expense_approval set beside = jsonb_set(beside, '{previous}', '[1]')`,
      `update expense_approval set beside = jsonb_set(beside, '{previous}', '[]')`,
      'expense_approval',
    ],
    [
      `update expense_approval set categories = jsonb_set(categories, '{0,code}', '"other"')`,
      `update expense_approval set categories = jsonb_set(categories, '{0,code}', '"hotel"')`,
      'expense_approval',
    ],
  ]
  for (const [sql, back, table] of cases)
    assert.deepEqual(await tampered(sql, changedTables, back), [`${table} ${number}`], sql)
  assert.deepEqual(await changedTables(), [])
})

test('what the history proved of tables that are called otherwise now still holds, and shows what was changed', async () => {
  const asOnce = `update event set params = jsonb_set(params, '{proves}', to_jsonb(replace(replace(params->>'proves',
    '"expense_payout"', '"payout"'), '"expense_presented_version"', '"presented_version"'))) where params ? 'proves'`
  const asNow = `update event set params = jsonb_set(params, '{proves}', to_jsonb(replace(replace(params->>'proves',
    '"payout"', '"expense_payout"'), '"presented_version"', '"expense_presented_version"'))) where params ? 'proves'`
  const shown = await tampered(
    asOnce,
    async () => [
      await changedTables(),
      await tampered(
        'update expense_payout set cents = cents + 1',
        changedTables,
        'update expense_payout set cents = cents - 1',
      ),
    ],
    asNow,
  )
  const [number] = (await changedTables()).concat(shown[1]!)
  assert.deepEqual(shown, [[], [number]])
  assert.match(number!, /^expense_payout /)
})

test('a payment noted in the product is no change past the history', async () => {
  const lina = as(home.office, people.lina).expenses
  const { payouts } = await lina.payouts({ departmentReportId })
  await lina.markPaid({ departmentReportId, payoutIds: payouts.map(({ id }) => id), paidOn: today('Europe/Vilnius') })
  assert.deepEqual(await changedTables(), [])
  const named = await tampered(
    "update expense_payout set reference = 'other'",
    changedTables,
    "update expense_payout set reference = ''",
  )
  assert.equal(named.length, 1)
})

test('what was approved before is brought under the seals once', async () => {
  const proofs = async () => {
    const { rows } = await home.office.pool.query("select from event where params ? 'proves'")
    return rows.length
  }
  const before = await proofs()
  await proveSettled(home.office)
  assert.equal(await proofs(), before)
  const forget = "update event set params = params - 'proves'"
  await tampered(forget, () => proveSettled(home.office).then(() => proveSettled(home.office)), 'select')
  assert.equal(await proofs(), 1)
})

test('the newest seal is noted beside the data, and a history cut off at its end shows', async () => {
  await tampered('delete from event_seal', async () => {}, 'select')
  const stop = keepHouse(home.offices, quietLog, [], { sealMs: 10, tidyMs: 3_600_000 })
  const log = join(home.dir, 'seals.log')
  while (!(await readFile(log, 'utf8').catch(() => ''))) await new Promise((next) => setTimeout(next, 10))
  await stop()
  const text = await readFile(log, 'utf8')
  const seal = (await lastSeal(home.office.db))!
  assert.match(text, new RegExp(` ${home.office.name} ${seal.number} ${seal.hash}\\n$`))
  assert.equal((await verdict()).isWhole, true)

  await as(home.office, people.rasa).office.saveView({ page: 'people', name: 'Mine', settings: {} })
  while ((await sealEvents(home.office.db)) === 0) await new Promise((next) => setTimeout(next, 10))
  const last = (await lastSeal(home.office.db))!
  assert.equal(last.number, seal.number + 1)
  await appendFile(log, `2026-11-28T00:00:00Z ${home.office.name} ${last.number} ${last.hash}\n`)
  assert.equal((await verdict()).isWhole, true)
  const cut = `
    delete from event where (tx, seq) > (select tx_to, seq_to from event_seal where number = ${seal.number});
    delete from event_seal where number = ${last.number}`
  const cutOff = await tampered(cut, () => verdict(), 'select')
  assert.deepEqual([cutOff.isWhole, cutOff.wrongSeal], [false, last.number])
})

test('a signed paper shows the newest seal, and a seal read off a paper is held against the history', async () => {
  const { db } = home.office
  await sealAll(db)
  const view = await as(home.office, people.daiva).expenses.departmentReport({ departmentReportId })
  const seal = (await lastSeal(db))!
  const { facts } = departmentPaper(view, { ...(await profileOf(db)), seal }, 'en')
  assert.deepEqual(facts.at(-1), ['History sealed', `no. ${seal.number}, ${seal.hash.slice(0, 32)}`])
  const paper = { sealNumber: seal.number, sealHash: seal.hash.slice(0, 32) }
  assert.notEqual((await verdict(paper)).wrongSeal, seal.number)
  assert.equal((await verdict({ ...paper, sealHash: 'f'.repeat(32) })).wrongSeal, seal.number)
})
