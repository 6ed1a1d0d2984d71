import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { as } from '#checks/as.ts'
import { monthSteps } from '#checks/month-steps.ts'
import { refused } from '#checks/office-callers.ts'
import { makeMember, makePeople, type People, type TestMember } from '#checks/people.ts'
import { giveDuty } from '#checks/random-months.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'

let home: TestOffice
let people: People
/** Reviews and pays the department, claims in its team North. */
let giedre: TestMember
const month = '2011-03-01'
const year = 2011

// Each changes who does which duty.
beforeEach(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  const { vilnius: branchId, sales: departmentId, north: teamId } = people
  giedre = await makeMember(home.office, 'Giedrė Kopa', 'salesperson', { branchId, departmentId, teamId, language: 'en' }) // biome-ignore format: one row
  for (const role of ['expenses.review', 'expenses.pay'] as const)
    await giveDuty(home.office, { role, memberId: giedre.id, departmentId })
})
afterEach(() => home.close())

const { by, claim, handOver, present, signingOf } = monthSteps(() => ({ office: home.office, people, month }))
const day = () => `${year}-03-12`

async function waitingFor(member: TestMember, key: string) {
  const { items } = await as(home.office, member).desk.waiting({})
  return items.find((item) => item.key.startsWith(key))
}

/** A receipt of Jonas as it lies there once read, with nobody's hand on it yet. */
const receipt = () => readReceipt(home.office, people.jonas, { merchant: 'Taxi', spentOn: day(), totalCents: 4_500 })

test('a second reviewer’s reason does not take the place of the first one’s unread, and neither does an assistant’s', async () => {
  const reportId = await claim(people.jonas, 4_000)
  const lineId = (await by(people.rasa).report({ reportId })).lines[0]!.id
  const first = 'Lost in a taxi'
  await by(people.rasa).declareMissing({ lineId, reason: null })
  await by(people.rasa).declareMissing({ lineId, reason: first, was: null })
  const declared = refused('expenses.report.missingDeclaredMeanwhile')
  await assert.rejects(by(people.rasa).declareMissing({ lineId, reason: 'No machine', was: null }), declared)
  await giveDuty(home.office, { role: 'expenses.prepare', memberId: people.milda.id, teamId: people.north })
  await assert.rejects(by(people.milda).declareMissing({ lineId, reason: 'No machine' }), declared)
  await by(people.milda).declareMissing({ lineId, reason: 'No machine', was: first })
  await assert.rejects(
    by(people.rasa).declareMissing({ lineId, reason: null, was: first }),
    refused('expenses.report.missingDeclaredMeanwhile'),
  )
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const refuse = (who: TestMember, why: string | null, seen: { was?: string | null } = {}) =>
    by(who).refuseLine({ departmentReportId, lineId, why, ...seen })
  const why = async () => (await by(giedre).departmentReport({ departmentReportId })).lines[0]!.refusedWhy
  await refuse(people.vytautas, 'Private', { was: null })
  const meanwhile = /Vytautas Girė has refused this line meanwhile: Private\./
  await assert.rejects(refuse(giedre, 'Too much', { was: null }), meanwhile)
  await assert.rejects(refuse(giedre, 'Too much'), meanwhile)
  assert.equal(await why(), 'Private')
  await refuse(people.vytautas, 'Private trip')
  await assert.rejects(refuse(giedre, null, { was: 'Private' }), /meanwhile: Private trip/)
  await refuse(giedre, null, { was: 'Private trip' })
  await assert.rejects(
    refuse(people.vytautas, null, { was: 'Private trip' }),
    refused('expenses.review.acceptedMeanwhile'),
  )
  await refuse(giedre, 'Too much')
  assert.equal(await why(), 'Too much')
})

test('nobody settles, signs, agrees to or pays his own money, unless the office is small', async () => {
  await claim(people.jonas, 4_000)
  await claim(giedre, 1_000)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const { lines } = await by(giedre).departmentReport({ departmentReportId })
  const lineId = lines.find((line) => line.memberId === giedre.id)!.lineId
  const other = /Your own money is in this.*Vytautas Girė may do it/
  await assert.rejects(by(giedre).refuseLine({ departmentReportId, lineId, why: null }), other)
  const asked = { departmentReportId, memberId: giedre.id, body: 'Why so much?' }
  const { id: queryId } = await by(people.vytautas).askQuery(asked)
  await assert.rejects(by(giedre).settleQuery({ queryId, version: 1 }), other)
  await by(people.vytautas).settleQuery({ queryId, version: 1 })
  await assert.rejects(by(giedre).approve(await signingOf(departmentReportId, giedre)), other)
  const key = `expenses.review:${departmentReportId}`
  assert.equal((await waitingFor(giedre, key))?.says, 'expenses.waiting.toReviewByOther')
  await by(people.vytautas).approve(await signingOf(departmentReportId))

  const correction = { departmentReportId, lineId, nowCents: 900, reason: 'Counted again' }
  const { id: correctionId } = await by(people.daiva).proposeCorrection(correction)
  assert.match((await by(giedre).departmentReport({ departmentReportId })).corrections[0]!.notByYou!.text, other)
  for (const agreed of [true, false])
    await assert.rejects(by(giedre).decideCorrection({ correctionId, agreed, why: 'As it was' }), other)
  const { payouts, notByYou } = await by(giedre).payouts({ departmentReportId })
  assert.match(notByYou!.text, /Lina Rugelė may do it/)
  const [own, jonas] = payouts.map(({ id }) => id)
  const paying = { departmentReportId, paidOn: today('Europe/Vilnius') }
  await assert.rejects(by(giedre).markPaid({ ...paying, payoutIds: [own!, jonas!] }), /Lina Rugelė may do it/)
  await by(giedre).markPaid({ ...paying, payoutIds: [jonas!] })
  assert.equal((await waitingFor(giedre, `expenses.pay:${departmentReportId}`))?.says, 'expenses.waiting.toPayByOther')

  await by(people.administrator).setSmallOffice({ on: true })
  await by(giedre).decideCorrection({ correctionId, agreed: true })
  await by(giedre).markPaid({ ...paying, payoutIds: [own!] })
  await by(people.administrator).setSmallOffice({ on: false })
  const { paidAt } = (await by(giedre).payouts({ departmentReportId })).payouts.find(({ id }) => id === own)!
  const back = { departmentReportId, payments: [{ payoutId: own!, paidAt: paidAt! }], why: 'From the wrong account' }
  await assert.rejects(by(giedre).takePaymentBack(back), /Lina Rugelė may do it/)
  const view = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.equal(view.corrections[0]!.smallOffice?.by, 'Aušra Lankė')
})

test('who changed what a receipt says had a hand in the report that rests on it', async () => {
  const receiptId = await receipt()
  await giveDuty(home.office, { role: 'expenses.prepare', memberId: giedre.id, teamId: people.north })
  const { version } = await by(giedre).receipt({ receiptId })
  await by(giedre).changeReceipt({ receiptId, version, totalCents: 4_000 })
  const reportId = await claim(people.jonas, 4_000)
  const { lines } = await by(people.rasa).report({ reportId })
  await by(people.rasa).attachReceipt({ lineId: lines[0]!.id, receiptId })
  await by(people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: `${year}-03-28` })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await assert.rejects(
    by(giedre).approve(await signingOf(departmentReportId, giedre)),
    /You had a hand in this report.*Vytautas Girė may approve it/,
  )
})

test('who set the rate that counted a line had a hand in its report', async () => {
  await giveDuty(home.office, { role: 'expenses.combine', memberId: giedre.id, departmentId: people.sales })
  const reportId = await claim(people.jonas, 4_000)
  const { lines } = await by(people.rasa).report({ reportId })
  const { id: lineId, version } = lines[0]!
  await by(people.rasa).changeLine({ lineId, version, currency: 'MYR' })
  await by(giedre).setRate({ currency: 'MYR', day: day(), rate: '0.2', was: null, source: 'Bank' })
  await by(people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: `${year}-03-28` })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await assert.rejects(by(giedre).approve(await signingOf(departmentReportId, giedre)), /You had a hand in this report/)
  await by(people.vytautas).approve(await signingOf(departmentReportId))
})

test('the desk names who else may sign or pay, and an administrator where nobody else may', async () => {
  const { administrator, vytautas, lina, north, sales: departmentId } = people
  await claim(people.jonas, 4_000)
  await claim(giedre, 1_000)
  const { departmentReportId } = await handOver(north)
  await present(departmentReportId)
  const textOf = async (member: TestMember, key: string) => (await waitingFor(member, key))?.text
  const stuck = (verb: string) => textOf(administrator, `expenses.nobodyMay:${verb}:${departmentReportId}`)
  const review = `expenses.review:${departmentReportId}`
  assert.match(
    (await textOf(giedre, review))!,
    /to sign; you have a hand or money in it; it may be signed by: Vytautas Girė$/,
  )
  assert.equal(await stuck('approve'), undefined)
  const ended = (memberId: string, toDay: string | null) =>
    home.office.db.updateTable('dutyAssignment').set({ toDay }).where('memberId', '=', memberId).execute()
  await ended(vytautas.id, '2020-01-02')
  assert.match((await textOf(giedre, review))!, /to sign; nobody else may/)
  assert.match((await stuck('approve'))!, /^Sales, March \d+: nobody may sign it, .*give the duty to somebody else/)
  await ended(vytautas.id, null)
  await by(vytautas).approve(await signingOf(departmentReportId))

  const pay = `expenses.pay:${departmentReportId}`
  assert.match((await textOf(lina, pay))!, /2 payouts, €50.00, to pay out$/)
  assert.match((await textOf(giedre, pay))!, /2 payouts, €50.00, to pay out$/)
  const { payouts } = await by(lina).payouts({ departmentReportId })
  const ofJonas = payouts.filter((one) => one.member.id === people.jonas.id).map(({ id }) => id)
  await by(lina).markPaid({ departmentReportId, paidOn: today('Europe/Vilnius'), payoutIds: ofJonas })
  assert.match(
    (await textOf(giedre, pay))!,
    /1 payout, €10.00, to pay out; you have a hand or money in it; it may be paid out by: Lina Rugelė$/,
  )
  await giveDuty(home.office, { role: 'expenses.pay', memberId: people.paulius.id, departmentId })
  assert.match((await textOf(giedre, pay))!, /it may be paid out by: Lina Rugelė and Paulius Žalys$/)
  for (const { id } of [lina, people.paulius]) await ended(id, '2020-01-02')
  assert.match((await textOf(giedre, pay))!, /to pay out; nobody else may/)
  assert.match((await stuck('pay'))!, /nobody may pay all of it out/)
  await home.office.db.updateTable('member').set({ language: 'lt' }).where('id', '=', giedre.id).execute()
  giedre.language = 'lt'
  assert.match((await textOf(giedre, pay))!, /1 išmoka, 10,00\s€, išmokėti; nei jūs, nei kiti/)
  await by(administrator).setSmallOffice({ on: true })
  assert.equal(await stuck('pay'), undefined)
  await by(administrator).setSmallOffice({ on: false })
})
