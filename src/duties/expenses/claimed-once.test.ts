import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { migrateAgain } from '#checks/migrate-again.ts'
import { refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'

let home: TestOffice
let people: People

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
})
after(() => home.close())

const rasa = () => as(home.office, people.rasa).expenses

let month = 0
async function openReport(): Promise<string> {
  const first = Temporal.PlainDate.from('2026-10-01').subtract({ months: month++ })
  return (await rasa().openReport({ memberId: people.jonas.id, month: first.toString() })).id
}
const inTheWay = async (reportId: string, field: string) =>
  (await rasa().report({ reportId })).obstacles.filter((one) => one.field === field).map(({ says }) => says)

const lineWithout = async (reportId: string) => (await rasa().addLine({ reportId, amountCents: 6000 })).id

const receipt = (facts: Parameters<typeof readReceipt>[2]) => readReceipt(home.office, people.jonas, facts)

test('a receipt is claimed in one report at a time: attached, added or restored elsewhere it is refused by that report’s number', async () => {
  const [one, other] = [await openReport(), await openReport()]
  const numberOf = async (reportId: string) => new RegExp((await rasa().report({ reportId })).number)
  const [inOne, inOther] = [await numberOf(one), await numberOf(other)]
  const paper = await receipt({ merchant: 'UAB „Šilo užeiga“', spentOn: '2026-01-05', totalCents: 6000 })
  const { id: lineId, version } = await rasa().addLine({ reportId: one, receiptIds: [paper] })
  const { id: bare } = await rasa().addLine({ reportId: other, amountCents: 6000 })
  await assert.rejects(rasa().attachReceipt({ lineId: bare, receiptId: paper }), inOne)
  await assert.rejects(rasa().addLine({ reportId: other, receiptIds: [paper] }), inOne)

  const parts = [{ amountCents: 2000 }, { amountCents: 4000 }]
  const { ids } = await rasa().splitLine({ lineId, version, parts })
  for (const id of ids) await rasa().removeLine({ lineId: id })
  await rasa().attachReceipt({ lineId: bare, receiptId: paper })
  for (const id of ids) await assert.rejects(rasa().restoreLine({ lineId: id }), inOther)
  await rasa().detachReceipt({ lineId: bare, receiptId: paper })
  for (const id of ids) await rasa().restoreLine({ lineId: id })
  assert.deepEqual(
    (await rasa().report({ reportId: one })).lines.map((line) => line.receipts.map(({ id }) => id)),
    [[paper], [paper]],
  )
})

test('a receipt is claimed once in a report, too: a new line of it, another it is put to, or one put back, is refused by the line that has it, however many ask at once', async () => {
  const reportId = await openReport()
  const paper = await receipt({ merchant: 'UAB „Šilo užeiga“', spentOn: '2026-01-07', totalCents: 1100 })
  const inLine = refused('expenses.report.receiptInLine')
  const add = () => rasa().addLine({ reportId, receiptIds: [paper], amountCents: 1100, merchant: 'Maxima' })
  const added = await Promise.allSettled(Array.from({ length: 10 }, add))
  const [made, ...more] = added.filter((one) => one.status === 'fulfilled').map(({ value }) => value)
  assert.ok(made && more.length === 0)
  const bare = await lineWithout(reportId)
  await assert.rejects(rasa().attachReceipt({ lineId: bare, receiptId: paper }), inLine)
  await rasa().attachReceipt({ lineId: made.id, receiptId: paper })
  await rasa().removeLine({ lineId: made.id })
  const { id: anew, version } = await add()
  await assert.rejects(rasa().restoreLine({ lineId: made.id }), inLine)
  const { ids } = await rasa().splitLine({ lineId: anew, version, parts: [{ amountCents: 600 }, { amountCents: 500 }] })
  await rasa().removeLine({ lineId: ids[1]! })
  await assert.rejects(rasa().restoreLine({ lineId: made.id }), inLine)
  await rasa().restoreLine({ lineId: ids[1]! })
})

test('of several receipts chosen each that is gone is named, of those out of reach how many', async () => {
  const report = await openReport()
  const other = await openReport()
  const facts = { merchant: 'UAB „Šilo užeiga“', spentOn: '2026-01-06' }
  const papers = []
  for (const totalCents of [100, 200, 300, 400]) papers.push(await receipt({ ...facts, totalCents }))
  const [kept, first, second, further] = papers as [string, string, string, string]
  const { id: lineId } = await rasa().addLine({ reportId: report, receiptIds: [first, second] })
  await rasa().removeLine({ lineId })
  for (const receiptId of [first, second]) await rasa().setAside({ receiptId, why: 'Private' })
  const numbers = [first, second] // the helper's receipts have their ids for numbers
  const chosen = { reportId: report, receiptIds: [kept, first, second] }
  await assert.rejects(
    rasa().addLine(chosen),
    new RegExp(`į šalį: ${numbers[0]} ir ${numbers[1]}\\. Pasirinkite kitus`),
  )
  await assert.rejects(
    rasa().restoreLine({ lineId }),
    (error: { data: { reasons: { params: { number: string } }[] } }) => {
      assert.deepEqual(error.data.reasons.map(({ params }) => params.number).sort(), [...numbers].sort())
      return true
    },
  )
  const strange = [newId(), newId()]
  await assert.rejects(
    rasa().addLine({ reportId: report, receiptIds: [kept, ...strange] }),
    /^Error: 2 pasirinkti kvitai priskirti ne šiam žmogui/,
  )

  for (const receiptId of [kept, further]) await rasa().addLine({ reportId: other, receiptIds: [receiptId] })
  await assert.rejects(
    rasa().addLine({ reportId: report, receiptIds: [kept, further] }),
    (error: { data: { reasons: { params: { number: string } }[] } }) => {
      assert.equal(error.data.reasons.length, 2)
      return true
    },
  )
})

test('a receipt that was claimed in two reports before is in the way in both until one line lets it go', async () => {
  const [one, other, signed] = [await openReport(), await openReport(), await openReport()]
  const of = { merchant: 'UAB „Ąžuolynas“', spentOn: '2026-01-07' }
  const paper = await receipt({ ...of, totalCents: 6100 })
  const paperSigned = await receipt({ ...of, totalCents: 7100 })
  const lineId = await lineWithout(other)
  const [{ id: whole, version }] = [
    await rasa().addLine({ reportId: one, receiptIds: [paper] }),
    await rasa().addLine({ reportId: one, receiptIds: [paperSigned] }),
  ]
  await rasa().splitLine({ lineId: whole, version, parts: [{ amountCents: 3000 }, { amountCents: 3100 }] })
  const signedLine = await lineWithout(signed)
  const { adminPool } = home.offices
  await adminPool.query(`
    alter table office_main.expense_line_receipt
      drop constraint expense_line_receipt_one_report, drop constraint expense_line_receipt_claim,
      drop column report_id, drop column is_standing, drop column was_double,
      add constraint expense_line_receipt_line_id_fkey foreign key (line_id) references office_main.expense_line;
    alter table office_main.expense_line drop column is_standing`)
  const put = (line: string, paper: string) =>
    adminPool.query('insert into office_main.expense_line_receipt (line_id, receipt_id) values ($1, $2)', [line, paper])
  await put(lineId, paper)
  await put(signedLine, paperSigned)
  const at = '2026-11-20T08:00:00Z'
  await home.office.db.updateTable('expenseReport').set({ approvedAt: at }).where('id', '=', signed).execute()
  await migrateAgain(home, ['20261201-expenses-claimed-once'])
  assert.deepEqual(
    (await home.office.db.selectFrom('expenseLineReceipt').select('reportId').where('wasDouble', '=', true).execute())
      .map(({ reportId }) => reportId)
      .sort(),
    [one, other].sort(),
  )
  for (const reportId of [one, other])
    assert.ok((await inTheWay(reportId, 'receipts')).includes('expenses.obstacle.receiptElsewhere'))
  await rasa().detachReceipt({ lineId, receiptId: paper })
  assert.deepEqual(await inTheWay(other, 'receipts'), ['expenses.obstacle.noReceipt'])
})

test('the database itself holds each receipt to one report, however many of its lines rest on it', async () => {
  const [one, other] = [await openReport(), await openReport()]
  const paper = await receipt({ merchant: 'UAB „Liepynas“', spentOn: '2026-01-08', totalCents: 6000 })
  const { id: lineId, version } = await rasa().addLine({ reportId: one, receiptIds: [paper] })
  await rasa().splitLine({ lineId, version, parts: [{ amountCents: 2000 }, { amountCents: 4000 }] })
  const elsewhere = await lineWithout(other)
  const { db } = home.office
  const put = (reportId: string, isStanding = true) =>
    db.insertInto('expenseLineReceipt').values({ lineId: elsewhere, receiptId: paper, reportId, isStanding }).execute()
  await assert.rejects(put(other), /expense_line_receipt_one_report/)
  await assert.rejects(put(one), /expense_line_receipt_claim/)
  await assert.rejects(put(other, false), /expense_line_receipt_claim/)
  const lines = (await rasa().report({ reportId: one })).lines.map(({ id }) => id)
  for (const id of lines) await rasa().removeLine({ lineId: id })
  await put(other)
  const restored = db.updateTable('expenseLine').set({ removedAt: null }).where('id', 'in', lines)
  await assert.rejects(restored.execute(), /expense_line_receipt_one_report/)
  await rasa().removeLine({ lineId: elsewhere })
  for (const id of lines) await rasa().restoreLine({ lineId: id })
})
