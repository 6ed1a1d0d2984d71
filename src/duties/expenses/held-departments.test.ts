import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import { refused } from '#checks/office-callers.ts'
import { makeMember, type People } from '#checks/people.ts'
import { giveDuty } from '#checks/random-months.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'

let home: TestOffice
let people: People
let month: string
let year: number

const { by, claim, handOver, present, sign, signingOf, goTo } = ownMonths((now) => {
  ;({ home, people, month, year } = now)
})

const admin = () => as(home.office, people.administrator).office
const day = () => today('Europe/Vilnius')

/** A department of its own with one team and somebody who claims in it. */
async function newDepartment(name: string) {
  const { vilnius: branchId } = people
  const { id: departmentId } = await admin().addDepartment({ name: `Service ${year}`, sales: true })
  const teamId = await newTeam(`Tide ${year}`, departmentId)
  const duties = { 'expenses.combine': people.daiva, 'expenses.review': people.vytautas, 'expenses.pay': people.lina }
  for (const [role, { id: memberId }] of Object.entries(duties))
    await giveDuty(home.office, { role: role as keyof typeof duties, memberId, departmentId })
  const at = { branchId, departmentId, teamId, language: 'en' as const }
  return { departmentId, teamId, member: await makeMember(home.office, name, 'salesperson', at) }
}

async function newTeam(name: string, departmentId: string) {
  const { id: teamId } = await admin().addTeam({ name, departmentId, branchId: people.vilnius })
  await giveDuty(home.office, { role: 'expenses.prepare', memberId: people.rasa.id, teamId })
  return teamId
}

/** Its people go to team North, and all duties for it end on the day. */
async function leave(place: { teamId: string; departmentId?: string }, toDay = day()): Promise<void> {
  const { db } = home.office
  const { sales: departmentId, north: teamId } = people
  await db.updateTable('member').set({ departmentId, teamId }).where('teamId', '=', place.teamId).execute()
  const places = [place.teamId, ...(place.departmentId ? [place.departmentId] : [])]
  await db.updateTable('dutyAssignment').set({ toDay }).where('placeId', 'in', places).execute()
}

/** What the refusal says, reason by reason. */
const saysOf = (call: Promise<unknown>) =>
  call.then(
    () => [],
    (error: { data?: { reasons?: { says: string }[]; says?: string } }) =>
      error.data?.reasons?.map(({ says }) => says) ?? [error.data?.says],
  )

const waiting = async (member: { id: string }) => (await as(home.office, member).desk.waiting({})).items

test('a department is closed once all of it is signed, decided and paid, and nothing begins in it after', async () => {
  const place = await newDepartment('Banga Mažylė')
  const { departmentId, teamId, member } = place
  await claim(member, 4_000, people.rasa)
  const { departmentReportId } = await handOver(teamId, people.rasa)
  const close = () => admin().closeDepartment({ departmentId })
  // As older versions left them: the team closed before the department was done.
  await leave(place)
  await home.office.db
    .updateTable('team')
    .set({ closedAt: new Date().toISOString() })
    .where('id', '=', teamId)
    .execute()
  assert.deepEqual(await saysOf(close()), ['expenses.department.notSigned'])
  await present(departmentReportId)
  assert.deepEqual(await saysOf(close()), ['expenses.department.notSigned'])
  await by(people.vytautas).approve(await signingOf(departmentReportId))
  const { lines } = await by(people.daiva).departmentReport({ departmentReportId })
  const propose = () =>
    by(people.daiva).proposeCorrection({
      ...{ departmentReportId, lineId: lines[0]!.lineId },
      ...{ nowCents: 3_000, reason: 'A night less' },
    })
  const { id: correctionId } = await propose()
  assert.deepEqual(await saysOf(close()), ['expenses.department.correctionOpen', 'expenses.department.unpaid'])
  await by(people.vytautas).decideCorrection({ correctionId, agreed: false, why: 'No night was left out' })
  await assert.rejects(close(), refused('expenses.department.unpaid'))
  await pay(departmentReportId)
  await close()

  await assert.rejects(propose(), refused('expenses.department.closed'))
  const { payouts } = await by(people.lina).payouts({ departmentReportId })
  const payments = payouts.map(({ id, paidAt }) => ({ payoutId: id, paidAt: paidAt! }))
  const takeBack = by(people.lina).takePaymentBack({ departmentReportId, payments, why: 'The bank sent it back' })
  await assert.rejects(takeBack, refused('expenses.department.closed'))
  const make = by(people.daiva).makeDepartmentReport({ departmentId, month: month.replace('-03-', '-05-') })
  await assert.rejects(make, refused('expenses.department.closed'))
})

async function pay(departmentReportId: string): Promise<void> {
  const { payouts } = await by(people.lina).payouts({ departmentReportId })
  await by(people.lina).markPaid({ departmentReportId, paidOn: day(), payoutIds: payouts.map(({ id }) => id) })
}

test('what nobody has the duty for is told as that, in a small office too, and in a closed department with what comes first', async () => {
  const place = await newDepartment('Audra Mažylė')
  const { departmentId, teamId, member } = place
  await claim(member, 4_000, people.rasa)
  const { departmentReportId } = await handOver(teamId, people.rasa)
  await sign(departmentReportId)
  const told = async () =>
    (await waiting(people.administrator)).find(({ key }) => key === `expenses.nobodyMay:pay:${departmentReportId}`)
  assert.equal(await told(), undefined)
  await leave(place, '2020-01-02')
  const says = /^Service \d+, March \d+: nobody has the duty to pay it out; give the duty to somebody$/
  assert.match((await told())!.text, says)
  await by(people.administrator).setSmallOffice({ on: true })
  assert.match((await told())!.text, says)
  await by(people.administrator).setSmallOffice({ on: false })
  // As older versions closed it.
  const closedAt = new Date().toISOString()
  await home.office.db.updateTable('department').set({ closedAt }).where('id', '=', departmentId).execute()
  const { text, link } = (await told())!
  assert.match(text, /: the department is closed, and nobody has .* open the department again and give the duty/)
  assert.equal(link, '/office/places')
})

test('a team stays open until what its senior manager asked about it is answered, or settled', async () => {
  for (const way of ['answered', 'settled', 'closed before'] as const) {
    const teamId = await newTeam(`Cove ${way} ${year}`, people.sales)
    const at = { branchId: people.vilnius, departmentId: people.sales, teamId, language: 'en' as const }
    const member = await makeMember(home.office, `${way.split(' ')[0]!} Įlanka`, 'salesperson', at)
    const reportId = await claim(member, 5_000, people.rasa)
    const { teamReportId, departmentReportId } = await handOver(teamId, people.rasa)
    await present(departmentReportId)
    const [line] = (await by(people.rasa).report({ reportId })).lines
    const about = { departmentReportId, memberId: member.id, lineId: line!.id, body: 'What is it?' }
    const { id: queryId } = await by(people.vytautas).askQuery(about)
    await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page is missing' })
    await by(people.rasa).takeBackTeamReport({ teamReportId })
    await by(people.rasa).removeLine({ lineId: line!.id })
    await leave({ teamId })
    const { db } = home.office
    const close = () => admin().closeTeam({ teamId })
    await assert.rejects(close(), refused('expenses.team.asked'))
    if (way === 'answered') await by(people.rasa).answerQuery({ queryId, body: 'It was not for the firm' })
    const settle = (version: number) => by(people.vytautas).settleQuery({ queryId, version })
    if (way === 'settled') await settle(1)
    if (way !== 'closed before') await close()
    else await db.updateTable('team').set({ closedAt: new Date().toISOString() }).where('id', '=', teamId).execute()
    // What is presented without it goes on.
    await claim(people.jonas, 700)
    await handOver(people.north)
    await present(departmentReportId)
    const review = (await waiting(people.vytautas)).some(({ key }) => key === `expenses.review:${departmentReportId}`)
    assert.ok(review, way)
    const again = by(people.vytautas).askAgain({ queryId, body: 'And what else?' })
    await assert.rejects(again, refused('expenses.team.closed'))
    if (way !== 'settled') await settle(way === 'answered' ? 2 : 1)
    await by(people.vytautas).approve(await signingOf(departmentReportId))
    goTo(month.replace(/-0(\d)-/, (_, at) => `-0${Number(at) + 1}-`))
  }
})
