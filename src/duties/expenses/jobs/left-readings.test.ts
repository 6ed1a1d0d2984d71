import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { southernRecords } from '#checks/walk-records.ts'
import { queueJob } from '#core/jobs.ts'
import { endLeftReadings } from './left-readings.ts'

let home: TestOffice
let people: People
let receiptId: string
before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  receiptId = (await southernRecords(home.office, people)).ids.receiptId!
})
after(() => home.close())

async function readBy(jobState: 'running' | 'failed'): Promise<void> {
  const { db } = home.office
  const readingJob = await queueJob(db, { task: 'expenses.readReceipt', payload: { receiptId }, says: 'desk.name' })
  await db.updateTable('job').set({ state: jobState }).where('id', '=', readingJob).execute()
  await db
    .updateTable('expenseReceipt')
    .set({ readingState: 'reading', readingJob })
    .where('id', '=', receiptId)
    .execute()
}

test('a reading at which somebody works goes on', async () => {
  await readBy('running')
  await endLeftReadings(home.office)
  assert.equal((await as(home.office, people.daiva).expenses.receipt({ receiptId })).readingState, 'reading')
})

test('a reading whose job ended without a word says so and stands on the desk of its team', async () => {
  await readBy('failed')
  await endLeftReadings(home.office)
  const daiva = as(home.office, people.daiva)
  const { readingState, trouble, number } = await daiva.expenses.receipt({ receiptId })
  assert.equal(readingState, 'failed')
  assert.ok(trouble!.text.length > 10)
  const { items } = await daiva.desk.waiting({})
  assert.ok(items.some(({ key }) => key === `expenses.unread:${people.south}`))
  const { items: said } = await daiva.desk.history({ recordId: receiptId })
  assert.ok(said[0]!.text.includes(number), said[0]!.text)
})
