import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { migrateAgain } from '#checks/migrate-again.ts'
import { ownMonths } from '#checks/month-steps.ts'
import type { People } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
let year: number

const { by, claim, handOver, present } = ownMonths((now) => {
  ;({ home, people, year } = now)
})
const setRate = (currency: string, day: number, rate: string) =>
  by(people.daiva).setRate({ currency, day: `${year}-03-${day}`, rate, was: null, source: 'Bank' })

/** A line of `each` times 20 of the 12th, split into 20. */
async function inTwenty(each: number, fields: { currency: string; rate?: string }) {
  const reportId = await claim(people.jonas, 1_000)
  const report = () => by(people.rasa).report({ reportId })
  const { id: lineId, version } = (await report()).lines[0]!
  const explanation = 'As agreed'
  await by(people.rasa).changeLine({ lineId, version, amountCents: 20 * each, explanation, ...fields })
  const parts = Array.from({ length: 20 }, () => ({ amountCents: each }))
  await by(people.rasa).splitLine({ lineId, version: version + 1, parts })
  const claimed = async () => (await report()).claimedCents
  const presented = async () => {
    await by(people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: `${year}-03-28` })
    const { departmentReportId } = await handOver(people.north)
    await present(departmentReportId)
    return departmentReportId
  }
  return { reportId, report, claimed, presented }
}

async function saidOf(recordId: string): Promise<string[]> {
  const { items } = await as(home.office, people.vytautas).desk.history({ recordId, limit: 200 })
  return items.map((item) => item.text)
}

test('the same rate set for a later day leaves what the parts of a line claim, and is not said to be another', async () => {
  await setRate('NOK', 10, '0.5')
  const { reportId, report, claimed } = await inTwenty(1, { currency: 'NOK' })
  assert.equal(await claimed(), 10)
  await setRate('NOK', 12, '0.50')
  assert.equal(await claimed(), 10)
  assert.deepEqual(new Set((await report()).lines.map((line) => line.rateDay)), new Set([`${year}-03-12`]))
  const said = await saidOf(reportId)
  assert.ok(said.every((text) => !/instead of/.test(text)))
  assert.equal(said.filter((text) => /counts by that one now, 0.50? as before/.test(text)).length, 20)
})

test('the same rate set for a later day while the line was presented counts no more once that is withdrawn', async () => {
  await setRate('SEK', 10, '0.5')
  const { claimed, presented } = await inTwenty(1, { currency: 'SEK' })
  const departmentReportId = await presented()
  await setRate('SEK', 12, '0.5')
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A mistake' })
  assert.equal(await claimed(), 10)
})

test('a part whose own share becomes all of it claims nothing, not less', async () => {
  const { report, presented } = await inTwenty(5, { currency: 'USD', rate: '0.1' })
  const departmentReportId = await presented()
  const unclaimed = (await report()).lines.filter((line) => line.claimedCents === 0)
  assert.equal(unclaimed.length, 10)
  for (const { id: lineId, version } of unclaimed) {
    const about = { departmentReportId, memberId: people.jonas.id, lineId }
    await by(people.vytautas).askQuery({ ...about, body: 'Private?' })
    await by(people.rasa).changeLine({ lineId, version, ownShareCents: 5 })
  }
  const claims = (await report()).lines.map((line) => line.claimedCents)
  assert.deepEqual(new Set(claims), new Set([0, 1]))
})

test('the database keeps no claim that goes the other way than what was spent, nor more than that', async () => {
  const { db } = home.office
  const reportId = await claim(people.jonas, 1_000)
  const line = async () => (await by(people.rasa).report({ reportId })).lines[0]!
  const { id } = await line()
  const beyond = { claimedCents: -5, acceptedCents: -5 }
  const set = (fields: object) => db.updateTable('expenseLine').set(fields).where('id', '=', id).execute()
  await assert.rejects(set({ claimedCents: -5 }), /expense_line_claimed_within/)
  await assert.rejects(set({ claimedCents: 1_001 }), /expense_line_claimed_within/)
  await assert.rejects(set({ claimedCents: 1, ownShareCents: 1_000 }), /expense_line_claimed_within/)
  const migrated = async () => {
    await home.offices.adminPool.query('alter table office_main.expense_line drop column was_beyond')
    await set(beyond)
    await migrateAgain(home, ['20261206-expenses-claimed-within'])
    return [(await line()).claimedCents, (await line()).acceptedCents]
  }
  assert.deepEqual(await migrated(), [1_000, 1_000])
  await db.updateTable('expenseReport').set({ presentedAt: `${year}-04-01T08:00:00Z` }).where('id', '=', reportId).execute() // biome-ignore format: one row
  assert.deepEqual(await migrated(), [-5, -5])
  await set({ purpose: 'Fair' })
})
