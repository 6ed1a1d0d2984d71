import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as, callAs } from '#checks/as.ts'
import { plausibleInput } from '#checks/inputs.ts'
import { monthSteps } from '#checks/month-steps.ts'
import { waysToOpen } from '#checks/open-records.ts'
import { addTeam, makePeople, type People, type TestMember } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import { operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'

let home: TestOffice
let people: People
/** Jonas’s receipt of the team before, in a report of the team that he is in now. */
let used: string
before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  await crossedMonths()
})
after(() => home.close())

const { by, claim, handOver, present, signingOf } = monthSteps(() => ({
  office: home.office,
  people,
  month: '2026-03-01',
}))

/**
 * Records that hang together across teams and departments: people who have moved with receipts used before and after, a
 * receipt of a late month, one taken over by another team, the same purchase handed in for people of two teams.
 */
async function crossedMonths(): Promise<void> {
  const { rasa, daiva, milda, jonas, ieva, tomasz, north, south } = people
  const far = await otherDepartment()
  const { id: roundId } = await by(rasa).openRound({ teamId: north, month: '2026-03-01' })
  await by(daiva).openRound({ teamId: south, month: '2026-03-01' })
  const spentOn = '2026-03-12'
  const facts = { merchant: 'Viešbutis', spentOn, totalCents: 4_000 }
  for (const person of [jonas, tomasz]) await readReceipt(home.office, person, facts)
  used = await readReceipt(home.office, jonas, { merchant: 'Taksi', spentOn, totalCents: 4_000 })
  await settledMonth(await claim(ieva, 4_000), await readReceipt(home.office, ieva, { ...facts, merchant: 'Kuras' }))
  const late = await readReceipt(home.office, ieva, { merchant: 'Vėlai', spentOn, totalCents: 900 })
  await home.office.db.updateTable('expenseReceipt').set({ roundId }).where('id', 'in', [used, late]).execute()
  await home.office.db.updateTable('member').set({ teamId: far }).where('id', 'in', [jonas.id, ieva.id]).execute()
  const months = monthSteps(() => ({ office: home.office, people, month: '2026-04-01' }))
  const { id: next } = await by(milda).openReport({ memberId: ieva.id, month: '2026-04-01' })
  await by(milda).openReport({ memberId: ieva.id, month: '2026-05-01' })
  await by(milda).addLine({ reportId: next, amountCents: 900, receiptIds: [late] })
  const { id: own } = await by(milda).openReport({ memberId: jonas.id, month: '2026-03-01' })
  // His receipt lies with the team before: as whoever took it over from there would have it.
  const { id: lineId } = await by(milda).addLine({ reportId: own, amountCents: 4_000 })
  await home.office.db.insertInto('expenseLineReceipt').values({ lineId, receiptId: used, reportId: own }).execute()
  await months.claim(tomasz, 2_000)
  const { departmentReportId } = await months.handOver(south)
  await present(departmentReportId)
  await by(people.vytautas).askQuery({ departmentReportId, memberId: tomasz.id, body: 'What for?' })
}

/** Ieva’s month in North with a receipt: asked about, signed, corrected and paid; and the empty report of another month. */
async function settledMonth(reportId: string, receiptId: string): Promise<void> {
  const { rasa, daiva, vytautas, lina, ieva, north } = people
  const { id: lineId } = (await by(rasa).report({ reportId })).lines[0]!
  await by(rasa).attachReceipt({ lineId, receiptId })
  const { hash } = await by(ieva).report({ reportId })
  await by(ieva).confirmReport({ reportId, hash })
  const { departmentReportId } = await handOver(north)
  await present(departmentReportId)
  const query = { departmentReportId, memberId: ieva.id, lineId, body: 'What for?' }
  const { id: queryId } = await by(vytautas).askQuery(query)
  await by(rasa).answerQuery({ queryId, body: 'A customer' })
  await by(vytautas).settleQuery({ queryId, version: 2 })
  await by(vytautas).approve(await signingOf(departmentReportId))
  const wrong = { departmentReportId, lineId, nowCents: 3_000, reason: 'Half of it' }
  const { id: correctionId } = await by(daiva).proposeCorrection(wrong)
  await by(vytautas).decideCorrection({ correctionId, agreed: true })
  const { payouts } = await by(lina).payouts({ departmentReportId })
  await by(lina).markPaid({
    departmentReportId,
    payoutIds: payouts.map(({ id }) => id),
    paidOn: today('Europe/Vilnius'),
  })
  await by(rasa).openReport({ memberId: ieva.id, month: '2026-05-01' })
}

/** Another department with one team, which Milda prepares and Paulius combines. */
async function otherDepartment(): Promise<string> {
  const { db } = home.office
  const team = await addTeam(home.office, people, { name: 'Far', assistant: people.milda })
  const id = newId()
  await db.insertInto('department').values({ id, name: 'Elsewhere' }).execute()
  await db.updateTable('team').set({ departmentId: id }).where('id', '=', team).execute()
  const line = { id: newId(), role: 'expenses.combine', memberId: people.paulius.id, departmentId: id } as const
  await db
    .insertInto('dutyAssignment')
    .values({ ...line, fromDay: '2020-01-01' })
    .execute()
  return team
}

const kinds = {
  expenseReport: 'reportId',
  expenseLine: 'lineId',
  receipt: 'receiptId',
  expenseRound: 'roundId',
  teamReport: 'teamReportId',
  departmentReport: 'departmentReportId',
} as const
const tables = {
  expenseReport: 'expenseReport',
  expenseLine: 'expenseLine',
  receipt: 'expenseReceipt',
  expenseRound: 'expenseRound',
  teamReport: 'expenseTeamReport',
  departmentReport: 'expenseDepartmentReport',
} as const
type Kind = keyof typeof kinds

interface Named {
  kind: Kind
  id: string
}

/** Every record that may not be everybody's to see: its kind by its id and by its number. */
async function recordsThere() {
  const there = new Map<string, Named>()
  for (const kind of Object.keys(kinds) as Kind[]) {
    const rows = (await home.office.db.selectFrom(tables[kind]).selectAll().execute()) as {
      id: string
      number?: string
    }[]
    for (const { id, number } of rows) {
      const record = { kind, id }
      for (const name of [id, number ?? id]) there.set(name, record)
    }
  }
  return there
}

const named = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[A-Z]{2,4}-\d{4}-\d{4}(?:-\d+)?\b/g

/** Whether somebody may open a record; each is tried once. */
function opener() {
  const opens = waysToOpen(home.office)
  const tried = new Map<string, Promise<boolean>>()
  return (member: TestMember, { kind, id }: Named): Promise<boolean> => {
    const key = `${member.id} ${id}`
    const opening = () => opens[kind]!(member, id)
    if (!tried.has(key)) tried.set(key, opening().then(() => true).catch(() => false)) // biome-ignore format: one row
    return tried.get(key)!
  }
}

/** All that somebody is answered, with what he asked. */
async function* answersTo(member: TestMember, records: readonly Named[]) {
  const call = await callAs(home.office, member)
  const reading = operationsOf(duties).filter(({ changes, name }) => !changes && !name.startsWith('office.'))
  for (const operation of reading)
    for (const input of inputsOf(operation, records)) {
      const output = await operation.run(input, call).catch(() => null)
      if (output !== null && !(output instanceof Blob)) yield { operation, asked: JSON.stringify(input), output }
    }
}

test('no answer names to anybody a record that he may not open', async () => {
  const there = await recordsThere()
  const mayOpen = opener()
  const { rasa, daiva, milda, jonas, ieva, tomasz, vytautas, lina, paulius } = people
  const leaks = new Set<string>()
  let answers = 0
  for (const member of [rasa, daiva, milda, jonas, ieva, tomasz, vytautas, lina, paulius])
    for await (const { operation, asked, output } of answersTo(member, [...new Set(there.values())])) {
      answers += 1
      for (const [name] of JSON.stringify(output).matchAll(named)) {
        const record = asked.includes(name) ? undefined : there.get(name)
        // A department report calls its parts by number, as its paper does: finance books by it.
        const isPart =
          record?.kind === 'expenseReport' && record.id !== name && operation.name === 'expenses.departmentReport'
        if (record && !isPart && !(await mayOpen(member, record)))
          leaks.add(`${operation.name} names ${record.kind} to ${member.name}`)
      }
    }
  assert.deepEqual([...leaks].sort(), [])
  assert.ok(answers > 500, `${answers} answers were read`)
  assert.ok((await as(home.office, rasa).expenses.duplicates({})).items.some((pair) => pair.other === null))
})

test('a refusal names no report that one may not open, and its number to who may', async () => {
  const { rasa, milda, jonas } = people
  const { number, id: reportId } = await home.office.db
    .selectFrom('expenseReport')
    .select(['number', 'id'])
    .where('memberId', '=', jonas.id)
    .executeTakeFirstOrThrow()
  const refusalTo = async (member: TestMember) => {
    const error = await by(member)
      .setAside({ receiptId: used, why: 'Private' })
      .catch((refused) => refused)
    return JSON.stringify([error.message, error.data])
  }
  const [toRasa, toMilda] = [await refusalTo(rasa), await refusalTo(milda)]
  assert.match(toRasa, /receiptInUse.*hidden/)
  assert.match(toRasa, /jums neprieinamoje ataskaitoje/)
  assert.ok(!toRasa.includes(number) && !toRasa.includes(reportId))
  assert.ok(toMilda.includes(number) && toMilda.includes(reportId))
})

type Operation = ReturnType<typeof operationsOf>[number]

/** The operation with each record that one of its fields takes; once without, where none is needed. */
function inputsOf(operation: Operation, records: readonly Named[]) {
  const fields = Object.keys(operation.input.properties ?? {})
  const required = operation.input.required ?? []
  const asked = records.flatMap(({ kind, id }) => {
    const name = fields.includes('recordId') ? 'recordId' : kinds[kind]
    return fields.includes(name) ? [plausibleInput(operation.input, { [name]: id })] : []
  })
  const needsOne = required.some((name) => Object.values(kinds).includes(name as 'reportId'))
  return needsOne ? asked : [plausibleInput(operation.input, {}), ...asked]
}
