import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import type { People, TestMember } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'

let home: TestOffice
let people: People
let month: string

const { by, claim, handOver, present, signingOf, sign } = ownMonths((now) => {
  ;({ home, people, month } = now)
})

async function waitingFor(member: TestMember, key: string) {
  const { items } = await as(home.office, member).desk.waiting({})
  return items.find((item) => item.key.startsWith(key))
}

async function historyOf(recordId: string): Promise<string> {
  const { items } = await as(home.office, people.vytautas).desk.history({ recordId, limit: 200 })
  return items.map((item) => item.text).join('\n')
}

test('presenting and approving name who is missing, and go on only without those who were shown', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await assert.rejects(
    by(people.daiva).present({ departmentReportId }),
    /South and Ieva Šimkutė|Ieva Šimkutė and South/,
  )
  await assert.rejects(
    by(people.daiva).present({ departmentReportId, evenWithout: [people.south] }),
    (error: Error) => /Ieva Šimkutė/.test(error.message) && !/South/.test(error.message),
  )
  for (const other of [people.jonas.id, people.north, people.finance, newId()])
    await assert.rejects(
      by(people.daiva).present({ departmentReportId, evenWithout: [people.south, people.ieva.id, other] }),
      /somebody who is not missing/,
    )
  await by(people.daiva).present({ departmentReportId, evenWithout: [people.south, people.ieva.id] })
  const signing = await signingOf(departmentReportId)
  assert.deepEqual(signing.evenWithout, [people.south, people.ieva.id])
  await assert.rejects(by(people.vytautas).approve({ ...signing, evenWithout: [] }), /South/)
  await by(people.vytautas).approve(signing)
  const { approval } = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.deepEqual(approval?.signedWithout, ['South', 'Ieva Šimkutė'])
  assert.match(await historyOf(departmentReportId), /signed without: South and Ieva Šimkutė/)
})

test('a team that comes after the signature is presented, signed and paid in a supplement, and its month counts it', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId: first } = await handOver(people.north)
  await sign(first)
  await claim(people.tomasz, 2_500)
  assert.equal((await waitingFor(people.daiva, 'expenses.handOver:'))?.says, 'expenses.waiting.toHandOverLate')
  const { departmentReportId: second } = await handOver(people.south)
  assert.notEqual(second, first)
  const [original, supplement] = (await by(people.vytautas).departmentReports({})).items.filter(
    (one) => one.month === month,
  )
  assert.deepEqual([supplement?.number, supplement?.supplement], [`${original!.number}-1`, 1])
  await present(second)
  assert.equal((await waitingFor(people.vytautas, `expenses.review:${second}`))?.params.supplement, 1)
  await by(people.vytautas).approve(await signingOf(second))
  const view = await by(people.vytautas).departmentReport({ departmentReportId: second })
  assert.deepEqual([view.matrix.sum.acceptedCents, view.monthCents], [2_500, 6_500])
  assert.equal((await by(people.lina).payouts({ departmentReportId: second })).totalCents, 2_500)
  assert.equal((await by(people.lina).payouts({ departmentReportId: first })).totalCents, 4_000)
})

test('a person who comes after the signature goes into a supplement of the team too, and the signed reports stay as they were', async () => {
  await claim(people.jonas, 4_000)
  const north = await handOver(people.north)
  await sign(north.departmentReportId)
  const reportId = await claim(people.ieva, 1_100)
  await assert.rejects(
    by(people.rasa).includeReport({ teamReportId: north.teamReportId, reportId, included: true }),
    /patvirtintas/,
  )
  const late = await handOver(people.north)
  const team = await by(people.rasa).teamReport({ teamReportId: late.teamReportId })
  assert.deepEqual([team.supplement, team.parts.map((part) => part.id)], [1, [reportId]])
  await sign(late.departmentReportId)
  const first = await by(people.vytautas).departmentReport({ departmentReportId: north.departmentReportId })
  assert.deepEqual([first.matrix.sum.acceptedCents, first.monthCents], [4_000, 5_100])
})

test('what was handed over too late for the version that is signed goes on to the supplement by itself', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await claim(people.tomasz, 2_500)
  await handOver(people.south)
  await by(people.vytautas).approve(await signingOf(departmentReportId))
  const waiting = await waitingFor(people.daiva, 'expenses.present:')
  assert.deepEqual([waiting?.says, waiting?.params.supplement], ['expenses.waiting.toPresent', 1])
  await sign(waiting!.recordId!)
  const view = await by(people.vytautas).departmentReport({ departmentReportId: waiting!.recordId! })
  assert.equal(view.monthCents, 6_500)
})

test('a presentation is withdrawn until it is approved: its reports open again and the reviewer is told by whom and why', async () => {
  const reportId = await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const signing = await signingOf(departmentReportId)
  await assert.rejects(by(people.rasa).withdrawPresentation({ departmentReportId, why: 'Not mine' }), /combine|teisės/)
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page was missing' })
  await assert.rejects(by(people.vytautas).approve(signing), /Version 1 has been withdrawn/)
  assert.match((await waitingFor(people.vytautas, 'expenses.withdrawn:'))!.text, /Daiva Upė.*A page was missing/)
  assert.match(
    await historyOf(departmentReportId),
    /Daiva Upė withdrew .* which Daiva Upė had presented: A page was missing/,
  )
  await by(people.rasa).addLine({ reportId, amountCents: 500, merchant: 'Kioskas' })
  const seen = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.deepEqual([seen.version, seen.withdrawn?.why], [null, 'A page was missing'])

  const { lines } = await by(people.rasa).report({ reportId })
  await by(people.rasa).removeLine({ lineId: lines[1]!.id })
  await present(departmentReportId)
  assert.equal(await waitingFor(people.vytautas, 'expenses.withdrawn:'), undefined)
  const again = await signingOf(departmentReportId)
  assert.equal(again.versionNumber, 2)
  await by(people.vytautas).approve(again)
  await assert.rejects(by(people.daiva).withdrawPresentation({ departmentReportId, why: 'Too late' }), /approved/)
})

test('an answer presents what was asked about, and nothing that is half changed under another query', async () => {
  const [jonas, ieva] = [await claim(people.jonas, 4_000), await claim(people.ieva, 1_000)]
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const query: string[] = []
  for (const memberId of [people.jonas.id, people.ieva.id])
    query.push((await by(people.vytautas).askQuery({ departmentReportId, memberId, body: 'Why so much?' })).id)
  for (const reportId of [jonas, ieva]) {
    const [line] = (await by(people.rasa).report({ reportId })).lines
    await by(people.rasa).changeLine({ lineId: line!.id, version: line!.version, amountCents: 900 })
  }
  await by(people.rasa).addLine({ reportId: ieva, amountCents: 77, merchant: 'Not finished' })
  await by(people.rasa).answerQuery({ queryId: query[0]!, body: 'It was less.' })
  const seen = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.deepEqual(
    seen.matrix.rows.map((row) => [row.memberName, row.sum.claimedCents]),
    [
      ['Ieva Šimkutė', 1_000],
      ['Jonas Ąžuolas', 900],
    ],
  )
})

test('a correction accepts nothing above what was spent, nor does agreeing to one proposed before', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const { lines } = await by(people.daiva).departmentReport({ departmentReportId })
  const { lineId } = lines[0]!
  const propose = (nowCents: number) =>
    by(people.daiva).proposeCorrection({ departmentReportId, lineId, nowCents, reason: 'Counted again' })
  for (const nowCents of [4_001, -1]) await assert.rejects(propose(nowCents), /€40\.00/)
  const { id: correctionId } = await propose(0)
  await home.office.db
    .updateTable('expenseCorrection')
    .set({ nowCents: 4_001 })
    .where('id', '=', correctionId)
    .execute()
  await assert.rejects(by(people.vytautas).decideCorrection({ correctionId, agreed: true }), /€40\.00/)
  await by(people.vytautas).decideCorrection({ correctionId, agreed: false, why: 'As it was' })
  for (const nowCents of [0, 4_000]) {
    const { id } = await propose(nowCents)
    await by(people.vytautas).decideCorrection({ correctionId: id, agreed: true })
  }
})

test('a team that is in a supplement only is not shown as prepared in the signed report', async () => {
  await claim(people.ieva, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  await claim(people.tomasz, 2_500)
  await handOver(people.south)
  const view = await by(people.vytautas).departmentReport({ departmentReportId })
  const south = view.teams.find((team) => team.id === people.south)!
  assert.deepEqual([south.preparedBy, south.handedOverAt], [null, null])
  assert.match(south.elsewhere!, /-1$/)
})

test('a query under which the only line was taken away is answered, and what remains is signed', async () => {
  await claim(people.jonas, 4_000)
  const reportId = await claim(people.ieva, 1_000)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const asked = { departmentReportId, memberId: people.ieva.id, body: 'Is it not private?' }
  const { id: queryId } = await by(people.vytautas).askQuery(asked)
  const [line] = (await by(people.rasa).report({ reportId })).lines
  await by(people.rasa).removeLine({ lineId: line!.id })
  assert.equal((await by(people.rasa).answerQuery({ queryId, body: 'It is, taken out.' })).versionNumber, 2)
  await by(people.vytautas).settleQuery({ queryId, version: 2 })
  await by(people.vytautas).approve(await signingOf(departmentReportId))
  const { payouts } = await by(people.lina).payouts({ departmentReportId })
  assert.deepEqual(
    payouts.map((one) => [one.member.name, one.cents]),
    [['Jonas Ąžuolas', 4_000]],
  )
})
