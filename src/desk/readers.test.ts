import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { as } from '#checks/as.ts'
import { migrateAgain } from '#checks/migrate-again.ts'
import { handedOver, monthSteps } from '#checks/month-steps.ts'
import { waysToOpen } from '#checks/open-records.ts'
import { makePeople, type People, type TestMember } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { southernRecords } from '#checks/walk-records.ts'
import { today } from '#core/clock.ts'
import { goneTo, isHeld, mayReadEvent, openRecords } from '#core/event-scope.ts'
import { actorOf } from '#office/public.ts'

let home: TestOffice
let people: People
let opens: ReturnType<typeof waysToOpen>
before(async () => {
  home = await openTestOffice()
  opens = waysToOpen(home.office)
  people = await makePeople(home.office)
  await tellAMonth()
})
after(() => home.close())

const month = '2026-03-01'

/** A month of both teams: collected, presented, asked about, approved, paid, corrected; another one still open. */
async function tellAMonth(): Promise<void> {
  const { office } = home
  const { ids } = await southernRecords(office, people)
  const [rasa, daiva, vytautas] = [as(office, people.rasa), as(office, people.daiva), as(office, people.vytautas)]
  const categories = await office.db.selectFrom('expenseCategory').select('id').orderBy('position').execute()
  const north = await rasa.expenses.openReport({ memberId: people.jonas.id, month })
  const line = await rasa.expenses.addLine({
    reportId: north.id,
    spentOn: '2026-03-12',
    merchant: 'Gintaro viešbutis',
    categoryId: categories[1]!.id,
    amountCents: 9_000,
    currency: 'EUR',
    purpose: 'Visit to a customer',
  })
  await rasa.expenses.declareMissing({ lineId: line.id, reason: 'Lost on the ferry' })
  await rasa.expenses.recordConfirmation({ reportId: north.id, way: 'phone', confirmedOn: '2026-04-01' })
  const { id: roundId } = await rasa.expenses.openRound({ teamId: people.north, month })
  await rasa.expenses.addExpected({ roundId, memberId: people.ieva.id, what: 'Hotel' })
  await rasa.expenses.makeLink({ roundId, memberId: people.ieva.id })
  await rasa.expenses.remind({ roundId, memberIds: [people.ieva.id], way: 'copied' })
  await daiva.expenses.setAside({ receiptId: ids.receiptId!, why: 'Private' })
  await daiva.expenses.takeBack({ receiptId: ids.receiptId! })
  const team = await rasa.expenses.makeTeamReport({ teamId: people.north, month })
  const departmentReportId = await handedOver(office, people.rasa, team.id)
  const evenWithout = [people.south, people.ieva.id]
  await daiva.expenses.present({ departmentReportId, evenWithout })
  const asked = { departmentReportId, memberId: people.jonas.id, lineId: line.id }
  const query = await vytautas.expenses.askQuery({ ...asked, body: 'Two nights?' })
  await rasa.expenses.answerQuery({ queryId: query.id, body: 'Yes, two.' })
  await vytautas.expenses.settleQuery({ queryId: query.id, version: 2 })
  await daiva.expenses.makePaper({ departmentReportId, kind: 'csv' })
  const { version } = await vytautas.expenses.departmentReport({ departmentReportId })
  const { number: versionNumber, hash, decisionsHash } = version!
  await vytautas.expenses.approve({ departmentReportId, versionNumber, hash, decisionsHash, evenWithout })
  const { payouts } = await as(office, people.lina).expenses.payouts({ departmentReportId })
  const payoutIds = payouts.map(({ id }) => id)
  await as(office, people.lina).expenses.markPaid({ departmentReportId, payoutIds, paidOn: today('Europe/Vilnius') })
  const wrong = { departmentReportId, lineId: line.id, nowCents: 8_000, reason: 'Breakfast was included' }
  const correction = await daiva.expenses.proposeCorrection(wrong)
  await vytautas.expenses.decideCorrection({ correctionId: correction.id, agreed: true })
  const open = await rasa.expenses.openReport({ memberId: people.ieva.id, month: '2026-05-01' })
  await rasa.expenses.addLine({ reportId: open.id, amountCents: 500, merchant: 'Slapta kavinė' })
  await editUnderAQuery()
  await as(office, people.administrator).office.invite({ memberId: people.milda.id })
  await as(office, people.jonas).office.makeApiKey({ name: 'A program of mine' })
  await as(office, people.milda).office.saveView({ page: 'people', name: 'Mine', settings: {} })
}

/** What is held back from who reviews: Jonas’s April lies before the senior manager and is changed under his query. */
async function editUnderAQuery(): Promise<void> {
  const { by, claim, handOver, present } = monthSteps(() => ({ office: home.office, people, month: '2026-04-01' }))
  const reportId = await claim(people.jonas, 700)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const [line] = (await by(people.rasa).report({ reportId })).lines
  await by(people.vytautas).askQuery({
    departmentReportId,
    memberId: people.jonas.id,
    lineId: line!.id,
    body: 'What for?',
  })
  await by(people.rasa).changeLine({ lineId: line!.id, version: line!.version, merchant: 'Kita stotelė' })
}

const everybody = (): TestMember[] => [
  people.rasa,
  people.daiva,
  people.milda,
  people.jonas,
  people.ieva,
  people.tomasz,
  people.vytautas,
  people.lina,
  people.paulius,
  people.administrator,
]

test('history names nobody a record that he cannot open', async () => {
  const seen = new Set<string>()
  for (const member of everybody()) {
    const { items } = await as(home.office, member).desk.history({ limit: 200 })
    for (const { recordType, recordId, text } of items) {
      if (recordType === 'savedView') continue
      await assert.doesNotReject(async () => opens[recordType]!(member, recordId), `${member.name} reads: ${text}`)
      seen.add(recordType)
    }
  }
  assert.deepEqual([...seen].sort(), Object.keys(opens).sort(), 'every kind of record was tried')
})

test('the search finds nobody a record that he cannot open', async () => {
  const byKind: Record<string, string> = {
    'desk.kind.report': 'expenseReport',
    'expenses.kind.receipt': 'receipt',
    'expenses.kind.round': 'expenseRound',
    'desk.kind.person': 'member',
  }
  const seen = new Set<string>()
  for (const member of everybody()) {
    for (const text of ['a', 'EXP', '2026', 'Slapta']) {
      const { items } = await as(home.office, member).desk.search({ text, limit: 50 })
      for (const { id, kind, title } of items) {
        await assert.doesNotReject(async () => opens[byKind[kind]!]!(member, id), `${member.name} finds ${title}`)
        seen.add(kind)
      }
    }
  }
  assert.deepEqual([...seen].sort(), Object.keys(byKind).sort(), 'every kind was found')
})

test('live events reach exactly those who read them in the history', async () => {
  const events = await home.office.db
    .selectFrom('event')
    .selectAll()
    .select([isHeld.as('isHeld'), goneTo.as('goneTo')])
    .execute()
  assert.ok(
    events.some((event) => event.isHeld),
    'something is held back',
  )
  const callers = everybody().map((member) => ({ member, behalf: undefined as TestMember | undefined }))
  for (const { member, behalf } of [...callers, { member: people.rasa, behalf: people.jonas }]) {
    const actor = (await actorOf(home.office, member.id, behalf?.id))!
    const { items } = await as(home.office, member, behalf && { behalf }).desk.history({ limit: 200 })
    const heard = events.filter((event) => mayReadEvent(actor, event)).map(({ id }) => id)
    assert.deepEqual(heard.sort(), items.map(({ id }) => id).sort(), member.name)
  }
})

test('live events name nobody a record that he cannot open', async () => {
  const events = await home.office.db
    .selectFrom('event')
    .selectAll()
    .select([isHeld.as('isHeld'), goneTo.as('goneTo')])
    .execute()
  const typeOf = new Map(events.map(({ recordId, recordType }) => [recordId, recordType]))
  const seen = new Set<string>()
  for (const member of everybody()) {
    const actor = (await actorOf(home.office, member.id))!
    const heard = events.filter((event) => mayReadEvent(actor, event))
    for (const id of new Set(heard.flatMap((event) => openRecords(actor, event)))) {
      const type = typeOf.get(id)
      if (!type || type === 'savedView' || !opens[type]) continue
      await assert.doesNotReject(async () => opens[type]!(member, id), `${member.name} hears of a ${type}`)
      seen.add(type)
    }
  }
  assert.ok(seen.has('departmentReport') && seen.has('expenseQuery'))
})

test('who acts on behalf of somebody reads of his expenses, and nothing of his account', async () => {
  const read = async (member: TestMember, behalf?: TestMember) => {
    const { items } = await as(home.office, member, behalf && { behalf }).desk.history({ limit: 200 })
    return items.filter(({ text }) => /Jonas/.test(text)).map(({ operation }) => operation.split('.')[0])
  }
  assert.deepEqual([...new Set(await read(people.jonas))].sort(), ['expenses', 'office'])
  assert.deepEqual([...new Set(await read(people.rasa, people.jonas))], ['expenses'])
})

test('finance reads of an approved report and its payments, and nothing of what only the teams see', async () => {
  const { items } = await as(home.office, people.lina).desk.history({ limit: 200, operation: 'expenses.' })
  assert.deepEqual(
    [...new Set(items.map(({ operation }) => operation))].filter((one) => !one.startsWith('expenses.openRound')),
    ['expenses.decideCorrection', 'expenses.markPaid', 'expenses.approve'],
  )
  assert.doesNotMatch(JSON.stringify(items), /Slapta|Jonas|Gintaro/)
})

test('a salesperson reads that his own report was presented and approved', async () => {
  const { items } = await as(home.office, people.jonas).desk.history({ limit: 200 })
  const operations = items.map(({ operation }) => operation)
  assert.ok(operations.includes('expenses.present') && operations.includes('expenses.approve'))
})

test('events told before they kept the department’s records apart are given them', async () => {
  const read = () =>
    home.office.db.selectFrom('event').select(['id', 'departmentId', 'departmentRecords']).orderBy('id').execute()
  const told = await read()
  const apart = told.filter(({ departmentRecords }) => departmentRecords.length > 0).map(({ id }) => id)
  assert.ok(apart.length > 4)
  await home.offices.adminPool.query(
    `update office_${home.office.name}.event set department_id = null, department_records = default where id = any ($1)`,
    [apart],
  )
  await migrateAgain(home, ['20261260-expenses-department-records'])
  assert.deepEqual(await read(), told)
})

test('events told before they named their department are given its readers', async () => {
  const ofDepartment = "record_type in ('departmentReport', 'expensePaper')"
  const read = () =>
    home.office.db
      .selectFrom('event')
      .select(['id', 'departmentId', 'openTo'])
      .where(sql<boolean>`${sql.raw(ofDepartment)}`)
      .orderBy('id')
      .execute()
  const told = await read()
  await home.offices.adminPool.query(
    `update office_${home.office.name}.event set department_id = null, open_to = '{}' where ${ofDepartment}`,
  )
  await migrateAgain(home, ['20261128-expenses-event-readers', '20261280-chart-roles-expenses'])
  assert.deepEqual(await read(), told)
})
