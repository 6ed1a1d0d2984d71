import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownMonths } from '#checks/month-steps.ts'
import { gateAfter, gatedOffice } from '#checks/pairs/at-once.ts'
import type { People } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'
import { changeIn } from '#core/jobs-work.ts'
import { seeded } from '#office/sample/random.ts'
import { claimedOf } from './rules/amounts.ts'
import { fillLines } from './steps/fill-lines.ts'

let home: TestOffice
let people: People
let month: string
const { by } = ownMonths((now) => {
  ;({ home, people, month } = now)
})

const vat = [{ rate: '21', netCents: 10_000, vatCents: 2_100 }]
const blank = { merchant: '', spentOn: null, amountCents: 0, vat: [] }
const day = () => month.replace(/01$/, '12')
const filled = () => ({ merchant: 'Viada', spentOn: day(), amountCents: 12_100, vat })

/** A receipt of Jonas’s that waits to be read. */
async function unread() {
  const file = new File([`%PDF-1.4 ${newId()}`], 'a.pdf', { type: 'application/pdf' })
  return (await by(people.rasa).addReceipt({ memberId: people.jonas.id, file })).receipt.id
}

/** Writes what its first reading found; what lines take over from it comes next. */
async function read(receiptId: string, of: object = { vat: JSON.stringify(vat) }) {
  const facts = { merchant: 'Viada', spentOn: day(), totalCents: 12_100, currency: 'EUR', ...of }
  const set = { ...facts, readingState: 'read' as const, reading: '{}' }
  await home.office.db.updateTable('expenseReceipt').set(set).where('id', '=', receiptId).execute()
}

const fill = (receiptId: string, office = home.office) =>
  changeIn(office, 'expenses.readReceipt')((changing) => fillLines(changing, receiptId))

async function reportOfJonas() {
  return (await by(people.rasa).openReport({ memberId: people.jonas.id, month })).id
}

async function lineNow(reportId: string, lineId: string) {
  const { lines } = await by(people.rasa).report({ reportId })
  const { merchant, spentOn, amountCents, vat: parts, version } = lines.find(({ id }) => id === lineId)!
  return { said: { merchant, spentOn, amountCents, vat: parts }, version }
}

/** A line made of a receipt that is not read yet. */
async function made() {
  const [reportId, receiptId] = [await reportOfJonas(), await unread()]
  const { id: categoryId } = await home.office.db
    .selectFrom('expenseCategory')
    .select('id')
    .where('code', '=', 'parking')
    .executeTakeFirstOrThrow()
  const { id: lineId } = await by(people.rasa).addLine({
    reportId,
    receiptIds: [receiptId],
    categoryId,
    purpose: 'Fair',
  })
  const change = async (edits: object) => {
    const { version } = await lineNow(reportId, lineId)
    await by(people.rasa).changeLine({ lineId, version, ...edits })
  }
  return { reportId, receiptId, lineId, change, said: async () => (await lineNow(reportId, lineId)).said }
}

test('a reading fills no line that has come to rest on another receipt meanwhile', async () => {
  const { receiptId, lineId, said } = await made()
  const other = await unread()
  await read(receiptId)
  const gate = gateAfter(1)
  const filling = fill(receiptId, gatedOffice(home.office, gate.plugin))
  await gate.reached
  await by(people.rasa).detachReceipt({ lineId, receiptId })
  await by(people.rasa).attachReceipt({ lineId, receiptId: other })
  gate.open()
  await filling
  assert.deepEqual(await said(), blank)
})

test('what a person took off a line, or left empty after its first reading, stays off when the receipt is read again', async () => {
  const { receiptId, change, said } = await made()
  await read(receiptId)
  await fill(receiptId)
  assert.deepEqual(await said(), filled())
  await change({ vat: [] })
  await fill(receiptId)
  assert.deepEqual(await said(), { ...filled(), vat: [] })

  const late = await made()
  await read(late.receiptId, {})
  await fill(late.receiptId)
  assert.deepEqual(await late.said(), { ...filled(), vat: [] })
  await read(late.receiptId)
  await fill(late.receiptId)
  assert.deepEqual(await late.said(), { ...filled(), vat: [] })
})

test('a reading fills but what nobody has edited since the line was made', async () => {
  const { receiptId, change, said } = await made()
  await change({ merchant: 'Kolonėlė' })
  await change({ merchant: '', vat: [] })
  await read(receiptId)
  await fill(receiptId)
  assert.deepEqual(await said(), { ...filled(), merchant: '', vat: [] })
})

test('a line that was made of a receipt already read is filled by no later reading', async () => {
  const [reportId, receiptId] = [await reportOfJonas(), await unread()]
  await read(receiptId)
  const { id: lineId } = await by(people.rasa).addLine({ reportId, receiptIds: [receiptId], purpose: 'Fair', vat: [] })
  await fill(receiptId)
  assert.deepEqual((await lineNow(reportId, lineId)).said, { ...filled(), vat: [] })
})

test('what found nothing to fill stands in no person’s way', async () => {
  const { reportId, receiptId, lineId } = await made()
  const { version } = await lineNow(reportId, lineId)
  await read(receiptId, { merchant: null, spentOn: null, totalCents: null })
  await fill(receiptId)
  await by(people.rasa).changeLine({ lineId, version, merchant: 'Kolonėlė' })
})

test('a reading that tells no amount fills the rest, of a line in any currency', async () => {
  const { receiptId, said } = await made()
  await read(receiptId, { totalCents: null })
  await fill(receiptId)
  assert.deepEqual(await said(), { ...filled(), amountCents: 0, vat: [] })

  const foreign = await made()
  await foreign.change({ currency: 'CHF' })
  await read(foreign.receiptId, { totalCents: null })
  await fill(foreign.receiptId)
  assert.deepEqual(await foreign.said(), { ...filled(), amountCents: 0, vat: [] })
})

test('of a receipt on two lines a reading fills seller and day of the one that was made of it, and the amount of neither', async () => {
  const { reportId, receiptId, said } = await made()
  const { id: other } = await by(people.rasa).addLine({ reportId, purpose: 'Tip' })
  await home.office.db.insertInto('expenseLineReceipt').values({ lineId: other, receiptId, reportId }).execute()
  const typed = (await lineNow(reportId, other)).said
  await read(receiptId)
  await fill(receiptId)
  assert.deepEqual(
    [await said(), (await lineNow(reportId, other)).said],
    [{ ...filled(), amountCents: 0, vat: [] }, typed],
  )
})

test('nothing is filled in a report that is confirmed as it stands', async () => {
  const { reportId, receiptId, change, said } = await made()
  const typed = { merchant: 'Viada', spentOn: day(), amountCents: 12_100 }
  await change({ ...typed, explanation: 'A whole week' })
  await read(receiptId)
  const { version } = await by(people.rasa).receipt({ receiptId })
  await by(people.rasa).checkReceipt({ receiptId, version })
  await by(people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: month.replace(/01$/, '28') })
  await fill(receiptId)
  assert.deepEqual(await said(), { ...typed, vat: [] })
  await change({ purpose: 'A fair', categoryId: null })
  await fill(receiptId)
  assert.deepEqual(await said(), { ...typed, vat: [] }, 'what was confirmed without it stays so')
})

test('nothing is filled in a report that is handed over', async () => {
  const { reportId, receiptId, change, said } = await made()
  const typed = { merchant: 'Viada', spentOn: day(), amountCents: 12_100 }
  await change(typed)
  await read(receiptId)
  const { id: teamReportId } = await by(people.rasa).makeTeamReport({ teamId: people.north, month })
  const { teamReportId: of } = await by(people.rasa).report({ reportId })
  assert.equal(of, teamReportId)
  const handed = { handedOverAt: new Date().toISOString(), handedOverBy: people.rasa.id }
  await home.office.db.updateTable('expenseTeamReport').set(handed).where('id', '=', teamReportId).execute()
  await fill(receiptId)
  assert.deepEqual(await said(), { ...typed, vat: [] })
})

test('parts of a split that a reading fills one after the other add up to the whole', async () => {
  const rasa = by(people.rasa)
  const random = seeded(77)
  const on = (day: number) => month.replace(/01$/, String(day))
  for (const [day, rate] of [
    [on(10), '0.5'],
    [on(20), '0.37'],
  ] as const)
    await by(people.daiva).setRate({ currency: 'NOK', day, rate, was: null, source: 'Bank' })
  const reportId = await reportOfJonas()
  for (let round = 0; round < 40; round += 1) {
    const receiptId = await unread()
    const parts = Array.from({ length: random.int(2, 8) }, () => ({ amountCents: random.int(1, 9) }))
    const amountCents = parts.reduce((sum, part) => sum + part.amountCents, 0)
    const line = { reportId, receiptIds: [receiptId], amountCents, currency: 'NOK', purpose: 'Visit', vat: [] }
    const { id: lineId, version } = await rasa.addLine(line)
    const { ids } = await rasa.splitLine({ lineId, version, parts })
    for (const id of ids) {
      const now = await versionOf(id)
      if (random.chance(0.4)) await rasa.changeLine({ lineId: id, version: now, spentOn: on(random.pick([12, 22])) })
    }
    await read(receiptId, { spentOn: on(13), totalCents: null, currency: null })
    await fill(receiptId)
    const rows = await home.office.db.selectFrom('expenseLine').selectAll().where('id', 'in', ids).execute()
    for (const own of Map.groupBy(rows, ({ rate }) => rate).values()) {
      const spent = own.reduce((sum, one) => sum + one.amountCents, 0)
      const claimed = own.reduce((sum, one) => sum + (one.claimedCents ?? 0), 0)
      assert.equal(
        claimed,
        claimedOf({ ...own[0]!, amountCents: spent, ownShareCents: 0 }, 'EUR') ?? 0,
        `round ${round}`,
      )
    }
  }
})

async function versionOf(lineId: string): Promise<number> {
  const line = home.office.db.selectFrom('expenseLine').select('version').where('id', '=', lineId)
  return (await line.executeTakeFirstOrThrow()).version
}
