import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { holdNoon } from '#checks/hold-noon.ts'
import { as } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { holdClock } from '#core/clock.ts'
import { readableEvents } from '#core/event-scope.ts'
import { sentenceOf } from '#desk/sentences.ts'
import { actorOf } from './public.ts'

let main: TestOffice
let people: People

before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
  holdNoon('2026-05-04')
})
after(async () => {
  holdClock()
  await main.close()
})

const administrator = () => as(main.office, people.administrator)

test('an event made on behalf carries both names', async () => {
  await as(main.office, people.rasa, people.jonas).setPreferences({ theme: 'dark' })
  const event = await main.office.db
    .selectFrom('event')
    .select(['actorName', 'behalfName', 'behalfId'])
    .where('operation', '=', 'office.setPreferences')
    .executeTakeFirstOrThrow()
  assert.deepEqual(event, { actorName: people.rasa.name, behalfName: people.jonas.name, behalfId: people.jonas.id })
})

test('who loses a duty or a cover by a change of the chart reads so in history', async () => {
  holdNoon('2026-05-04')
  const { administrator: admin, jonas, milda, rasa } = people
  const reads = async (member: { id: string }, says: string) => {
    const actor = (await actorOf(main.office, member.id))!
    const events = await main.office.db
      .selectFrom('event')
      .select(['params', 'records'])
      .where(readableEvents(actor))
      .where('says', '=', `office.said.${says}`)
      .where('memberId', '=', member.id)
      .orderBy('seq', 'desc')
      .execute()
    assert.ok(events.every(({ records }) => records.includes(member.id)))
    return events.map(({ params }) => params as Record<string, unknown>)
  }
  const line = await administrator().assign({
    role: 'expenses.prepare',
    memberId: milda.id,
    placeId: people.north,
    fromDay: '2026-09-01',
    toDay: '2026-09-30',
  })
  const cover = (fromDay: string, toDay: string) =>
    administrator().cover({ assignmentId: line.id, version: line.version, memberId: jonas.id, fromDay, toDay })
  await cover('2026-09-10', '2026-09-20')
  await cover('2026-09-25', '2026-09-28')
  const passed = await administrator().changeAssignment({
    assignmentId: line.id,
    version: line.version,
    memberId: admin.id,
  })
  const [lost] = await reads(milda, 'dutyPassedOn')
  assert.deepEqual(
    [lost?.member, lost?.next, lost?.role, lost?.from],
    [milda.name, admin.name, 'expenses.prepare', '2026-09-01'],
  )

  const ended = { assignmentId: line.id, version: passed.version, lastDay: '2026-09-15' }
  await administrator().endAssignment(ended)
  const [cut] = await reads(jonas, 'coverCut')
  assert.deepEqual([cut?.member, cut?.from, cut?.to], [jonas.name, '2026-09-10', '2026-09-15'])
  const [gone] = await reads(jonas, 'coverEnded')
  assert.deepEqual([gone?.member, gone?.from, gone?.to], [jonas.name, '2026-09-25', '2026-09-28'])

  const [assignmentId, version] = [line.id, passed.version + 1]
  await administrator().changeAssignment({ assignmentId, version, fromDay: '2026-09-12' })
  assert.equal((await reads(jonas, 'coverCut'))[0]?.from, '2026-09-12')
  await administrator().removeAssignment({ assignmentId, version: version + 1 })
  assert.equal((await reads(jonas, 'coverEnded')).length, 2)

  const other = await administrator().addMember({
    name: 'Neringa Vėjė',
    email: 'neringa@talka.example',
    language: 'lt',
    roles: ['assistant'],
  })
  const days = { fromDay: '2026-09-01', toDay: '2026-09-30' }
  const hers = await administrator().assign({
    role: 'expenses.prepare',
    memberId: other.id,
    placeId: people.north,
    ...days,
  })
  await administrator().cover({ assignmentId: hers.id, version: hers.version, memberId: rasa.id, ...days })
  await administrator().deactivate({ memberId: other.id })
  assert.deepEqual(
    (await reads(rasa, 'coverEnded')).map(({ from, to }) => [from, to]),
    [[days.fromDay, days.toDay]],
  )
})

test('what was told of the chart before its roles had their names of today reads alike', async () => {
  const told = (params: Record<string, string>) =>
    sentenceOf(
      {
        says: 'office.said.assigned',
        params: { member: 'Rasa', place: 'North', from: '2026-01-01', to: '', ends: 'no', ...params },
        actorName: 'Ona',
        behalfName: null,
      },
      'en',
    )
  assert.equal(told({ duty: 'payout' }), told({ role: 'expenses.pay' }))
  assert.match(told({ duty: 'expenses' }), /^Ona gave Rasa the expenses of North from/)
})
