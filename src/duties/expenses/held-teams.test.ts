import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { migrateAgain } from '#checks/migrate-again.ts'
import { handedOver, ownMonths } from '#checks/month-steps.ts'
import { moveTeam } from '#checks/move-team.ts'
import { refused } from '#checks/office-callers.ts'
import { makeMember, type People, type TestMember } from '#checks/people.ts'
import { giveDuty } from '#checks/random-months.ts'
import { sentFile } from '#checks/sent-file.ts'
import { smallPhoto } from '#checks/small-photo.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'

let home: TestOffice
let people: People
let month: string
let year: number

const { by, claim, handOver, present, sign, signingOf } = ownMonths((now) => {
  ;({ home, people, month, year } = now)
})

const admin = () => as(home.office, people.administrator).office

/** A further team in Sales with somebody who claims in it; Rasa prepares. */
async function newTeam(name: string) {
  const { vilnius: branchId, sales: departmentId } = people
  const { id: teamId } = await admin().addTeam({ name: `${name} ${year}`, departmentId, branchId })
  await giveDuty(home.office, { role: 'expenses.prepare', memberId: people.rasa.id, teamId })
  const at = { branchId, departmentId, teamId, language: 'en' as const }
  return { teamId, member: await makeMember(home.office, `${name} Mažylė`, 'salesperson', at) }
}

const otherDepartment = async () => (await admin().addDepartment({ name: `Service ${year}` })).id

async function moveTo(departmentId: string, teamId: string) {
  const { version } = (await admin().teams({})).items.find(({ id }) => id === teamId)!
  return admin().changeTeam({ teamId, departmentId, version })
}

interface Begun {
  teamId: string
  member: TestMember
  reportId: string
  roundId: string
  lineId: string
  receiptId: string
}

/** Its person goes to team North, and the duty for it ends today. */
async function leave(teamId: string, member: TestMember): Promise<void> {
  const { db } = home.office
  const toDay = today('Europe/Vilnius')
  await db.updateTable('member').set({ teamId: people.north }).where('id', '=', member.id).execute()
  await db.updateTable('dutyAssignment').set({ toDay }).where('teamId', '=', teamId).execute()
}

async function close(teamId: string) {
  const { version } = (await admin().teams({})).items.find(({ id }) => id === teamId)!
  return admin().closeTeam({ teamId, version })
}

/** What the refusal says, reason by reason. */
const saysOf = (call: Promise<unknown>) =>
  call.then(
    () => [],
    (error: { data?: { reasons?: { says: string }[]; says?: string } }) =>
      error.data?.reasons?.map(({ says }) => says) ?? [error.data?.says],
  )

test('a team goes to another department with what is not before anybody yet, and is handed over there', async () => {
  const { teamId, member } = await newTeam('West')
  const reportId = await claim(member, 4_000, people.rasa)
  await by(people.rasa).makeTeamReport({ teamId, month })
  const service = await otherDepartment()
  await giveDuty(home.office, { role: 'expenses.combine', memberId: people.daiva.id, departmentId: service })
  await moveTo(service, teamId)
  assert.equal((await by(people.rasa).report({ reportId })).team.id, teamId)
  const { departmentReportId } = await handOver(teamId, people.rasa)
  const { department, matrix } = await by(people.daiva).departmentReport({ departmentReportId })
  assert.deepEqual([department.id, matrix.sum.acceptedCents], [service, 4_000])
})

test('a team of which something was put before a department stays in it, wherever that is by now', async () => {
  const { teamId, member } = await newTeam('East')
  const service = await otherDepartment()
  const stays = () => assert.rejects(moveTo(service, teamId), refused('expenses.team.hasPast'))
  await claim(member, 4_000, people.rasa)
  const { teamReportId, departmentReportId } = await handOver(teamId, people.rasa)
  await stays()
  await present(departmentReportId)
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page is missing' })
  await by(people.rasa).takeBackTeamReport({ teamReportId })
  await stays()
  await handOver(teamId, people.rasa)
  await sign(departmentReportId)
  await stays()
  const { version } = (await admin().teams({})).items.find(({ id }) => id === teamId)!
  assert.equal((await admin().changeTeam({ teamId, name: `Farther East ${year}`, version })).departmentId, people.sales)
})

test('a team that is to move while it hands over does one of both', async () => {
  const service = await otherDepartment()
  await giveDuty(home.office, { role: 'expenses.combine', memberId: people.daiva.id, departmentId: service })
  for (const name of ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir', 'Oak']) {
    const { teamId, member } = await newTeam(name)
    await claim(member, 4_000, people.rasa)
    const { id: teamReportId } = await by(people.rasa).makeTeamReport({ teamId, month })
    const [handed] = await Promise.allSettled([
      handedOver(home.office, people.rasa, teamReportId),
      moveTo(service, teamId),
    ])
    const left = await home.office.db
      .selectFrom('expenseTeamReport')
      .innerJoin('team', 'team.id', 'teamId')
      .innerJoin('expenseDepartmentReport', 'expenseDepartmentReport.id', 'departmentReportId')
      .select(['team.departmentId as team', 'expenseDepartmentReport.departmentId as report'])
      .where('expenseTeamReport.id', '=', teamReportId)
      .execute()
    assert.equal(left.length, handed.status === 'fulfilled' ? 1 : 0)
    assert.ok(left.every(({ team, report }) => team === report))
  }
})

test('a team is closed once all of it is signed, and its past opens to those who combined and signed it', async () => {
  const { teamId, member } = await newTeam('Coast')
  const { id: roundId } = await by(people.rasa).openRound({ teamId, month })
  const { receipt } = await by(people.rasa).addReceipt({ teamId, file: sentFile(await smallPhoto()) })
  const reportId = await claim(member, 4_000, people.rasa)
  const { departmentReportId } = await handOver(teamId, people.rasa)
  await leave(teamId, member)
  assert.deepEqual(await saysOf(close(teamId)), [
    'expenses.team.roundOpen',
    'expenses.team.notSigned',
    'expenses.team.handedOver',
    'expenses.team.looseReceipts',
  ])
  await by(people.rasa).closeRound({ roundId })
  await by(people.rasa).setAside({ receiptId: receipt.id, why: 'A picture of the sea' })
  assert.deepEqual(await saysOf(close(teamId)), ['expenses.team.notSigned', 'expenses.team.handedOver'])
  await sign(departmentReportId)
  await close(teamId)
  for (const reader of [people.daiva, people.vytautas]) {
    const { lines } = await by(reader).departmentReport({ departmentReportId })
    assert.ok(lines.length === 1 && lines.every((line) => line.reportId === reportId && line.receipts !== null))
    assert.equal((await by(reader).report({ reportId })).state, 'approved')
  }
  // Her duty for it ends today, and with it.
  await assert.rejects(by(people.rasa).openRound({ teamId, month: `${year}-04-01` }), refused('expenses.noSuchTeam'))
})

test('what a team has handed over keeps it open, and so does a receipt of somebody who has gone to another team', async () => {
  const { teamId, member } = await newTeam('Marsh')
  const { receipt } = await by(people.rasa).addReceipt({ memberId: member.id, file: sentFile(await smallPhoto()) })
  const reportId = await claim(member, 4_000, people.rasa)
  const { teamReportId } = await handOver(teamId, people.rasa)
  await leave(teamId, member)
  const [line] = (await by(people.rasa).report({ reportId })).lines
  await by(people.rasa).removeLine({ lineId: line!.id })
  assert.deepEqual(await saysOf(close(teamId)), ['expenses.team.handedOver', 'expenses.team.looseReceipts'])
  await by(people.rasa).takeBackTeamReport({ teamReportId })
  await by(people.rasa).setAside({ receiptId: receipt.id, why: 'A picture of the sea' })
  await close(teamId)
  // Whoever he is with now takes the month over, and nothing is begun where it was.
  const begun = [
    () => by(people.rasa).addLine({ reportId, merchant: 'More' }),
    () => by(people.rasa).restoreLine({ lineId: line!.id }),
    () => by(people.rasa).takeBack({ receiptId: receipt.id }),
  ]
  for (const begin of begun) await assert.rejects(begin)
  await assert.rejects(by(member).restoreLine({ lineId: line!.id }), refused('expenses.team.closed'))
  assert.equal((await by(people.rasa).openReport({ memberId: member.id, month })).id, reportId)
  assert.equal((await by(people.rasa).report({ reportId })).team.id, people.north)
  await by(people.rasa).addLine({ reportId, merchant: 'More' })
})

test('what begins something while its team is being closed is refused, or refuses that', async () => {
  const ways = [
    async ({ member, reportId }: Begun) => by(member).addLine({ reportId, merchant: 'More' }),
    async ({ lineId }: Begun) => by(people.rasa).restoreLine({ lineId }),
    async ({ teamId }: Begun) => by(people.rasa).addReceipt({ teamId, file: sentFile(await smallPhoto()) }),
    async ({ receiptId }: Begun) => by(people.rasa).takeBack({ receiptId }),
    async ({ roundId }: Begun) => by(people.rasa).reopenRound({ roundId }),
  ]
  for (const [at, begin] of ways.entries()) {
    for (const way of [0, 1, 2]) {
      const { teamId, member } = await newTeam(`${'ABCDE'[at]}${'xyz'[way]}`)
      const { id: roundId } = await by(people.rasa).openRound({ teamId, month })
      const { receipt } = await by(people.rasa).addReceipt({ teamId, file: sentFile(await smallPhoto()) })
      const reportId = await claim(member, 4_000, people.rasa)
      const [line] = (await by(people.rasa).report({ reportId })).lines
      await by(people.rasa).removeLine({ lineId: line!.id })
      await by(people.rasa).setAside({ receiptId: receipt.id, why: 'A picture of the sea' })
      await by(people.rasa).closeRound({ roundId })
      await leave(teamId, member)
      const begun = begin({ teamId, member, reportId, roundId, lineId: line!.id, receiptId: receipt.id })
      const outcomes = await Promise.allSettled([begun, close(teamId)])
      assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    }
  }
})

test('nobody is taken back into a team that was closed', async () => {
  const { teamId, member } = await newTeam('Dune')
  const { db } = home.office
  await db.updateTable('member').set({ deactivatedAt: new Date().toISOString() }).where('id', '=', member.id).execute()
  await db.deleteFrom('dutyAssignment').where('teamId', '=', teamId).execute()
  await close(teamId)
  await assert.rejects(admin().reactivate({ memberId: member.id }), refused('office.placeClosedMeanwhile'))
})

test('what is handed over is neither left out nor added to, and who was asked about is not left out unanswered', async () => {
  const [reportId] = [await claim(people.jonas, 4_000), await claim(people.ieva, 2_000)]
  const { teamReportId, departmentReportId } = await handOver(people.north)
  const leaveOut = () => by(people.rasa).includeReport({ teamReportId, reportId, included: false })
  await assert.rejects(leaveOut(), refused('expenses.combined.handedOverAlready'))
  await present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'So much?' }
  const { id: queryId } = await by(people.vytautas).askQuery(about)
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page is missing' })
  await by(people.rasa).takeBackTeamReport({ teamReportId })
  await assert.rejects(leaveOut(), refused('expenses.combined.partAsked'))
  await by(people.rasa).answerQuery({ queryId, body: 'It was' })
  await leaveOut()
  // Nobody could answer what is asked further about him.
  const askAgain = () => by(people.vytautas).askAgain({ queryId, body: 'And the rest?' })
  await assert.rejects(askAgain(), refused('expenses.review.withdrawn'))
  await handedOver(home.office, people.rasa, teamReportId)
  await present(departmentReportId)
  await assert.rejects(askAgain(), refused('expenses.review.nothingLeft'))
  await assert.rejects(by(people.vytautas).approve(await signingOf(departmentReportId)), /still open/)
  await by(people.vytautas).settleQuery({ queryId, version: 2 })
  await by(people.vytautas).approve(await signingOf(departmentReportId))
})

test('combining once more puts into what is handed over nothing that was left out, and nothing that is not ready', async () => {
  const reportId = await claim(people.jonas, 4_000)
  const ievas = await claim(people.ieva, 2_000)
  const { id: teamReportId } = await by(people.rasa).makeTeamReport({ teamId: people.north, month })
  await by(people.rasa).includeReport({ teamReportId, reportId, included: false })
  const departmentReportId = await handedOver(home.office, people.rasa, teamReportId)
  const combine = () => by(people.rasa).makeTeamReport({ teamId: people.north, month })
  await assert.rejects(combine(), refused('expenses.combined.handedOverAlready'))
  await present(departmentReportId)
  await by(people.rasa).addLine({ reportId, merchant: 'Not ready' })
  await assert.rejects(combine(), refused('expenses.combined.partNotReady'))
  const { parts } = await by(people.rasa).teamReport({ teamReportId })
  const included = parts.filter((part) => part.included).map(({ id }) => id)
  assert.deepEqual(included, [ievas])
})

test('an office in which something stayed behind is mended', async () => {
  const { teamId, member } = await newTeam('Left')
  await claim(member, 4_000, people.rasa)
  const { teamReportId } = await handOver(teamId, people.rasa)
  await moveTeam(home.office, teamId, await otherDepartment())
  await migrateAgain(home, ['20261283-expenses-taken-along'])
  const { handedOverAt } = await by(people.rasa).teamReport({ teamReportId })
  assert.equal(handedOverAt, null)
})
