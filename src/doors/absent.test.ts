import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { ORPCError } from '@orpc/server'
import { as, callAs } from '#checks/as.ts'
import { plausibleInput } from '#checks/inputs.ts'
import { makeWorld } from '#checks/pairs/world.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { chartRoles } from '#core/duty.ts'
import { newId } from '#core/ids.ts'
import { duties } from '#duties/index.ts'
import { type Operation, operationsOf } from './operations-of.ts'

type Ids = Record<string, string>

let home: TestOffice
/** Has every right, but in a department of which nobody else’s record is. */
let neighbour: { id: string }
let theirs: Ids
let own: Ids

before(async () => {
  home = await openTestOffice()
  const { people, ids } = await makeWorld(home.office)
  const rasa = as(home.office, people.rasa)
  const paper = await rasa.expenses.makePaper({ reportId: ids.report!, kind: 'csv' })
  const view = await rasa.office.saveView({ page: 'receipts', name: 'Mine', settings: {} })
  theirs = {
    ...{ roundId: ids.round!, expectedId: ids.expected!, reportId: ids.report!, lineId: ids.line! },
    ...{ receiptId: ids.loose!, insteadOf: ids.poor!, oneId: ids.loose!, otherId: ids.poor!, linkId: ids.link! },
    ...{ teamReportId: ids.handedTeam!, departmentReportId: ids.shownDepartment!, queryId: ids.askedQuery! },
    ...{ correctionId: ids.correction!, paperId: paper.id, id: paper.jobId, recordId: ids.report! },
    ...{ memberId: people.jonas.id, teamId: people.north, departmentId: people.sales, personId: people.jonas.id },
    ...{ keyId: ids.key!, viewId: view.id, receiptIds: ids.loose!, payoutIds: ids.payout!, memberIds: people.jonas.id },
  }
  neighbour = await makeNeighbour(people.finance, people.vilnius)
  own = await makeOwn()
})
after(() => home.close())

const operations = operationsOf(duties).filter(
  ({ path, right, name }) =>
    (path[0] !== 'office' || /revokeApiKey|removeView/.test(name)) &&
    right !== 'anyone' &&
    right !== 'office.administer',
)

test('another’s record and one that is not there are refused in the same words by every operation', async () => {
  const told: object[] = []
  let asked = 0
  for (const operation of operations) {
    const fields = Object.keys(operation.input.properties ?? {}).filter((field) => field in theirs)
    for (const others of [theirs, own]) {
      for (const field of fields) {
        const foreign = await answerOf(operation, { ...others, [field]: theirs[field]! })
        const absent = await answerOf(operation, { ...others, [field]: newId() })
        if (!isDeepStrictEqual(foreign, absent)) told.push({ of: `${operation.name} by ${field}`, foreign, absent })
        asked += 2
      }
    }
  }
  assert.deepEqual(told, [])
  assert.ok(asked > 200, `${asked} calls`)
})

/** Status, key and sentence; what the caller himself named is left out. */
async function answerOf(operation: Operation, known: Ids) {
  const input = withLists(plausibleInput(operation.input, known), known)
  const call = await callAs(home.office, neighbour)
  const plain = (text: string) => text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
  try {
    const output = await operation.run(input, call)
    return { status: 200, says: plain(JSON.stringify(output ?? null).replace(/\d{4}-\d\d-\d\dT[\d:.]*Z?/g, 'at')) }
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    return { status: error.status, says: plain(JSON.stringify(error.data ?? null)), text: plain(error.message) }
  }
}

function withLists(input: Record<string, unknown>, known: Ids): Record<string, unknown> {
  const listed = Object.entries(input).map(([name, value]) =>
    name.endsWith('Ids')
      ? [name, [known[name]]]
      : [name, name === 'receipts' ? [{ receiptId: known.receiptId }] : value],
  )
  return Object.fromEntries(listed)
}

async function makeNeighbour(departmentId: string, branchId: string): Promise<{ id: string }> {
  const { db } = home.office
  const team = { id: newId(), name: 'West', departmentId, branchId, closedAt: null }
  await db.insertInto('team').values(team).execute()
  const member = {
    id: newId(),
    name: 'Nijolė Kaimynė',
    email: 'nijole@talka.example',
    departmentId,
    branchId,
    teamId: team.id,
  }
  await db
    .insertInto('member')
    .values({ ...member, image: null, phone: null, roles: ['assistant', 'salesperson'], deactivatedAt: null })
    .execute()
  const line = { memberId: member.id, fromDay: '2020-01-01', toDay: null, coversId: null }
  for (const role of chartRoles())
    await db
      .insertInto('dutyAssignment')
      .values({
        ...{ id: newId(), ...line, role },
        teamId: role === 'expenses.prepare' ? team.id : null,
        departmentId: role === 'expenses.prepare' ? null : departmentId,
      })
      .execute()
  return member
}

async function makeOwn(): Promise<Ids> {
  const { db } = home.office
  const { teamId, departmentId } = await db
    .selectFrom('member')
    .select(['teamId', 'departmentId'])
    .where('id', '=', neighbour.id)
    .executeTakeFirstOrThrow()
  const { expenses } = as(home.office, neighbour)
  const round = await expenses.openRound({ teamId: teamId!, month: '2026-03-01' })
  const { id: expectedId } = await expenses.addExpected({ roundId: round.id, memberId: neighbour.id, what: 'Hotel' })
  const { id: reportId } = await expenses.openReport({ memberId: neighbour.id, month: '2026-03-01' })
  const { id: lineId } = await expenses.addLine({ reportId, merchant: 'Kavinė', amountCents: 100 })
  const { id: teamReportId } = await expenses.makeTeamReport({ teamId: teamId!, month: '2026-03-01' })
  const made = { roundId: round.id, expectedId, reportId, lineId, teamReportId, memberId: neighbour.id }
  return { ...theirs, ...made, teamId: teamId!, departmentId: departmentId! }
}
