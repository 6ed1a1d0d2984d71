import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get } from 'node:http'
import { after, before, test } from 'node:test'
import { heardLog } from '#checks/heard-log.ts'
import { happen, listenTo } from '#checks/live-page.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import type { Call } from '#core/call.ts'
import { newId } from '#core/ids.ts'
import type { WrittenEvent } from '#core/told.ts'
import { actorOf } from '#office/public.ts'
import { LiveStreams, liveAnswer } from './live.ts'

let server: TestServer
before(async () => {
  server = await openTestServer({})
})
after(() => server.close())

test('an id that is none of ours is refused: what was missed since would never come', async () => {
  const authorization = `Bearer ${await server.keyOf(server.people.rasa)}`
  for (const id of ['x', '7', '01980000-0000-4000-8000-000000000001']) {
    const byHeader = await fetch(`${server.url}/live`, { headers: { authorization, 'last-event-id': id } })
    const byName = await fetch(`${server.url}/live?lastEventId=${id}`, { headers: { authorization } })
    for (const answer of [byHeader, byName]) {
      const { fields } = (await answer.json()) as { fields: { field: string }[] }
      assert.deepEqual([answer.status, fields[0]!.field], [400, 'lastEventId'])
    }
  }
})

test('a page that was shown to one hears nothing by the session of another', async () => {
  const { rasa, jonas } = server.people
  const headers = { authorization: `Bearer ${await server.keyOf(rasa)}` }
  const statusOf = async ({ id }: { id: string }) => {
    const leaving = new AbortController()
    const { status } = await fetch(`${server.url}/live?member=${id}`, { headers, signal: leaving.signal })
    leaving.abort()
    return status
  }
  assert.deepEqual([await statusOf(rasa), await statusOf(jonas)], [200, 401])
})

const told = (memberId: string): WrittenEvent => ({
  id: newId(),
  operation: 'papers.write',
  records: [memberId],
  actorId: null,
  memberId,
  teamId: null,
  departmentId: null,
  openTo: [],
  isHeld: false,
  goneTo: [],
})

test('a page hears what concerns its reader and nothing else', async () => {
  const { people } = server
  const [rasa, jonas] = [await listenTo(server, people.rasa), await listenTo(server, people.jonas)]
  const ofSouth = await happen(server, { teamId: people.south, memberId: people.tomasz.id })
  const ofIeva = await happen(server, { teamId: people.north, memberId: people.ieva.id })
  const ofAll = await happen(server)
  await Promise.all([rasa.until(ofAll.records[0]!), jonas.until(ofAll.records[0]!)])
  assert.deepEqual(
    rasa.heard.map(({ id }) => id),
    [ofIeva.id, ofAll.id],
  )
  assert.deepEqual(
    jonas.heard.map(({ id }) => id),
    [ofAll.id],
  )
  assert.ok(!rasa.heard.some(({ id }) => id === ofSouth.id))
  rasa.stop()
  jonas.stop()
})

test('a page that was away catches up from the last event it heard', async () => {
  const last = await happen(server)
  const missed = await happen(server)
  const page = await listenTo(server, server.people.jonas, { lastEventId: last.id })
  await page.until(missed.records[0]!)
  page.stop()
})

test('the stream of a member who may not call any more ends', async () => {
  const { office, people } = server
  const page = await listenTo(server, people.lina)
  await office.db
    .updateTable('apiKey')
    .set({ revokedAt: new Date().toISOString() })
    .where('memberId', '=', people.lina.id)
    .execute()
  await happen(server, { memberId: people.lina.id })
  await page.reading
})

test('a stranger hears nothing', async () => {
  assert.equal((await fetch(`${server.url}/live`)).status, 401)
})

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((next) => setImmediate(next))
}
const faults = (heard: { level: number }[]) => heard.filter(({ level }) => level > 30)

test('five hundred streams, each dropped at another moment of its beat, end nothing but themselves', async () => {
  const { log, heard } = heardLog()
  const { office, people } = server
  const reader = await actorOf(office, people.rasa.id)
  const requestId = newId()
  const none = { address: null, headers: new Headers(), answerHeaders: new Headers() }
  const call: Call = { office, actor: reader, language: 'en', requestId, ...none }
  const streams = new LiveStreams(log, 1)
  const dropped = async (index: number) => {
    const drop = new AbortController()
    const headers = { 'last-event-id': newId() }
    const request = new Request('http://127.0.0.1/live', { headers, signal: drop.signal })
    if (index % 50 === 0) drop.abort()
    // Its check takes from none to twelve turns, and every seventh ends the stream by itself.
    const stillCalls = () => turns(index % 13).then(() => (index % 7 ? reader : null))
    const pieces = liveAnswer(request, call, streams, stillCalls).body!.getReader()
    for (let piece = 0; piece < index % 4; piece++) await pieces.read()
    await turns(index % 29)
    if (index % 3 === 0) office.live.publish([told(people.rasa.id)])
    if (index % 5 === 0) streams.endAll()
    if (index % 2) drop.abort()
    await pieces.cancel()
    await turns(20)
  }
  await Promise.all(Array.from({ length: 500 }, (_, index) => dropped(index)))
  assert.deepEqual([streams.count, faults(heard)], [0, []])
})

test('streams dropped over the network, before and after their answer, end nothing but themselves', async (t) => {
  const { log, heard } = heardLog()
  const busy = await openTestServer({}, { liveBeatMs: 5 }, { log })
  t.after(() => busy.close())
  const headers = { authorization: `Bearer ${await busy.keyOf(busy.people.rasa)}`, 'last-event-id': newId() }
  const dropped = async (index: number) => {
    const asked = get(`${busy.url}/live`, { headers, agent: false })
    asked.on('error', () => {})
    const [socket] = await once(asked, 'socket')
    await once(socket, 'connect')
    if (index % 4 === 0) await turns(index)
    else await once((await once(asked, 'response'))[0], 'data')
    asked.destroy()
  }
  await Promise.all(Array.from({ length: 40 }, (_, index) => dropped(index)))
  assert.equal((await fetch(`${busy.url}/healthz`)).status, 200)
  assert.deepEqual(faults(heard), [])
})

test('stopping ends the streams instead of waiting for them', async () => {
  const other = await openTestServer({})
  const key = await other.keyOf(other.people.rasa)
  const answer = await fetch(`${other.url}/live`, { headers: { authorization: `Bearer ${key}` } })
  const [text] = await Promise.all([answer.text(), other.close()])
  assert.match(text, /^retry: /)
})
