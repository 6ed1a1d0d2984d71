import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { migrateAgain } from '#checks/migrate-again.ts'
import { makePeople, type People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
let roundId: string
before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  roundId = (await rasa().openRound({ teamId: people.north, month: '2026-03-01' })).id
})
after(() => home.close())

const rasa = () => as(home.office, people.rasa).expenses
const awaited = async (what: string) => (await rasa().addExpected({ roundId, memberId: people.jonas.id, what })).id
const newReceipt = () =>
  readReceipt(home.office, people.jonas, { merchant: 'Parkomatas', spentOn: '2026-03-12', totalCents: 4_000 })
const statesOf = async (ids: readonly string[]) => {
  const rows = home.office.db.selectFrom('expenseExpectedReceipt').select(['state', 'receiptId']).where('id', 'in', ids)
  return (await rows.orderBy('settledAt').orderBy('id').execute()).map(({ state }) => state)
}

test('of many expected receipts matched with one receipt at once it is one, and the others are told which', async () => {
  const [receiptId, other] = [await newReceipt(), await newReceipt()]
  const ids = await Promise.all(['Hotel', 'Ferry', 'Taxi', 'Fuel'].map(awaited))
  const tries = await Promise.allSettled(ids.map((expectedId) => rasa().matchExpected({ expectedId, receiptId })))
  const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.data.says] : []))
  assert.deepEqual(
    refused,
    Array.from({ length: 3 }, () => 'expenses.receiptMatched'),
  )
  assert.deepEqual((await statesOf(ids)).sort(), ['received', 'waiting', 'waiting', 'waiting'])

  const matched = ids[tries.findIndex((one) => one.status === 'fulfilled')]!
  await rasa().matchExpected({ expectedId: matched, receiptId })
  await rasa().matchExpected({ expectedId: matched, receiptId: other })
  const free = ids.find((id) => id !== matched)!
  await rasa().matchExpected({ expectedId: free, receiptId })
})

test('what was matched with one receipt twice before is once what it was first, and waits again', async () => {
  await home.offices.adminPool.query('drop index office_main.expense_expected_receipt_receipt')
  await home.offices.adminPool.query(
    'create index expense_expected_receipt_receipt on office_main.expense_expected_receipt (receipt_id)',
  )
  const receiptId = await newReceipt()
  const ids = [await awaited('Parking'), await awaited('Tolls')]
  const match = (id: string, settledAt: string) =>
    home.office.db
      .updateTable('expenseExpectedReceipt')
      .set({ state: 'received', receiptId, settledAt, settledBy: people.rasa.id })
      .where('id', '=', id)
      .execute()
  await match(ids[1]!, '2026-03-02T08:00:00Z')
  await match(ids[0]!, '2026-03-03T08:00:00Z')
  await migrateAgain(home, ['20261129-expenses-matched-once'])
  assert.deepEqual(await statesOf([ids[1]!]), ['received'])
  assert.deepEqual(await statesOf([ids[0]!]), ['waiting'])
  await assert.rejects(match(ids[0]!, '2026-03-04T08:00:00Z'), /expense_expected_receipt_receipt/)
})
