import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { happen, listenTo } from '#checks/live-page.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import type { Call } from '#core/call.ts'
import { holdClock, today } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import type { WrittenEvent } from '#core/told.ts'
import { actorOf } from '#office/public.ts'
import { LiveStreams, liveAnswer } from './live.ts'

let server: TestServer
before(async () => {
  server = await openTestServer({})
})
after(() => server.close())

const administered = () => as(server.office, server.people.administrator).office

/** Gives Milda the expenses of team South; she is the one from whom it is withdrawn again. */
async function southForMilda() {
  const { people } = server
  const fromDay = today('Europe/Vilnius')
  return administered().assign({ role: 'expenses.prepare', memberId: people.milda.id, placeId: people.south, fromDay })
}

const ofSouth = () => happen(server, { teamId: server.people.south, memberId: server.people.tomasz.id })

/** The stream hears of South now, and nothing that happens there after the withdrawal, however soon. */
async function losesSouth(member: { id: string }, withdraw: () => Promise<unknown>) {
  const page = await listenTo(server, member)
  const told = await ofSouth()
  await page.until(told.records[0]!)
  await withdraw()
  const untold = await ofSouth()
  const ofAll = await happen(server)
  await page.until(ofAll.records[0]!)
  assert.ok(!page.heard.some(({ id }) => id === untold.id))
  page.stop()
}

test('a duty that is given to somebody else is withdrawn from its stream before the next event', async () => {
  const { people } = server
  const { id: assignmentId, version } = await southForMilda()
  const passed = { assignmentId, version, memberId: people.paulius.id }
  await losesSouth(people.milda, () => administered().changeAssignment(passed))
  await administered().removeAssignment({ assignmentId, version: version + 1 })
})

test('a cover that falls with its line is withdrawn from its stream before the next event', async () => {
  const { people } = server
  const { id: assignmentId, version } = await southForMilda()
  const day = today('Europe/Vilnius')
  await administered().cover({ assignmentId, version, memberId: people.paulius.id, fromDay: day, toDay: day })
  await losesSouth(people.paulius, () => administered().removeAssignment({ assignmentId, version }))
})

test('a team that moves to another department is withdrawn from the streams of its old one', async () => {
  const { people } = server
  const moved = async (departmentId: string) => {
    const { id: teamId, version } = (await administered().teams({})).items.find(({ id }) => id === people.south)!
    await administered().changeTeam({ teamId, version, departmentId })
  }
  await losesSouth(people.vytautas, () => moved(people.finance))
  await moved(people.sales)
})

test('the stream on behalf of somebody ends when he is no longer given to the caller', async () => {
  const { people } = server
  const { id: assignmentId, version } = await southForMilda()
  const page = await listenTo(server, people.milda, { behalf: people.tomasz })
  await administered().removeAssignment({ assignmentId, version })
  await page.reading
})

/** What a stream of Rasa says, when it is found out by `stillCalls` who she is now. */
async function streamOf(stillCalls: () => Promise<Awaited<ReturnType<typeof actorOf>>>) {
  const { office, people } = server
  const reader = (await actorOf(office, people.rasa.id))!
  const none = { address: null, headers: new Headers(), answerHeaders: new Headers() }
  const call: Call = { office, actor: reader, language: 'en', requestId: newId(), ...none }
  const streams = new LiveStreams(quietLog)
  const pieces = liveAnswer(new Request('http://127.0.0.1/live'), call, streams, stillCalls).body!.getReader()
  await pieces.read()
  const next = async () => new TextDecoder().decode((await pieces.read()).value)
  return { reader, next, streams }
}

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
const about = (): WrittenEvent => ({
  id: newId(),
  operation: 'papers.write',
  records: [server.people.rasa.id],
  actorId: null,
  memberId: server.people.rasa.id,
  teamId: null,
  departmentId: null,
  openTo: [],
  isHeld: false,
  goneTo: [],
})

test('while the database is away a stream says nothing and goes on; any other refusal ends it', async () => {
  const { office, people } = server
  let answer = async () => actorOf(office, people.rasa.id)
  const { next, streams } = await streamOf(() => answer())
  answer = () => Promise.reject(away)
  const [first, second] = [about(), about()]
  office.live.publish([first])
  await new Promise((next) => setImmediate(next))
  answer = () => actorOf(office, people.rasa.id)
  office.live.publish([second])
  assert.match(await next(), new RegExp(first.id))
  assert.match(await next(), new RegExp(second.id))
  answer = () => Promise.reject(new Error('not for her any more'))
  office.live.publish([{ ...about(), operation: 'office.removeAssignment' }])
  assert.equal(await next(), '')
  assert.equal(streams.count, 0)
})

test('an ordinary event asks nobody who he is, one after the end of the day or session does', async (t) => {
  const { office, people } = server
  t.after(() => holdClock())
  let asked = 0
  const { reader, next, streams } = await streamOf(async () => {
    asked += 1
    return actorOf(office, people.rasa.id)
  })
  for (const event of [about(), about(), about()]) {
    office.live.publish([event])
    assert.match(await next(), new RegExp(event.id))
  }
  assert.equal(asked, 1)
  holdClock(reader.until)
  office.live.publish([about()])
  await next()
  assert.equal(asked, 2)
  streams.endAll()
})
