import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { sentFile } from '#checks/sent-file.ts'
import { smallPhoto } from '#checks/small-photo.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { holdClock } from '#core/clock.ts'

let house: TestOffice
let people: People

before(async () => {
  house = await openTestOffice()
  people = await makePeople(house.office)
  // A branch on the other side of the world: there it is still the day before.
  await house.office.db
    .updateTable('branch')
    .set({ timeZone: 'America/New_York' })
    .where('id', '=', people.gdansk)
    .execute()
  await house.office.db.updateTable('team').set({ branchId: people.gdansk }).where('id', '=', people.south).execute()
})
afterEach(() => holdClock())
after(() => house.close())

const of = (one: People['rasa']) => as(house.office, one)
/** Half past midnight in Vilnius, the evening before in New York, and yesterday still in UTC. */
const halfPastMidnight = (day: string) =>
  holdClock(Temporal.PlainDate.from(day).toZonedDateTime('Europe/Vilnius').add({ minutes: 30 }).toInstant())

test('each person has the days of his own branch', async () => {
  const zones = await Promise.all(
    [people.rasa, people.tomasz].map(async (one) => (await of(one).office.me({})).member.timeZone),
  )
  assert.deepEqual(zones, ['Europe/Vilnius', 'America/New_York'])
})

test('in the first minutes of a month the one that just ended is offered to collect, not the one before', async () => {
  halfPastMidnight('2026-12-01')
  assert.equal((await of(people.rasa).expenses.nextRoundOf({ teamId: people.north })).month, '2026-11-01')
})

test('a receipt that comes in the first minutes of a year has that year’s number', async () => {
  halfPastMidnight('2027-01-01')
  const { receipt } = await of(people.jonas).expenses.addReceipt({
    file: sentFile(await smallPhoto()),
    fileName: 'a.jpg',
  })
  assert.equal(receipt.number, 'RCT-2027-0001')
})

test('reminders wake on the morning of the team’s own branch, whoever opened the round', async () => {
  halfPastMidnight('2026-12-01')
  const { id } = await of(people.daiva).expenses.openRound({
    teamId: people.south,
    month: '2026-11-01',
    remindEveryDays: 1,
  })
  const { nextReminderAt } = await of(people.daiva).expenses.round({ roundId: id })
  const wakes = Temporal.Instant.from(nextReminderAt!).toZonedDateTimeISO('America/New_York')
  assert.deepEqual([wakes.toPlainDate().toString(), wakes.minute], ['2026-12-01', 0])
})

test('a round is late by the day of its team’s branch, whoever looks on', async () => {
  halfPastMidnight('2026-12-01')
  const { id } = await of(people.daiva).expenses.openRound({
    teamId: people.south,
    month: '2026-10-01',
    dueDay: '2026-11-30',
  })
  await of(people.daiva).expenses.addExpected({ roundId: id, memberId: people.tomasz.id, what: 'Parking' })
  const urgencyFor = async (one: People['rasa']) =>
    (await of(one).desk.waiting({})).items.find(({ recordId }) => recordId === id)?.urgency
  // In Vilnius, where Daiva is, it is already the day after.
  assert.deepEqual([await urgencyFor(people.daiva), await urgencyFor(people.tomasz)], [2, 2])
  const { expenses } = of(people.daiva)
  const [listed] = (await expenses.rounds({ teamId: people.south, month: '2026-10-01' })).items
  const zones = [listed, await expenses.round({ roundId: id }), await expenses.nextRoundOf({ teamId: people.south })]
  assert.deepEqual(new Set(zones.map((one) => one?.timeZone)), new Set(['America/New_York']))
})

test('a day lies in the future only where it has begun nowhere in the office', async () => {
  const futureAt = async (hour: string, one: People['rasa'], memberId: string) => {
    holdClock(Temporal.ZonedDateTime.from(`${hour}[Europe/Vilnius]`).toInstant())
    const { expenses } = of(one)
    const { id } = await expenses.openReport({ memberId, month: '2026-12-01' })
    await expenses.addLine({ reportId: id, merchant: 'Kavinė', amountCents: 500, spentOn: '2026-12-01' })
    const { obstacles } = await expenses.report({ reportId: id })
    return obstacles.some(({ says }) => says === 'expenses.obstacle.futureDate')
  }
  assert.equal(await futureAt('2026-11-30T23:30', people.rasa, people.ieva.id), true)
  // In New York, where Daiva’s and Tomasz’s team is, it is still the day before.
  assert.equal(await futureAt('2026-12-01T00:30', people.daiva, people.tomasz.id), false)
  assert.equal(await futureAt('2026-12-01T00:30', people.rasa, people.jonas.id), false)
})

const refusedWith = (says: string) => (error: { data: { says: string } }) => error.data.says === says

test('what was confirmed or told where the day has begun is recorded where it has not', async (t) => {
  const moveTo = (branchId: string) =>
    house.office.db.updateTable('member').set({ branchId }).where('id', '=', people.rasa.id).execute()
  await moveTo(people.gdansk)
  t.after(() => moveTo(people.vilnius))
  const { expenses } = of(people.rasa)
  const { id: reportId } = await expenses.openReport({ memberId: people.jonas.id, month: '2026-11-01' })
  await expenses.addLine({ reportId, merchant: 'Kavinė', amountCents: 500 })
  const on = (confirmedOn: string) => expenses.recordConfirmation({ reportId, way: 'phone', confirmedOn })
  halfPastMidnight('2026-12-01')
  await assert.rejects(on('2026-12-02'), refusedWith('expenses.report.confirmedInFuture'))
  // What is in its way comes after the day was taken.
  await assert.rejects(on('2026-12-01'), /Kavinė/)
  const told = (informedOn: string) =>
    expenses.recordInformed({ memberIds: [people.jonas.id], way: 'phone', informedOn })
  await of(people.daiva).expenses.publishProcedure({ version: 1 })
  await assert.rejects(told('2026-12-02'), refusedWith('expenses.informedInFuture'))
  await told('2026-12-01')
})
