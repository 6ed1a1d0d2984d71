import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import type { People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import { runJobs } from '#checks/run-jobs.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { goneTo, isHeld, mayReadEvent } from '#core/event-scope.ts'
import { decimalText } from '#core/money.ts'
import { actorOf } from '#office/public.ts'

let home: TestOffice
let people: People
let month: string

const { by, claim, handOver, present, signingOf, goTo } = ownMonths((now) => {
  ;({ home, people, month } = now)
})

/** Jonas’s 40 euros before the senior manager, who asks about them. */
async function asked() {
  const reportId = await claim(people.jonas, 4_000)
  const of = await handOver(people.north)
  await present(of.departmentReportId)
  const [line] = (await by(people.rasa).report({ reportId })).lines
  const { id: queryId } = await by(people.vytautas).askQuery({
    departmentReportId: of.departmentReportId,
    memberId: people.jonas.id,
    lineId: line!.id,
    body: 'Why?',
  })
  const change = async (amountCents: number) => {
    const { version } = (await by(people.rasa).report({ reportId })).lines[0]!
    await by(people.rasa).changeLine({ lineId: line!.id, version, amountCents, merchant: 'Stotelė' })
  }
  return { ...of, reportId, line: line!, queryId, change }
}

/** What stands accepted wherever somebody reads it. */
async function readBy(reader: { id: string }, of: { reportId: string; teamReportId: string }) {
  const { items } = await by(reader).reports({ month, memberId: people.jonas.id })
  const report = await by(reader).report({ reportId: of.reportId })
  const team = await by(reader).teamReport({ teamReportId: of.teamReportId })
  const { id: paperId } = await by(reader).makePaper({ reportId: of.reportId, kind: 'csv', language: 'en' })
  await runJobs(home)
  const csv = await (await by(reader).paper({ paperId })).text()
  const [head, row] = csv.split('\r\n').map((text) => text.split(','))
  return {
    list: items[0]!.acceptedCents,
    page: report.acceptedCents,
    lines: report.lines.map((one) => [one.merchant, one.acceptedCents]),
    confirmation: report.confirmation,
    team: team.matrix.sum.acceptedCents,
    part: team.parts[0]!.acceptedCents,
    paper: row![head!.indexOf('Accepted')],
  }
}

/** What the history says of a report, of the office as a whole and live: by whoever reads it. */
async function toldTo(reader: { id: string }, of: { reportId: string }) {
  const desk = as(home.office, reader).desk
  const actor = (await actorOf(home.office, reader.id))!
  const events = await home.office.db
    .selectFrom('event')
    .selectAll()
    .select([isHeld.as('isHeld'), goneTo.as('goneTo')])
    .execute()
  const live = events.filter((event) => event.records.includes(of.reportId) && mayReadEvent(actor, event))
  const own = (await desk.history({ recordId: of.reportId, limit: 200 })).items
  const all = (await desk.history({ teamId: people.north, limit: 200 })).items
  const texts = (items: typeof own) => items.filter((one) => one.operation === 'expenses.changeLine').length
  return {
    record: texts(own),
    office: texts(all.filter((one) => own.some(({ id }) => id === one.id))),
    live: live.filter((one) => one.operation === 'expenses.changeLine').length,
    confirmed: own.filter((one) => one.operation === 'expenses.recordConfirmation').length,
  }
}

const seen = (cents: number, merchant: string, confirmation: string) => ({
  list: cents,
  page: cents,
  lines: [[merchant, cents]],
  confirmation,
  team: cents,
  part: cents,
  paper: decimalText(cents, 'EUR'),
})

test('a half-made edit under a query is seen by who prepares and combines, by the senior manager nowhere until it is answered', async () => {
  const at = await asked()
  await at.change(4_500)
  assert.deepEqual(await readBy(people.vytautas, at), seen(4_000, 'Parkomatas', 'valid'))
  assert.deepEqual(await readBy(people.daiva, at), seen(4_500, 'Stotelė', 'outdated'))
  await by(people.rasa).answerQuery({ queryId: at.queryId, body: 'Because.' })
  assert.deepEqual(await readBy(people.vytautas, at), seen(4_500, 'Stotelė', 'outdated'))
  await by(people.vytautas).refuseLine({
    departmentReportId: at.departmentReportId,
    lineId: at.line.id,
    why: 'Private',
  })
  assert.deepEqual(await readBy(people.vytautas, at), seen(0, 'Stotelė', 'outdated'))
  await by(people.vytautas).settleQuery({ queryId: at.queryId, version: 2 })
  await by(people.vytautas).approve(await signingOf(at.departmentReportId))
  assert.deepEqual(await readBy(people.vytautas, at), await readBy(people.daiva, at))
})

test('lines added and removed under a query reach the senior manager with the answer, also as the previous period', async () => {
  const at = await asked()
  const { categoryId, spentOn } = at.line
  await by(people.rasa).removeLine({ lineId: at.line.id })
  const before = await readBy(people.vytautas, at)
  assert.deepEqual(before, seen(4_000, 'Parkomatas', 'valid'))
  const { removedLines, obstacles } = await by(people.vytautas).report({ reportId: at.reportId })
  assert.deepEqual([removedLines, obstacles], [[], []])
  assert.equal((await by(people.rasa).report({ reportId: at.reportId })).removedLines.length, 1)
  assert.ok(categoryId && spentOn)
  goTo(month.replace('-03-', '-04-'))
  await claim(people.jonas, 1_000)
  const next = await handOver(people.north)
  const previous = async (reader: { id: string }) =>
    (await by(reader).teamReport({ teamReportId: next.teamReportId })).matrix.sum.previousCents
  assert.deepEqual([await previous(people.vytautas), await previous(people.rasa)], [4_000, 4_000])
  await by(people.rasa).answerQuery({ queryId: at.queryId, body: 'It was private.' })
  assert.deepEqual([await previous(people.vytautas), await previous(people.rasa)], [0, 0])
})

test('a receipt is under the lines that the senior manager was shown', async () => {
  const reportId = await claim(people.jonas, 4_000)
  const [line] = (await by(people.rasa).report({ reportId })).lines
  const spentOn = line!.spentOn!
  const receiptId = await readReceipt(home.office, people.jonas, { merchant: 'Parkomatas', spentOn, totalCents: 4_000 })
  await by(people.rasa).attachReceipt({ lineId: line!.id, receiptId })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, lineId: line!.id }
  await by(people.vytautas).askQuery({ ...about, body: 'Why?' })
  const { version } = (await by(people.rasa).report({ reportId })).lines[0]!
  await by(people.rasa).changeLine({ lineId: line!.id, version, amountCents: 4_500 })
  const used = async (reader: { id: string }) =>
    (await by(reader).receipt({ receiptId })).usedIn.map((one) => one.amountCents)
  assert.deepEqual([await used(people.vytautas), await used(people.rasa)], [[4_000], [4_500]])
})

test('the history tells the senior manager of an edit under a query when he is shown it', async () => {
  const at = await asked()
  await at.change(4_500)
  await by(people.rasa).recordConfirmation({ reportId: at.reportId, way: 'phone', confirmedOn: month })
  const before = { record: 0, office: 0, live: 0, confirmed: 1 }
  const after = { record: 1, office: 1, live: 1, confirmed: 2 }
  assert.deepEqual([await toldTo(people.vytautas, at), await toldTo(people.daiva, at)], [before, after])
  const confirmations = async () => (await by(people.vytautas).report({ reportId: at.reportId })).confirmations.length
  assert.equal(await confirmations(), 1)
  await by(people.rasa).answerQuery({ queryId: at.queryId, body: 'Because.' })
  assert.deepEqual([await toldTo(people.vytautas, at), await confirmations()], [after, 2])
})

test('what another query still holds stays untold when one is answered, and is told when the presentation is withdrawn', async () => {
  const at = await asked()
  const [reader, whole] = [people.vytautas, { departmentReportId: at.departmentReportId, memberId: people.jonas.id }]
  const second = await by(reader).askQuery({ ...whole, body: 'And all of it?' })
  await at.change(4_500)
  await by(people.rasa).answerQuery({ queryId: second.id, body: 'All.' })
  assert.equal((await toldTo(reader, at)).record, 0)
  await by(people.daiva).withdrawPresentation({ departmentReportId: at.departmentReportId, why: 'Once more' })
  assert.equal((await toldTo(reader, at)).record, 1)
})

test('suggestions and lists of receipts know of an edit under a query only for who is at that work', async () => {
  const at = await asked()
  const { spentOn } = at.line
  const receiptId = await readReceipt(home.office, people.jonas, {
    merchant: 'Naujas',
    spentOn: spentOn!,
    totalCents: 4_000,
  })
  const merchant = `Stotelė ${month.slice(0, 4)}`
  const { version } = (await by(people.rasa).report({ reportId: at.reportId })).lines[0]!
  await by(people.rasa).changeLine({ lineId: at.line.id, version, merchant })
  await by(people.rasa).attachReceipt({ lineId: at.line.id, receiptId })
  const read = async (reader: { id: string }) => {
    const { category } = await by(reader).suggestion({ reportId: at.reportId, merchant })
    const { items } = await by(reader).receipts({ memberId: people.jonas.id, state: 'unused' })
    const page = await by(reader).receipt({ receiptId })
    return [category?.of ?? 0, items.some(({ id }) => id === receiptId), page.lines, page.usedIn.length]
  }
  const [held, open] = [
    [0, true, 0, 0],
    [1, false, 1, 1],
  ]
  assert.deepEqual([await read(people.vytautas), await read(people.rasa)], [held, open])
  await by(people.rasa).answerQuery({ queryId: at.queryId, body: 'Because.' })
  assert.deepEqual(await read(people.vytautas), open)
  await by(people.vytautas).askAgain({ queryId: at.queryId, body: 'And now?' })
  await by(people.rasa).removeLine({ lineId: at.line.id })
  assert.deepEqual((await read(people.vytautas)).slice(1), [false, 1, 1])
  assert.deepEqual((await read(people.rasa)).slice(1), [true, 0, 0])
})

test('a version that is not there is absent: to the reviewer, who combines and who pays', async () => {
  const at = await asked()
  await at.change(4_500)
  const { departmentReportId } = at
  const none = async (reader: { id: string }, versionNumber: number) => {
    const reading = by(reader).departmentReport({ departmentReportId, versionNumber })
    await assert.rejects(reading, ({ status, data }) => status === 404 && data.says === 'expenses.combined.noVersion')
  }
  for (const reader of [people.vytautas, people.daiva]) for (const n of [2, 99]) await none(reader, n)
  await by(people.rasa).answerQuery({ queryId: at.queryId, body: 'Because.' })
  await by(people.vytautas).settleQuery({ queryId: at.queryId, version: 2 })
  await by(people.vytautas).approve(await signingOf(departmentReportId))
  await none(people.lina, 3)
  assert.equal((await by(people.lina).departmentReport({ departmentReportId, versionNumber: 2 })).lines.length, 1)
})

test('a paper of the work under a query is listed, told of and given only to who is at that work', async () => {
  const at = await asked()
  await at.change(4_500)
  const paperOf = async (asker: { id: string }) => {
    const { id } = await by(asker).makePaper({ reportId: at.reportId, kind: 'csv', language: 'en' })
    await runJobs(home)
    return id
  }
  const [ofWork, ofShown] = [await paperOf(people.rasa), await paperOf(people.vytautas)]
  const listed = async (reader: { id: string }) =>
    (await by(reader).papers({ reportId: at.reportId })).items.map(({ id }) => id)
  const told = async (reader: { id: string }) => {
    const { items } = await as(home.office, reader).desk.history({ recordId: at.reportId, limit: 200 })
    return items.filter((one) => one.operation === 'expenses.makePaper').length
  }
  const live = async (reader: { id: string }) => {
    const actor = (await actorOf(home.office, reader.id))!
    const events = await home.office.db
      .selectFrom('event')
      .selectAll()
      .select([isHeld.as('isHeld'), goneTo.as('goneTo')])
      .execute()
    return events
      .filter(({ recordId }) => [ofWork, ofShown].includes(recordId))
      .filter((one) => mayReadEvent(actor, one))
  }
  const readBy = async (reader: { id: string }) => [
    await listed(reader),
    await told(reader),
    (await live(reader)).length,
  ]
  const isAbsent = { message: /no such paper/i }
  const afterwards = async () => {
    assert.deepEqual(await readBy(people.vytautas), [[ofShown], 1, 1])
    await assert.rejects(by(people.vytautas).paper({ paperId: ofWork }), isAbsent)
    for (const reader of [people.rasa, people.daiva, people.jonas])
      assert.deepEqual(await readBy(reader), [[ofShown, ofWork], 2, 2])
    assert.match(await (await by(people.jonas).paper({ paperId: ofWork })).text(), /Stotelė/)
  }
  await afterwards()
  await by(people.rasa).answerQuery({ queryId: at.queryId, body: 'Because.' })
  await by(people.vytautas).settleQuery({ queryId: at.queryId, version: 2 })
  await by(people.vytautas).approve(await signingOf(at.departmentReportId))
  await afterwards()
})
