import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRouterClient } from '@orpc/server'
import { as } from '#checks/as.ts'
import { makePeople, type People, type TestMember } from '#checks/people.ts'
import { runJobs } from '#checks/run-jobs.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'
import { mayReadEvent } from '#core/event-scope.ts'
import type { WrittenEvent } from '#core/told.ts'
import { duties } from '#duties/index.ts'
import { actorOf, identify } from '#office/public.ts'

let home: TestOffice
let people: People
let roundId: string
before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  home.office.mail = { configured: true, check: async () => {}, send: async () => ({ messageId: '', refused: [] }) }
  const round = await as(home.office, people.rasa).expenses.openRound({ teamId: people.north, month: '2026-03-01' })
  roundId = round.id
})
after(() => home.close())

/** A letter to Jonas that finally failed, asked for by the member. */
async function failedLetterOf(member: TestMember): Promise<string> {
  const asked = { roundId, memberIds: [people.jonas.id], way: 'mail' as const }
  const [sent] = (await as(home.office, member).expenses.remind(asked)).items
  const failure = JSON.stringify({ says: 'core.mail.notSetUp' })
  const { id } = await home.office.db
    .updateTable('job')
    .set({ state: 'failed', failure, endedAt: new Date().toISOString() })
    .where('recordId', '=', sent!.reminderId)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What of failed work the member sees, everywhere it stands. */
async function seen(member: TestMember): Promise<string[]> {
  const { desk } = as(home.office, member)
  const [{ items }, jobs, all] = await Promise.all([desk.waiting({}), desk.jobs({}), desk.jobs({ all: true })])
  const waiting = items.filter(({ key }) => key.startsWith('job:')).map(({ key }) => key.slice(4))
  const ids = [waiting, jobs.items.map(({ id }) => id), all.items.map(({ id }) => id)]
  assert.deepEqual(ids[1], ids[0])
  assert.deepEqual(ids[2], ids[0])
  return waiting
}

async function northForMilda() {
  const given = { role: 'expenses.prepare' as const, memberId: people.milda.id, placeId: people.north }
  return as(home.office, people.administrator).office.assign({ ...given, fromDay: today('Europe/Vilnius') })
}

test('failed work stands with who asked for it, and goes with the duty to who does it now', async () => {
  const { office } = as(home.office, people.administrator)
  const { id: assignmentId, version } = await northForMilda()
  const id = await failedLetterOf(people.milda)
  assert.deepEqual([await seen(people.milda), await seen(people.rasa)], [[id], []])

  await office.removeAssignment({ assignmentId, version })
  assert.deepEqual([await seen(people.milda), await seen(people.rasa)], [[], [id]])
  for (const member of [people.daiva, people.vytautas, people.administrator, people.jonas])
    assert.deepEqual(await seen(member), [], member.name)
  const { job, retryJob, dismissJob } = as(home.office, people.milda).desk
  for (const attempt of [job, retryJob, dismissJob]) await assert.rejects(attempt({ id }), { code: 'NOT_FOUND' })
  assert.equal((await as(home.office, people.rasa).desk.retryJob({ id })).state, 'waiting')
})

test('a key that may only see reads no work of its owner’s duty', async () => {
  const id = await failedLetterOf(people.rasa)
  assert.ok((await seen(people.rasa)).includes(id))
  const { key } = await as(home.office, people.rasa).office.makeApiKey({ name: 'Sees', rights: ['expenses.see'] })
  const { actor, language } = await identify(home.office, new Headers({ authorization: `Bearer ${key}` }))
  const none = { headers: new Headers(), answerHeaders: new Headers() }
  const context = { office: home.office, actor, language, requestId: 'test', address: null, ...none }
  const { desk } = createRouterClient(duties, { context })
  assert.deepEqual((await desk.jobs({ all: true })).items, [])
  await assert.rejects(desk.job({ id }), { code: 'NOT_FOUND' })
})

test('how work stands is told to who asked for it, until its record is not his any more', async () => {
  const { office } = as(home.office, people.administrator)
  const { id: assignmentId, version } = await northForMilda()
  const { expenses } = as(home.office, people.milda)
  const { id: reportId } = await expenses.openReport({ memberId: people.jonas.id, month: '2026-03-01' })
  const told: WrittenEvent[] = []
  const stop = home.office.live.listen((event) => void told.push(event))
  const toldOf = async ({ jobId }: { jobId: string }, behalf?: TestMember) => {
    await runJobs(home)
    const events = told.filter(({ operation, records }) => operation === 'desk.job' && records.includes(jobId))
    assert.ok(events.length > 0 && events.every(({ records }) => records.includes(reportId)))
    const hears = async (member: TestMember, behalfId?: string) => {
      const actor = (await actorOf(home.office, member.id, behalfId))!
      return events.every((event) => mayReadEvent(actor, event))
    }
    assert.equal(await hears(people.rasa), false)
    return hears(people.milda, behalf?.id)
  }
  assert.equal(await toldOf(await expenses.makePaper({ reportId, kind: 'csv' })), true)
  const onBehalf = as(home.office, people.milda, { behalf: people.jonas }).expenses
  assert.equal(await toldOf(await onBehalf.makePaper({ reportId, kind: 'csv' }), people.jonas), true)
  const asked = await expenses.makePaper({ reportId, kind: 'csv' })
  await office.removeAssignment({ assignmentId, version })
  assert.equal(await toldOf(asked), false)
  stop()
})
