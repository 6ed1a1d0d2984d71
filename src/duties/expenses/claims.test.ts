import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import type { Reading } from './reader/reading.ts'
import { fitted } from './rules/fitted-reading.ts'

let home: TestOffice
let people: People
let categoryId: string

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  categoryId = (await home.office.db.selectFrom('expenseCategory').select('id').limit(1).executeTakeFirstOrThrow()).id
})
after(() => home.close())

const rasa = () => as(home.office, people.rasa).expenses
const daiva = () => as(home.office, people.daiva).expenses

let month = 0
async function openReport(): Promise<string> {
  const first = Temporal.PlainDate.from('2026-10-01').subtract({ months: month++ })
  return (await rasa().openReport({ memberId: people.jonas.id, month: first.toString() })).id
}
const lineOf = async (reportId: string) => (await rasa().report({ reportId })).lines[0]!
const inTheWay = async (reportId: string, field: string) =>
  (await rasa().report({ reportId })).obstacles.filter((one) => one.field === field).map(({ says }) => says)

const receipt = (facts: Parameters<typeof readReceipt>[2]) => readReceipt(home.office, people.jonas, facts)

test('an own share beyond the amount is refused, whether both are given or one of them stands', async () => {
  const reportId = await openReport()
  const add = (amountCents: number, ownShareCents: number) => rasa().addLine({ reportId, amountCents, ownShareCents })
  await assert.rejects(add(11_900, -11_900), /ownShareCents.*(tarp nulio ir sumos|between nothing and the amount)/)
  await assert.rejects(add(11_900, 12_000))
  await assert.rejects(add(-11_900, 1))
  const { id: lineId, version } = await add(-11_900, -900)
  assert.equal((await lineOf(reportId)).claimedCents, -11_000)
  await assert.rejects(rasa().changeLine({ lineId, version, amountCents: -800 }), /−9,00|tarp nulio ir sumos/)
  await assert.rejects(rasa().changeLine({ lineId, version, amountCents: 11_900 }))
  const { db } = home.office
  await assert.rejects(
    db.updateTable('expenseLine').set({ ownShareCents: 900 }).where('id', '=', lineId).execute(),
    /expense_line_own_share/,
  )
})

test('a line of which nothing is known is not added; one fact is enough, and its amount is not told as nothing', async () => {
  const reportId = await openReport()
  await assert.rejects(rasa().addLine({ reportId }), /nieko nežinoma|Nothing is known/)
  await assert.rejects(rasa().addLine({ reportId, merchant: '  ', purpose: '' }), /nieko nežinoma|Nothing is known/)
  const { id } = await rasa().addLine({ reportId, merchant: 'Kava' })
  const { items } = await as(home.office, people.rasa).desk.history({ recordId: id, limit: 1 })
  assert.match(items[0]!.text, /dar be sumos|still without an amount/)
})

test('the own share takes its part of the VAT of a line', async () => {
  const reportId = await openReport()
  const vat = [{ rate: '21', netCents: 10_000, vatCents: 2100 }]
  const { id: lineId, version } = await rasa().addLine({ reportId, amountCents: 12_100, ownShareCents: 3025, vat })
  assert.equal((await lineOf(reportId)).vatCents, 1575)
  await rasa().changeLine({ lineId, version, ownShareCents: 0 })
  assert.deepEqual([(await lineOf(reportId)).vatCents, (await lineOf(reportId)).vat], [2100, vat])
})

test('VAT that contradicts its amount is in the way of handing over, in both languages, until it is put right', async () => {
  const reportId = await openReport()
  const vat = (netCents: number, vatCents: number) => [{ rate: '21', netCents, vatCents }]
  const { id: lineId } = await rasa().addLine({
    reportId,
    amountCents: 12_100,
    merchant: 'Bukinistas',
    vat: vat(10_000, -2_100),
  })
  const told = async (who = people.rasa) =>
    (await as(home.office, who).expenses.report({ reportId })).obstacles.filter(({ field }) => field === 'vat')
  const put = async (vat: { rate: string; netCents: number; vatCents: number }[]) =>
    rasa().changeLine({ lineId, version: (await lineOf(reportId)).version, vat })
  assert.deepEqual(
    (await told()).map((one) => [one.says, one.lineId]),
    [['expenses.obstacle.vatOtherSign', lineId]],
  )
  await put(vat(12_100, 2_100))
  const texts = []
  for (const language of ['en', 'lt'] as const) {
    await home.office.db.updateTable('member').set({ language }).where('id', '=', people.rasa.id).execute()
    texts.push((await told()).map(({ text }) => text).join())
  }
  assert.match(texts[0]!, /^Bukinistas: net and VAT come to €142\.00, more than the amount of €121\.00/)
  assert.match(texts[1]!, /^Bukinistas: .*142,00\s€.*121,00\s€/)
  await put(vat(10_000, 2_100))
  assert.deepEqual(await told(), [])
})

test('a foreign line claims the same in parts, also after something else of a part was changed', async () => {
  const reportId = await openReport()
  const made = await rasa().addLine({
    reportId,
    ...{ spentOn: '2026-09-15', amountCents: 400, currency: 'JPY', rate: '0.0062' },
    ...{ ownShareCents: 100, vat: [{ rate: '10', netCents: 364, vatCents: 36 }] },
  })
  const parts = Array.from({ length: 20 }, () => ({ amountCents: 20 }))
  await rasa().splitLine({ lineId: made.id, version: made.version, parts })
  const sums = async () => {
    const report = await rasa().report({ reportId })
    return [report.claimedCents, report.acceptedCents, report.lines.reduce((sum, { vatCents }) => sum + vatCents, 0)]
  }
  assert.deepEqual(await sums(), [186, 186, 27])
  for (const { id: lineId, version } of (await rasa().report({ reportId })).lines)
    await rasa().changeLine({ lineId, version, purpose: 'Fair' })
  assert.deepEqual(await sums(), [186, 186, 27])
})

test('a rate typed on a new line is kept through other edits, and asked for again with another currency or day', async () => {
  const reportId = await openReport()
  const spentOn = '2026-09-15'
  const made = await rasa().addLine({ reportId, spentOn, amountCents: 32_700, currency: 'MYR', rate: '0.2134' })
  const typed = { rate: '0.2134', rateSource: 'hand', claimedCents: 6978 }
  const shown = async () => {
    const { rate, rateSource, claimedCents } = await lineOf(reportId)
    return { rate, rateSource, claimedCents }
  }
  assert.deepEqual(await shown(), typed)
  const edit = async (fields: object) =>
    rasa().changeLine({ lineId: made.id, version: (await lineOf(reportId)).version, ...fields })
  await edit({ purpose: 'Fair' })
  await edit({ currency: 'MYR', spentOn })
  assert.deepEqual(await shown(), typed)
  await edit({ spentOn: '2026-09-16' })
  const unknown = { rate: null, rateSource: null, claimedCents: null }
  assert.deepEqual(await shown(), unknown)
  await edit({ rate: '0.2' })
  assert.equal((await shown()).claimedCents, 6540)
  await edit({ currency: 'USD' })
  assert.deepEqual(await shown(), unknown)
  for (const rate of ['0', '0.000', '-1', '1e3']) await assert.rejects(edit({ rate }))
})

test('a line without an amount counts as none that is known, and the sums say that they miss it', async () => {
  const reportId = await openReport()
  await rasa().addLine({ reportId, amountCents: 1000, spentOn: '2026-08-03' })
  const empty = { reportId, merchant: 'Viada', spentOn: '2026-08-03' }
  const { id: lineId } = await rasa().addLine(empty)
  await rasa().addLine({ ...empty, amountCents: 32_700, currency: 'MYR' })
  const report = await rasa().report({ reportId })
  const line = report.lines.find((one) => one.id === lineId)
  assert.deepEqual([line?.claimedCents, line?.acceptedCents], [null, null])
  assert.deepEqual([report.claimedCents, report.acceptedCents, report.linesNotCounted], [1000, 1000, 2])
  const listed = (await rasa().reports({ month: report.month })).items.find((one) => one.id === reportId)
  assert.deepEqual([listed?.claimedCents, listed?.linesNotCounted], [1000, 2])
  const missing = report.obstacles.filter(({ field }) => field === 'rate' || field === 'amountCents')
  assert.deepEqual(missing.map((one) => [one.says, one.lineId === lineId]).sort(), [['expenses.obstacle.noAmount', true], ['expenses.obstacle.noRate', false]]) // biome-ignore format: one row
})

test('a foreign amount without a rate is counted nowhere, and every sum says that it misses something', async () => {
  const reportId = await openReport()
  await rasa().addLine({ reportId, amountCents: 1000, spentOn: '2026-08-03' })
  const { id: lineId } = await rasa().addLine({ reportId, amountCents: 32_700, currency: 'MYR', spentOn: '2026-08-03' })
  const report = await rasa().report({ reportId })
  assert.deepEqual([report.claimedCents, report.acceptedCents, report.linesNotCounted], [1000, 1000, 1])
  assert.deepEqual(await inTheWay(reportId, 'rate'), ['expenses.obstacle.noRate'])
  const listed = (await rasa().reports({ month: report.month })).items.find((one) => one.id === reportId)
  assert.deepEqual([listed?.claimedCents, listed?.linesNotCounted], [1000, 1])
  const { db } = home.office
  const counted = db.updateTable('expenseLine').set({ claimedCents: 32_700, acceptedCents: 32_700 })
  await assert.rejects(counted.where('id', '=', lineId).execute(), /expense_line_counted/)
})

test('a rate that comes later counts the lines that waited for it, in no report that is presented', async () => {
  const reportId = await openReport()
  const spent = { amountCents: 10_000, currency: 'CHF', spentOn: '2026-08-03' }
  const { id: lineId } = await rasa().addLine({ reportId, ...spent })
  await rasa().addLine({ reportId, ...spent, spentOn: '2026-07-31' })
  const presented = await openReport()
  await rasa().addLine({ reportId: presented, ...spent })
  const { db } = home.office
  const present = (presentedAt: string | null) =>
    db.updateTable('expenseReport').set({ presentedAt }).where('id', '=', presented).execute()
  await present('2026-09-01T00:00:00Z')
  await daiva().setRate({ currency: 'CHF', day: '2026-08-02', rate: '1.05', was: null, source: 'ECB' })
  await present(null)
  const { lines, claimedCents, acceptedCents } = await rasa().report({ reportId })
  assert.deepEqual(
    lines.map((line) => [line.claimedCents, line.rateDay]),
    [
      [10_500, '2026-08-02'],
      [null, null],
    ],
  )
  assert.deepEqual([claimedCents, acceptedCents], [10_500, 10_500])
  assert.equal((await lineOf(presented)).claimedCents, null)
  const told = await db.selectFrom('event').select('says').where('recordId', '=', lineId).execute()
  assert.deepEqual(told.map(({ says }) => says).sort(), ['expenses.said.addLine', 'expenses.said.rateCame'])
})

test('a rate of the table is taken for a week, an older one is in the way until somebody types one', async () => {
  await daiva().setRate({ currency: 'PLN', day: '2019-03-04', rate: '0.25', was: null, source: 'ECB' })
  await daiva().setRate({ currency: 'PLN', day: '2026-07-06', rate: '0.23', was: null, source: 'ECB' })
  const reportId = await openReport()
  const { id: lineId } = await rasa().addLine({ reportId, amountCents: 10_000, currency: 'PLN', spentOn: '2026-07-13' })
  assert.deepEqual([(await lineOf(reportId)).claimedCents, await inTheWay(reportId, 'rate')], [2300, []])
  const edit = async (fields: object) =>
    rasa().changeLine({ lineId, version: (await lineOf(reportId)).version, ...fields })
  await edit({ spentOn: '2026-07-05' })
  assert.deepEqual(await inTheWay(reportId, 'rate'), ['expenses.obstacle.oldRate'])
  await edit({ rate: '0.24' })
  assert.deepEqual([(await lineOf(reportId)).claimedCents, await inTheWay(reportId, 'rate')], [2400, []])
  await edit({ rate: null })
  assert.deepEqual(await inTheWay(reportId, 'rate'), ['expenses.obstacle.oldRate'])
})

test('a line that contradicts its receipt is in the way of presenting until it is mended or explained', async () => {
  const reportId = await openReport()
  const day = (await rasa().report({ reportId })).month
  const paper = await receipt({ merchant: 'UAB „Šilo užeiga“', spentOn: day, totalCents: 600 })
  const { id: lineId } = await rasa().addLine({ reportId, receiptIds: [paper], categoryId, purpose: 'Lunch' })
  const edit = async (fields: object) =>
    rasa().changeLine({ lineId, version: (await lineOf(reportId)).version, ...fields })
  assert.deepEqual(await inTheWay(reportId, 'amountCents'), [])
  await edit({ amountCents: 50_000, spentOn: '2017-05-01', currency: 'USD', rate: '0.9' })
  assert.deepEqual(await inTheWay(reportId, 'currency'), ['expenses.obstacle.currencyNotReceipts'])
  assert.deepEqual(await inTheWay(reportId, 'spentOn'), [
    'expenses.obstacle.longBefore',
    'expenses.obstacle.dayNotReceipts',
  ])
  await edit({ currency: 'EUR' })
  assert.deepEqual(await inTheWay(reportId, 'amountCents'), ['expenses.obstacle.moreThanReceipt'])
  await edit({ explanation: 'The deposit for the hall was on another paper' })
  assert.deepEqual([await inTheWay(reportId, 'amountCents'), await inTheWay(reportId, 'spentOn')], [[], []])
})

test('two tickets with their numbers stand beside each other; one paper handed in twice is in the way', async () => {
  const reportId = await openReport()
  const spentOn = (await rasa().report({ reportId })).month
  const ticket = { merchant: 'UAB „Aikštė“', spentOn, totalCents: 300 }
  await receipt({ ...ticket, documentNumber: 'P-001' })
  await receipt({ ...ticket, documentNumber: 'P-002' })
  assert.deepEqual(await inTheWay(reportId, 'duplicates'), [])
  await receipt({ ...ticket, merchant: 'UAB „A1kštė“', documentNumber: 'P-002' })
  assert.deepEqual(await inTheWay(reportId, 'duplicates'), ['expenses.obstacle.duplicates'])
})

test('what is no currency is refused wherever a currency is said, and one kept before is in the way', async () => {
  const reportId = await openReport()
  for (const currency of ['XXX', 'XTS', 'XAU', 'XDR']) {
    await assert.rejects(rasa().addLine({ reportId, amountCents: 100, currency }), /currency/)
    await assert.rejects(
      daiva().setRate({ currency, day: '2026-08-02', rate: '1', was: null, source: 'ECB' }),
      /currency/,
    )
    await assert.rejects(
      as(home.office, people.administrator).office.changeProfile({ version: 1, currency }),
      /currency/,
    )
  }
  for (const currency of ['XAF', 'XCD', 'XPF']) await rasa().addLine({ reportId, amountCents: 100, currency })
  const other = await openReport()
  const { id: lineId } = await rasa().addLine({ reportId: other, amountCents: 100, currency: 'USD', rate: '0.9' })
  await home.office.db.updateTable('expenseLine').set({ currency: 'XTS' }).where('id', '=', lineId).execute()
  assert.deepEqual(await inTheWay(other, 'currency'), ['expenses.obstacle.noCurrency'])
})

test('a currency that was read and cannot be one never becomes the office’s own: somebody has to choose', async () => {
  const reportId = await openReport()
  const readAs = async (currency: string | null) => {
    const id = await receipt({ merchant: 'Kava', spentOn: '2026-02-03', totalCents: 10_000 })
    const read = { currency: { value: currency, confidence: 1, sure: true } } as Reading
    const set = { currency: null, reading: JSON.stringify(fitted(read)) }
    await home.office.db.updateTable('expenseReceipt').set(set).where('id', '=', id).execute()
    return id
  }
  const receiptIds = [await readAs('ZZZ')]
  const { id: lineId, version } = await rasa().addLine({ reportId, receiptIds })
  const { amountCents, currency, claimedCents } = await lineOf(reportId)
  assert.deepEqual([amountCents, currency, claimedCents], [10_000, 'XXX', null])
  assert.deepEqual(await inTheWay(reportId, 'currency'), ['expenses.obstacle.currencyUnknown'])
  await rasa().changeLine({ lineId, version, currency: 'EUR' })
  assert.deepEqual([await inTheWay(reportId, 'currency'), (await lineOf(reportId)).claimedCents], [[], 10_000])

  const other = await openReport()
  await rasa().addLine({ reportId: other, receiptIds: [await readAs(null)] })
  assert.equal((await lineOf(other)).currency, 'EUR', 'of which nothing at all was read')
})

test('a likely pair shows however many pairs came later that the rule tells apart', async () => {
  const spentOn = '2026-02-03'
  const paper = { merchant: 'UAB „Šilo užeiga“', spentOn, totalCents: 4321 }
  const pair = [await receipt(paper), await receipt(paper)]
  for (const merchant of ['Aikštė', 'Bastionas', 'Girios', 'Kopgalis', 'Ežerai'])
    await receipt({ ...paper, merchant, totalCents: 77 })
  const found = await rasa().duplicates({ limit: 1 })
  assert.deepEqual(
    found.items.map(({ one, other }) => [one.id, other!.id].sort()),
    [pair.sort()],
  )
})
