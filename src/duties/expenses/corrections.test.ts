import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import type { People, TestMember } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { translate } from '#core/words.ts'

let home: TestOffice
let people: People
const { by, claim, handOver, sign } = ownMonths((now) => {
  ;({ home, people } = now)
})

/** A signed line of 40.00 with a correction of it to 30.00 that waits. */
async function proposed() {
  const reportId = await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const { lines } = await by(people.daiva).departmentReport({ departmentReportId })
  const { lineId } = lines[0]!
  const proposal = { departmentReportId, lineId, nowCents: 3_000, reason: 'Counted again' }
  const { id: correctionId } = await by(people.daiva).proposeCorrection(proposal)
  return { reportId, departmentReportId, lineId, correctionId }
}

async function deskOf(member: TestMember, correctionId: string) {
  const { items } = await as(home.office, member).desk.waiting({})
  return items.filter((item) => item.recordId === correctionId).map((item) => item.text)
}

test('a correction is turned down with a reason, which stays and stands on the proposer’s desk until he has looked', async () => {
  const { departmentReportId, correctionId } = await proposed()
  const vytautas = by(people.vytautas)
  await assert.rejects(vytautas.decideCorrection({ correctionId, agreed: false }), /Say why/)
  await vytautas.decideCorrection({ correctionId, agreed: false, why: 'The receipt says 40' })
  assert.deepEqual(await deskOf(people.daiva, correctionId), [
    'Jonas Ąžuolas: Vytautas Girė turned down the correction of €40.00 to €30.00: The receipt says 40',
  ])
  assert.deepEqual(await deskOf(people.vytautas, correctionId), [])
  const shownTo = async (member: TestMember) =>
    (await by(member).departmentReport({ departmentReportId })).corrections.map((one) => [one.why, one.unseen])
  assert.deepEqual(await shownTo(people.vytautas), [['The receipt says 40', false]])
  assert.deepEqual(await shownTo(people.daiva), [['The receipt says 40', true]])
  const told = await as(home.office, people.daiva).desk.history({ recordId: correctionId, limit: 5 })
  assert.match(told.items.map(({ text }) => text).join('\n'), /turned the correction down: The receipt says 40/)

  await by(people.daiva).seeCorrections({ departmentReportId, correctionIds: [correctionId] })
  assert.deepEqual(await deskOf(people.daiva, correctionId), [])
  assert.deepEqual(await shownTo(people.daiva), [['The receipt says 40', false]])
})

test('what is decided after the page was read is not seen by it', async () => {
  const { departmentReportId, lineId, correctionId } = await proposed()
  await by(people.vytautas).decideCorrection({ correctionId, agreed: false, why: 'The receipt says 40' })
  const another = { departmentReportId, lineId, nowCents: 2_000, reason: 'Half' }
  const { id: laterId } = await by(people.daiva).proposeCorrection(another)
  const { corrections: shown } = await by(people.daiva).departmentReport({ departmentReportId })
  const correctionIds = shown.filter((one) => one.unseen).map(({ id }) => id)
  assert.deepEqual(correctionIds, [correctionId])
  await by(people.vytautas).decideCorrection({ correctionId: laterId, agreed: true })
  await by(people.daiva).seeCorrections({ departmentReportId, correctionIds })
  assert.deepEqual(await deskOf(people.daiva, correctionId), [])
  assert.equal((await deskOf(people.daiva, laterId)).length, 1)
  const ofNobody = { departmentReportId, correctionIds: [laterId, lineId] }
  await assert.rejects(by(people.daiva).seeCorrections(ofNobody), /no such correction/i)
  assert.equal((await deskOf(people.daiva, laterId)).length, 1)
})

test('an agreed correction is told to its proposer too, and until it is decided its report names it', async () => {
  const { reportId, lineId, correctionId } = await proposed()
  const waiting = async (member: TestMember) => (await by(member).report({ reportId })).correctionsWaiting
  assert.deepEqual(await waiting(people.daiva), [{ lineId, nowCents: 3_000, proposedBy: 'Daiva Upė' }])
  assert.deepEqual(await waiting(people.jonas), [], 'only for who may propose one')
  await by(people.vytautas).decideCorrection({ correctionId, agreed: true })
  assert.deepEqual(await waiting(people.daiva), [])
  assert.deepEqual(await deskOf(people.daiva, correctionId), [
    'Jonas Ąžuolas: Vytautas Girė agreed to the correction of €40.00 to €30.00',
  ])
})

test('whose line is corrected and who may decide stay apart in each sentence, though a name holds a comma', () => {
  const [name, merchant, names] = ['Girė, Ona', 'UAB Rimi, Vilnius', ['Upė, Jonas', 'Ąžuolas']]
  const amount = { cents: 1_000, currency: 'EUR' }
  const of = {
    name,
    merchant,
    names,
    who: names,
    proposer: name,
    reason: 'Counted again',
    n: 2,
    others: 2,
    teams: names,
  }
  const facts = { ...of, was: amount, now: amount, by: amount, total: amount, department: 'Sales', month: '2026-03', supplement: 0, version: 1 } // biome-ignore format: one list
  for (const language of ['en', 'lt']) {
    const say = (key: string) => translate(language, `expenses.${key}`, facts)
    for (const key of ['agreeMore', 'agreeLess', 'turnDownText'])
      assert.match(say(`review.${key}`), /^Girė, Ona · UAB Rimi, Vilnius: /)
    for (const key of ['review.correctedBy', ...['correctionByOther', 'toReviewByOther', 'toPayByOther', 'toPresent'].map((one) => `waiting.${one}`)]) // biome-ignore format: one list
      assert.match(say(key), /: Upė, Jonas; Ąžuolas\.?$/)
  }
})
