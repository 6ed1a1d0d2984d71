import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownMonths } from '#checks/month-steps.ts'
import type { People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'

let home: TestOffice
let people: People
let year: number

const { by, claim, handOver, present, signingOf } = ownMonths((now) => {
  ;({ home, people, year } = now)
})

const linesOf = async (reportId: string) => (await by(people.rasa).report({ reportId })).lines
const fieldsInTheWay = async (reportId: string) =>
  (await by(people.rasa).report({ reportId })).obstacles.filter((one) => one.lineId).map(({ says }) => says)

async function edit(lineId: string, reportId: string, fields: object): Promise<void> {
  const { version } = (await linesOf(reportId)).find((line) => line.id === lineId)!
  await by(people.rasa).changeLine({ lineId, version, ...fields })
}

/** Adds a line like the first one. */
async function addSecond(reportId: string, amountCents: number): Promise<string> {
  const [first] = await linesOf(reportId)
  const { spentOn, merchant, categoryId, purpose } = first!
  const { id: lineId } = await by(people.rasa).addLine({
    reportId,
    spentOn,
    merchant,
    categoryId,
    purpose,
    amountCents,
  })
  await by(people.rasa).declareMissing({ lineId, reason: 'The machine prints none' })
  await by(people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: `${year}-04-01` })
  return lineId
}

/** Jonas’s report with lines of 40 and 10 euros before the senior manager. */
async function presented() {
  const reportId = await claim(people.jonas, 4_000)
  const second = await addSecond(reportId, 1_000)
  const first = (await linesOf(reportId)).find((line) => line.id !== second)!.id
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const ask = async (about: { lineId?: string; categoryId?: string }) =>
    (await by(people.vytautas).askQuery({ departmentReportId, memberId: people.jonas.id, ...about, body: 'Why?' })).id
  const answer = (queryId: string) => by(people.rasa).answerQuery({ queryId, body: 'Because.' })
  const shown = async () => {
    const { lines } = await by(people.vytautas).departmentReport({ departmentReportId })
    return lines.map((line) => line.claimedCents).sort((a, b) => b! - a!)
  }
  return { reportId, departmentReportId, first, second, ask, answer, shown }
}

test('a receipt changed after its line was presented is in nobody’s way, but in that of who opens the line', async () => {
  const reportId = await claim(people.jonas, 4_000)
  const [line] = await linesOf(reportId)
  const receiptId = await readReceipt(home.office, people.jonas, { merchant: 'Parkomatas', spentOn: line!.spentOn!, totalCents: 4_000 }) // biome-ignore format: one call
  await by(people.rasa).attachReceipt({ lineId: line!.id, receiptId })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await by(people.jonas).changeReceipt({ receiptId, version: 1, totalCents: 400 })
  assert.deepEqual(await fieldsInTheWay(reportId), [])
  await claim(people.tomasz, 2_500)
  await handOver(people.south)
  await present(departmentReportId)
  const seen = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.deepEqual([seen.version?.number, seen.matrix.sum.claimedCents], [2, 6_500])

  const about = { departmentReportId, memberId: people.jonas.id, lineId: line!.id }
  const { id: queryId } = await by(people.vytautas).askQuery({ ...about, body: 'Why so much?' })
  assert.deepEqual(await fieldsInTheWay(reportId), ['expenses.obstacle.moreThanReceipt'])
  const answer = () => by(people.rasa).answerQuery({ queryId, body: 'It was less.' })
  await assert.rejects(answer(), /Parkomatas/)
  await edit(line!.id, reportId, { amountCents: 400 })
  assert.equal((await answer()).versionNumber, 3)
})

test('an answer about one line leaves out what is half done on another of the same report, and is not held up by it', async () => {
  const { reportId, first, second, ask, answer, shown } = await presented()
  const [aboutFirst, aboutSecond] = [await ask({ lineId: first }), await ask({ lineId: second })]
  await edit(second, reportId, { currency: 'USD' })
  await edit(first, reportId, { amountCents: 3_000 })
  await answer(aboutFirst)
  assert.deepEqual(await shown(), [3_000, 1_000])
  await assert.rejects(answer(aboutSecond), /USD/)
  await edit(second, reportId, { rate: '0.9' })
  await answer(aboutSecond)
  assert.deepEqual(await shown(), [3_000, 900])
})

test('an answer about the person leaves out the line that another open query is about, until that is answered', async () => {
  const { reportId, departmentReportId, first, second, ask, answer, shown } = await presented()
  const [aboutAll, aboutSecond] = [await ask({}), await ask({ lineId: second })]
  await edit(first, reportId, { amountCents: 3_000 })
  await edit(second, reportId, { amountCents: 77 })
  await answer(aboutAll)
  assert.deepEqual(await shown(), [3_000, 1_000])
  await by(people.vytautas).settleQuery({ queryId: aboutAll, version: 2 })
  await assert.rejects(by(people.vytautas).settleQuery({ queryId: aboutSecond, version: 1 }), /changing figures/)
  await assert.rejects(by(people.vytautas).approve(await signingOf(departmentReportId)), /open/)
  await answer(aboutSecond)
  assert.deepEqual(await shown(), [3_000, 77])
})

test('presenting again takes what came since, and nothing that is half done under a query', async () => {
  const { reportId, departmentReportId, first, second, ask, answer, shown } = await presented()
  const queries = [await ask({ lineId: first }), await ask({ lineId: second })]
  await edit(second, reportId, { currency: 'USD' })
  const { version } = (await linesOf(reportId)).find((line) => line.id === first)!
  await by(people.rasa).splitLine({ lineId: first, version, parts: [{ amountCents: 3_000 }, { amountCents: 1_000 }] })
  const before = await by(people.daiva).departmentReport({ departmentReportId })
  assert.deepEqual(before.notYetPresented, [])
  await claim(people.tomasz, 2_500)
  await handOver(people.south)
  await present(departmentReportId)
  assert.deepEqual(await shown(), [4_000, 2_500, 1_000])
  await edit(second, reportId, { currency: 'EUR' })
  for (const queryId of queries) await answer(queryId)
  assert.deepEqual(await shown(), [3_000, 2_500, 1_000, 1_000])
})

test('presenting what is presented already, many at once, makes one version and tells it once', async () => {
  const reportId = await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  const versions = async () => (await by(people.daiva).departmentReport({ departmentReportId })).versions.length
  const told = async (says: string) => {
    const rows = home.office.db.selectFrom('event').where('says', '=', says).where('recordId', '=', departmentReportId)
    return (await rows.select('seq').execute()).length
  }
  const many = await Promise.allSettled(Array.from({ length: 20 }, () => present(departmentReportId)))
  const refused = many.flatMap((one) => (one.status === 'rejected' ? [one.reason.data.says] : []))
  assert.deepEqual(
    refused,
    Array.from({ length: 19 }, () => 'expenses.combined.unchangedSince'),
  )
  assert.deepEqual([await versions(), await told('expenses.said.present')], [1, 1])

  await by(people.vytautas).refuseLine({ departmentReportId, lineId: (await linesOf(reportId))[0]!.id, why: 'Private' })
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page was missing' })
  await present(departmentReportId)
  await assert.rejects(present(departmentReportId), /nothing has changed since/)
})

test('a line added under a query about a figure is finished before it goes with the answer', async () => {
  const { reportId, first, ask, answer, shown } = await presented()
  const { categoryId, spentOn, purpose } = (await linesOf(reportId)).find((line) => line.id === first)!
  const queryId = await ask({ categoryId: categoryId! })
  const { id: added } = await by(people.rasa).addLine({ reportId, merchant: 'Kioskas', amountCents: 500 })
  await assert.rejects(answer(queryId), /Kioskas/)
  const other = home.office.db.selectFrom('expenseCategory').select('id').where('id', '<>', categoryId)
  const { id: otherCategory } = await other.where('needsCustomer', '=', false).limit(1).executeTakeFirstOrThrow()
  await edit(added, reportId, { categoryId: otherCategory, spentOn, purpose })
  await by(people.rasa).declareMissing({ lineId: added, reason: 'The kiosk prints none' })
  await answer(queryId)
  assert.deepEqual(await shown(), [4_000, 1_000, 500])
})

test('who may not change a line is told so where he reads it, and nothing of one that he is not shown', async () => {
  const { reportId, first, second, ask } = await presented()
  await ask({})
  const hidden = await addSecond(reportId, 500)
  // He claims too, so that it is not the right that he lacks.
  const { id } = people.vytautas
  const { db } = home.office
  await db
    .updateTable('member')
    .set({ roles: ['seniorManager', 'salesperson'] })
    .where('id', '=', id)
    .execute()
  const reader = by(people.vytautas)
  const [{ receiptId }, version] = [{ receiptId: newId() }, 1]
  const parts = [{ amountCents: 1 }, { amountCents: 499 }]
  const changes: ((lineId: string) => Promise<unknown>)[] = [
    (lineId) => reader.changeLine({ lineId, version, merchant: 'Kita' }),
    (lineId) => reader.attachReceipt({ lineId, receiptId }),
    (lineId) => reader.detachReceipt({ lineId, receiptId }),
    (lineId) => reader.splitLine({ lineId, version, parts }),
    (lineId) => reader.declareMissing({ lineId, reason: 'Lost on the way' }),
    (lineId) => reader.removeLine({ lineId }),
    (lineId) => reader.restoreLine({ lineId }),
  ]
  const said = (asked: Promise<unknown>) =>
    asked.then(
      () => 'done',
      (error) => [error.status, error.message],
    )
  await by(people.rasa).removeLine({ lineId: second })
  for (const change of changes) {
    const absent = await said(change(newId()))
    assert.equal((absent as unknown[])[0], 404)
    assert.deepEqual(await said(change(hidden)), absent)
    for (const shown of [first, second]) assert.equal((await said(change(shown)))[0], 409)
  }
  await by(people.rasa).removeLine({ lineId: hidden })
  assert.equal((await said(reader.restoreLine({ lineId: hidden })))[0], 404)
})

test('what is signed is a version that is there and was looked at', async () => {
  const { departmentReportId, first, ask, answer, reportId } = await presented()
  const seen = await signingOf(departmentReportId)
  const sign = (other: Partial<typeof seen>) => by(people.vytautas).approve({ ...seen, ...other })
  const none = { status: 404, message: 'There is no such version.' }
  await assert.rejects(sign({ versionNumber: 99 }), none)
  await assert.rejects(sign({ hash: '0'.repeat(64) }), none)
  const queryId = await ask({ lineId: first })
  await edit(first, reportId, { amountCents: 3_900 })
  await answer(queryId)
  await assert.rejects(sign({}), { status: 409, message: /^Version 2 was presented meanwhile/ })
  await assert.rejects(sign({ versionNumber: 99 }), none)
})
