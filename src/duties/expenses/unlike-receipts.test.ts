import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Updateable } from 'kysely'
import { ownMonths } from '#checks/month-steps.ts'
import { refused } from '#checks/office-callers.ts'
import type { People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import type { TestOffice } from '#checks/test-office.ts'
import type { Tables } from '#core/database.ts'

let home: TestOffice
let people: People
let month: string

const { by, claim, handOver, present } = ownMonths((now) => {
  ;({ home, people, month } = now)
})
const lunchDay = () => month.replace(/01$/, '12')

/** A second line on a receipt, as it could be put before each was claimed once. */
async function restAlso(values: { lineId: string; receiptId: string; reportId: string }) {
  await home.office.db.insertInto('expenseLineReceipt').values(values).execute()
}

/** Jonas’s report with a line of 10 euros and these on one receipt of 6, before the senior manager; what he finds unusual. */
async function unusualOf(lines: readonly { amountCents: number; explanation?: string; spentOn?: string }[]) {
  const reportId = await claim(people.jonas, 1_000)
  const [first] = (await by(people.rasa).report({ reportId })).lines
  const paper = { merchant: 'Kavinė', spentOn: lunchDay(), totalCents: 600 }
  const receiptId = await readReceipt(home.office, people.jonas, paper)
  for (const [at, line] of lines.entries()) {
    const { id: lineId } = await by(people.rasa).addLine({
      reportId,
      receiptIds: at === 0 ? [receiptId] : [],
      ...{ categoryId: first!.categoryId, purpose: 'Lunch', merchant: 'Kavinė', spentOn: lunchDay(), ...line },
    })
    if (at > 0) await restAlso({ lineId, receiptId, reportId })
  }
  await by(people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: month.replace(/01$/, '28') })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const { unusual } = await by(people.vytautas).departmentReport({ departmentReportId })
  return unusual.filter((one) => one.kind.startsWith('other')).map((one) => `${one.kind}: ${one.sentence.text}`)
}

test('the senior manager finds what is claimed beyond a receipt, whatever the explanation was written for', async () => {
  const [told, ...others] = await unusualOf([{ amountCents: 4_900, explanation: 'No other place in town' }])
  assert.match(
    told!,
    /^otherAmount: Jonas Ąžuolas: Kavinė: €49.00 in lines, but €6.00 on receipts. No other place in town/,
  )
  assert.deepEqual(others, [])
})

test('the senior manager finds a receipt that two lines claim whole', async () => {
  const told = await unusualOf([{ amountCents: 600 }, { amountCents: 600, explanation: 'Early breakfast' }])
  assert.match(
    told.join(),
    /^otherAmount: Jonas Ąžuolas: Kavinė: €12.00 in lines, but €6.00 on receipts. Early breakfast/,
  )
})

test('another day than the receipt’s is told with its explanation; lines that are as their receipts are not', async () => {
  const told = await unusualOf([{ amountCents: 600, spentOn: month, explanation: 'Ordered on that day' }])
  assert.match(told.join(), /^otherDay: .*the line says 1 Mar.*the receipt 12 Mar.*Ordered on that day/)
})

test('lines that share a receipt as it is are nothing unusual', async () => {
  assert.deepEqual(await unusualOf([{ amountCents: 200 }, { amountCents: 400, explanation: 'Early breakfast' }]), [])
})

test('a receipt that is still to be read is in the way of the report until it is read, checked or given up', async () => {
  const reportId = await claim(people.jonas, 1_000)
  const [line] = (await by(people.rasa).report({ reportId })).lines
  const paper = { merchant: 'Parkomatas', spentOn: lunchDay(), totalCents: 1_000 }
  const receiptId = await readReceipt(home.office, people.jonas, paper)
  await by(people.rasa).attachReceipt({ lineId: line!.id, receiptId })
  const inTheWay = async (set: Updateable<Tables['expenseReceipt']>) => {
    await home.office.db.updateTable('expenseReceipt').set(set).where('id', '=', receiptId).execute()
    const { obstacles } = await by(people.rasa).report({ reportId })
    return obstacles.map(({ says, lineId, field }) => [says.split('.').at(-1), lineId === line!.id, field])
  }
  const beingRead = [['beingRead', true, 'receipts']]
  assert.deepEqual(await inTheWay({ readingState: 'waiting' }), beingRead)
  assert.deepEqual(await inTheWay({ readingState: 'reading' }), beingRead)
  await assert.rejects(handOver(people.north), /Jonas Ąžuolas: .*kvitas .* dar neperskaitytas/)
  assert.deepEqual(await inTheWay({ readingState: 'failed' }), [])
  assert.deepEqual(await inTheWay({ readingState: 'waiting', checkedAt: '2026-03-12T08:00:00Z' }), [])
  assert.deepEqual(await inTheWay({ readingState: 'read', checkedAt: null }), [])
  await handOver(people.north)
})

test('a receipt under two lines of which nobody knows how much it comes to is in the way until it is known or let go', async () => {
  const reportId = await claim(people.jonas, 1_000)
  const [first] = (await by(people.rasa).report({ reportId })).lines
  const paper = { merchant: 'Parkomatas', spentOn: lunchDay(), totalCents: null }
  const receiptId = await readReceipt(home.office, people.jonas, paper)
  const { categoryId, spentOn } = first!
  const line = { reportId, categoryId, spentOn, purpose: 'Parking', merchant: 'Parkomatas', amountCents: 300 }
  const { id: lineId, version } = await by(people.rasa).addLine({ ...line, receiptIds: [receiptId] })
  await by(people.rasa).splitLine({ lineId, version, parts: [{ amountCents: 100 }, { amountCents: 200 }] })
  const isTwice = async () =>
    (await by(people.rasa).report({ reportId })).obstacles.flatMap(({ says, text }) =>
      says === 'expenses.obstacle.receiptTwice' ? [text] : [],
    )
  assert.deepEqual(await isTwice(), [])
  const attach = () => by(people.rasa).attachReceipt({ lineId: first!.id, receiptId })
  await assert.rejects(attach(), refused('expenses.report.receiptInLine'))
  await restAlso({ lineId: first!.id, receiptId, reportId })
  const told = await isTwice()
  assert.equal(told.length, 1)
  assert.match(told[0]!, /Parkomatas: kvitas .* po eilute „/)
  await assert.rejects(handOver(people.north), /yra ir po eilute/)
  const set = (totalCents: number | null) =>
    home.office.db.updateTable('expenseReceipt').set({ totalCents }).where('id', '=', receiptId).execute()
  await set(1_300)
  assert.deepEqual(await isTwice(), [])
  await set(null)
  await by(people.rasa).detachReceipt({ lineId: first!.id, receiptId })
  assert.deepEqual(await isTwice(), [])
})
