import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { testSlots } from '#checks/test-slots.ts'
import { southernRecords } from '#checks/walk-records.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { writeEvents } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { JobFailed, type JobTask, queueJob } from '#core/jobs.ts'
import { startJobs } from '#core/jobs-work.ts'
import { actorOf } from '#office/public.ts'
import { byUrgency } from './rules.ts'
import { sentenceOf } from './sentences.ts'

let home: TestOffice
let people: People
before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
})
after(() => home.close())

/** Runs the workers until the job has ended. */
async function worked(tasks: readonly JobTask[], jobId: string): Promise<void> {
  const { offices, office } = home
  const runner = await startJobs({ pool: offices.adminPool, offices, tasks, slots: testSlots, log: quietLog })
  for (;;) {
    const { state } = await office.db
      .selectFrom('job')
      .select('state')
      .where('id', '=', jobId)
      .executeTakeFirstOrThrow()
    if (state === 'done' || state === 'failed') break
    await new Promise((next) => setTimeout(next, 50))
  }
  await runner.stop()
}

/** What the desk itself shows a member; the duties' own items are theirs to test. */
async function workOnDesk(member: { id: string }) {
  const { items } = await as(home.office, member).desk.waiting({})
  return items.filter(({ duty }) => duty === 'desk')
}

test('in another’s name stands only what is about that person', async () => {
  const rasa = as(home.office, people.rasa)
  const { id: roundId } = await rasa.expenses.openRound({ teamId: people.north, month: '2026-03-01' })
  for (const { id: memberId } of [people.jonas, people.ieva])
    await rasa.expenses.addExpected({ roundId, memberId, what: 'Viešbutis' })
  const about = async (desk: typeof rasa.desk) => (await desk.waiting({})).items.map(({ memberId }) => memberId)
  const own = await about(rasa.desk)
  assert.ok(own.includes(people.jonas.id) && own.includes(people.ieva.id))
  const his = await about(as(home.office, people.rasa, { behalf: people.jonas }).desk)
  assert.deepEqual([...new Set(his)], [people.jonas.id])
})

const painting = (run: JobTask['run']): JobTask[] => [
  { name: 'paint', slot: 'later', tries: { most: 5, mayPass: () => true }, isOutgoing: false, run },
]
const asked = { task: 'paint', payload: { wall: 'north' }, says: 'desk.name' }

test('failed work that nobody asked for who is here stands on the desks of the administrators', async () => {
  const id = await queueJob(home.office.db, asked)
  await worked(
    painting(async () => {
      throw new JobFailed({ says: 'core.previews.damaged' })
    }),
    id,
  )
  const keys = async (member: { id: string }) => (await workOnDesk(member)).map(({ key }) => key)
  assert.deepEqual(await keys(people.administrator), [`job:${id}`])
  assert.deepEqual(await keys(people.rasa), [])
  const listed = async (member: { id: string }) =>
    (await as(home.office, member).desk.jobs({})).items.map((job) => job.id)
  assert.deepEqual([await listed(people.administrator), await listed(people.rasa)], [[id], []])
  await assert.rejects(as(home.office, people.rasa).desk.dismissJob({ id }))
  await as(home.office, people.administrator).desk.dismissJob({ id })
  assert.deepEqual(await keys(people.administrator), [])
})

test('work that finally failed stands on the desk of who asked for it, and works when tried again', async () => {
  const rasa = as(home.office, people.rasa)
  const id = await queueJob(home.office.db, { ...asked, askedBy: people.rasa.id })
  await worked(
    painting(async () => {
      throw new JobFailed({ says: 'core.previews.damaged' })
    }),
    id,
  )
  const items = await workOnDesk(people.rasa)
  assert.deepEqual(
    items.map(({ key, urgency }) => [key, urgency]),
    [[`job:${id}`, 2]],
  )
  assert.doesNotMatch(items[0]!.text, /core\./)
  assert.deepEqual(await workOnDesk(people.daiva), [])

  assert.equal((await rasa.desk.retryJob({ id })).state, 'waiting')
  let painted: unknown
  await worked(
    painting(async ({ payload, progress }) => {
      painted = payload
      await progress(1, 1)
      return { walls: 1 }
    }),
    id,
  )
  assert.deepEqual(painted, asked.payload)
  const job = await rasa.desk.job({ id })
  assert.deepEqual([job.state, job.done, job.total, job.result], ['done', 1, 1, { walls: 1 }])
  assert.deepEqual(await workOnDesk(people.rasa), [])
})

test('nobody else may see, try again or take away somebody’s work', async () => {
  const id = await queueJob(home.office.db, { ...asked, askedBy: people.rasa.id })
  const daiva = as(home.office, people.daiva)
  const { job, retryJob, dismissJob } = daiva.desk
  for (const attempt of [job, retryJob, dismissJob]) await assert.rejects(attempt({ id }), { code: 'NOT_FOUND' })
  await assert.rejects(as(home.office, people.rasa).desk.retryJob({ id }), { code: 'CONFLICT' })
})

test('dismissed work leaves the desk', async () => {
  const ieva = as(home.office, people.ieva)
  const id = await queueJob(home.office.db, { ...asked, askedBy: people.ieva.id })
  await worked(
    painting(async () => {
      throw new JobFailed({ says: 'core.previews.damaged' })
    }),
    id,
  )
  assert.equal((await workOnDesk(people.ieva)).length, 1)
  await ieva.desk.dismissJob({ id })
  assert.deepEqual(await workOnDesk(people.ieva), [])
})

test('the search finds people without their accents and takes signs as they are', async () => {
  const rasa = as(home.office, people.rasa)
  const titles = async (text: string) => (await rasa.desk.search({ text })).items.map(({ title }) => title)
  assert.deepEqual(await titles('simkut'), ['Ieva Šimkutė'])
  assert.deepEqual(await titles('ĄŽUOL'), ['Jonas Ąžuolas'])
  assert.deepEqual(await titles('%'), [])
  assert.deepEqual(await titles(' '), [])
})

test('the search finds expenses only for whom they are to see', async () => {
  const { office } = home
  const { secrets } = await southernRecords(office, people)
  const found = async (member: { id: string }) =>
    (await as(office, member).desk.search({ text: 'slapta uz' })).items.map(({ title }) => title)
  assert.deepEqual(await found(people.daiva), [secrets[0]])
  assert.deepEqual(await found(people.tomasz), [secrets[0]])
  for (const member of [people.rasa, people.jonas, people.paulius, people.milda]) {
    assert.deepEqual(await found(member), [], member.name)
  }
  const kinds = (await as(office, people.daiva).desk.search({ text: '2026-000' })).items.map(({ kind }) => kind)
  assert.deepEqual(new Set(kinds), new Set(['desk.kind.report', 'expenses.kind.round']))
})

test('the history tells each only what he may read, newest first, page by page', async () => {
  const { office } = home
  const record = newId()
  const tell = async (concerning: { memberId?: string; teamId?: string }) => {
    const actor = await actorOf(office, people.administrator.id)
    const told = [{ record: ['paper', record] as const, says: 'desk.said.jobRetried' as const, ...concerning }]
    return (await writeEvents(office.db, { operation: 'papers.write', actor, told }))[0]!.id
  }
  const ofIeva = await tell({ teamId: people.north, memberId: people.ieva.id })
  const ofTomasz = await tell({ teamId: people.south, memberId: people.tomasz.id })
  const ofAll = await tell({})
  const read = async (member: { id: string }) =>
    (await as(office, member).desk.history({ recordId: record })).items.map(({ id }) => id)
  assert.deepEqual(await read(people.rasa), [ofAll, ofIeva])
  assert.deepEqual(await read(people.tomasz), [ofAll, ofTomasz])
  assert.deepEqual(await read(people.jonas), [ofAll])
  assert.deepEqual(await read(people.paulius), [ofAll])
  assert.deepEqual(await read(people.vytautas), [ofAll, ofTomasz, ofIeva])
  assert.deepEqual(await read(people.administrator), [ofAll])

  const vytautas = as(office, people.vytautas)
  const first = await vytautas.desk.history({ recordId: record, limit: 2 })
  const rest = await vytautas.desk.history({ recordId: record, limit: 2, after: first.next! })
  assert.deepEqual([rest.items.map(({ id }) => id), rest.next], [[ofIeva], null])
  const byPerson = await vytautas.desk.history({ recordId: record, personId: people.ieva.id })
  assert.deepEqual(
    byPerson.items.map(({ text }) => text),
    ['Aušra Lankė tried failed work again.'],
  )
  const before = await vytautas.desk.history({ recordId: record, toDay: '2020-01-01' })
  assert.deepEqual(before.items, [])
  const backwards = vytautas.desk.history({ recordId: record, fromDay: '2020-01-02', toDay: '2020-01-01' })
  await assert.rejects(backwards, { message: 'The last day (1 Jan 2020) is before the first (2 Jan 2020).' })
})

test('both names stand in the sentence of what was done on behalf of somebody', () => {
  const said = {
    says: 'desk.said.jobRetried' as const,
    params: {},
    actorName: 'Rasa Kalnė',
    behalfName: 'Jonas Ąžuolas',
  }
  assert.equal(sentenceOf(said, 'en'), 'Rasa Kalnė tried failed work again (on behalf of Jonas Ąžuolas).')
  assert.match(sentenceOf(said, 'lt'), /^Rasa Kalnė .*Jonas Ąžuolas/)
})

test('what presses comes first, then what has waited longest', () => {
  const item = (key: string, urgency: 0 | 1 | 2 | 3, since: string) => ({ key, urgency, since }) as WaitingItem
  const sorted = [item('a', 1, '2026-02'), item('b', 1, '2026-01'), item('c', 3, '2026-03')].sort(byUrgency)
  assert.deepEqual(
    sorted.map(({ key }) => key),
    ['c', 'b', 'a'],
  )
})
