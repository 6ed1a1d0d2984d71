import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownMonths } from '#checks/month-steps.ts'
import { refused } from '#checks/office-callers.ts'
import type { People } from '#checks/people.ts'
import { newId } from '#core/ids.ts'

let people: People
const { by, claim, handOver, present, sign } = ownMonths((now) => {
  ;({ people } = now)
})

/** Jonas’s 40 euros, handed over. */
async function handed() {
  const reportId = await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  const [line] = (await by(people.rasa).report({ reportId })).lines
  return { reportId, departmentReportId, line: line! }
}

test('what is before the reviewer is ticked and unticked by him alone, as far as there is something under the tick', async () => {
  const { departmentReportId, line } = await handed()
  const targets = [`line:${line.id}`, `cell:${people.jonas.id}:${line.categoryId}`, `person:${people.jonas.id}`, `column:${line.categoryId}`] // biome-ignore format: one row
  const tick = (who = people.vytautas, more: object = {}) =>
    by(who).tick({ departmentReportId, targets: targets as [`line:${string}`], ...more })
  const ticks = async () => (await by(people.vytautas).departmentReport({ departmentReportId })).ticks.toSorted()
  await assert.rejects(tick(), refused('expenses.review.notPresented'))
  await present(departmentReportId)
  for (const member of [people.daiva, people.rasa, people.jonas, people.lina])
    await assert.rejects(tick(member), { code: 'FORBIDDEN' })
  await assert.rejects(tick(people.vytautas, { departmentReportId: newId() }), { status: 404 })
  const some = [targets[0], `line:${newId()}`]
  await assert.rejects(tick(people.vytautas, { targets: some }), refused('expenses.review.noTarget'))
  await assert.rejects(tick(people.vytautas, { targets: [targets[0], targets[0]] }), { code: 'BAD_REQUEST' })
  await assert.rejects(tick(people.vytautas, { targets: ['team:north'] }), { code: 'BAD_REQUEST' })
  assert.deepEqual(await ticks(), [], 'of several of which one is nothing none is ticked')

  await tick()
  await tick()
  assert.deepEqual(await ticks(), targets.toSorted())
  await tick(people.vytautas, { targets: targets.slice(1), ticked: false })
  assert.deepEqual(await ticks(), [targets[0]])
})

test('nothing is ticked any more, nor taken back, once it is signed', async () => {
  const { departmentReportId, line } = await handed()
  await sign(departmentReportId)
  const signed = refused('expenses.combined.monthApproved')
  for (const ticked of [true, false])
    await assert.rejects(by(people.vytautas).tick({ departmentReportId, targets: [`line:${line.id}`], ticked }), signed)
  // Also to whoever still looks at another version: there is nothing to decide about it any more.
  const seen = { departmentReportId, versionNumber: 7 }
  await assert.rejects(by(people.vytautas).tick({ ...seen, targets: [`line:${line.id}`] }), signed)
  await assert.rejects(by(people.vytautas).refuseLine({ ...seen, lineId: line.id, why: 'Too much' }), signed)
  await assert.rejects(by(people.vytautas).askQuery({ ...seen, memberId: people.jonas.id, body: 'Private?' }), signed)
})

test('what was presented since one looked is not ticked, refused or asked about unseen', async () => {
  const { reportId, departmentReportId, line } = await handed()
  await present(departmentReportId)
  const expenses = by(people.vytautas)
  const { version } = await expenses.departmentReport({ departmentReportId })
  const seen = { departmentReportId, versionNumber: version!.number }
  const about = { ...seen, memberId: people.jonas.id, lineId: line.id }
  await expenses.askQuery({ ...about, body: 'So much?' })
  const [now] = (await by(people.rasa).report({ reportId })).lines
  await by(people.rasa).changeLine({ lineId: line.id, version: now!.version, amountCents: 1_000 })
  const [query] = (await by(people.rasa).report({ reportId })).queries
  await by(people.rasa).answerQuery({ queryId: query!.id, body: 'A slip, mended.' })
  const newer = refused('expenses.review.newerVersion')
  await assert.rejects(expenses.refuseLine({ ...seen, lineId: line.id, why: 'Too much' }), newer)
  await assert.rejects(expenses.tick({ ...seen, targets: [`line:${line.id}`] }), newer)
  await assert.rejects(expenses.askQuery({ ...about, body: 'Still?' }), newer)
  await expenses.tick({ ...seen, versionNumber: seen.versionNumber + 1, targets: [`line:${line.id}`] })
})

test('asked further, a query waits for its answer again and opens the line again; by the reviewer alone, and no more once it is signed', async () => {
  const { reportId, departmentReportId, line } = await handed()
  await present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, lineId: line.id }
  const { id: queryId } = await by(people.vytautas).askQuery({ ...about, body: 'Why?' })
  const query = async () => {
    const { queries } = await by(people.rasa).report({ reportId })
    const found = queries.find(({ id }) => id === queryId)!
    return [found.state, found.messages.map(({ body }) => body)]
  }
  const change = async (amountCents: number) => {
    const { version } = (await by(people.rasa).report({ reportId })).lines[0]!
    return by(people.rasa).changeLine({ lineId: line.id, version, amountCents })
  }
  await by(people.rasa).answerQuery({ queryId, body: 'Because.' })
  await assert.rejects(change(4_100), refused('expenses.frozen.presented'))
  for (const member of [people.daiva, people.rasa, people.jonas])
    await assert.rejects(by(member).askAgain({ queryId, body: 'And?' }), { code: 'FORBIDDEN' })
  await assert.rejects(by(people.vytautas).askAgain({ queryId, body: ' ' }), { code: 'BAD_REQUEST' })
  await assert.rejects(by(people.vytautas).askAgain({ queryId: newId(), body: 'And?' }), { status: 404 })
  assert.deepEqual(await query(), ['answered', ['Why?', 'Because.']])

  assert.deepEqual(await by(people.vytautas).askAgain({ queryId, body: 'And the rest?' }), { id: queryId })
  assert.deepEqual(await query(), ['asked', ['Why?', 'Because.', 'And the rest?']])
  await change(4_100)
  const settle = (version: number) => by(people.vytautas).settleQuery({ queryId, version })
  await assert.rejects(settle(2), refused('expenses.review.queryAskedFurther'))
  await assert.rejects(settle(3), refused('expenses.review.beingChanged'))
  await by(people.rasa).answerQuery({ queryId, body: 'Forgotten.' })
  // “Withdraw?” was asked of a query that waited for its answer.
  await assert.rejects(settle(3), refused('expenses.review.queryAnswered'))
  assert.deepEqual((await query())[0], 'answered')
  await settle(4)
  await assert.rejects(change(4_200), refused('expenses.frozen.presented'))
})

test('a reason without a word refuses nothing and takes no refusal back', async () => {
  const { departmentReportId, line } = await handed()
  await present(departmentReportId)
  const refuseFor = (why: string | null) => by(people.vytautas).refuseLine({ departmentReportId, lineId: line.id, why })
  const blanks = ['', '   ', '\u200b']
  for (const blank of blanks) await assert.rejects(refuseFor(blank), refused('expenses.review.whyRefused'))
  await refuseFor('Too much')
  for (const blank of blanks) await assert.rejects(refuseFor(blank), refused('expenses.review.whyRefused'))
  const { lines } = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.equal(lines[0]!.refusedWhy, 'Too much')
})
