import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { heardLog } from '#checks/heard-log.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { keepHouse } from './housekeeping.ts'
import { newId } from './ids.ts'

const { log, until } = heardLog()
let server: TestServer
before(async () => {
  server = await openTestServer({}, {}, { log })
})
after(() => server.close())

const lives = async () => assert.equal((await fetch(`${server.url}/healthz`)).status, 200)

test('sealing, tidying and the list of offices may each fail, round after round, and the program goes on', async () => {
  const { adminPool } = server.offices
  const every = { sealMs: 2, tidyMs: 3 }
  await adminPool.query('alter table office_main.event rename to event_away')
  await adminPool.query('alter table office_main.remembered_answer rename to answer_away')
  const stop = keepHouse(server.offices, log, [], every)
  await until(({ err }) => /relation "event" does not exist/.test(err?.message ?? ''))
  await until(({ err }) => /relation "remembered_answer" does not exist/.test(err?.message ?? ''))
  await adminPool.query('alter table talka.office rename to office_away')
  await until(({ msg }) => msg === 'failed: sealing the history')
  await until(({ msg }) => msg === 'failed: tidying up')
  await lives()
  await adminPool.query('alter table talka.office_away rename to office')
  await adminPool.query('alter table office_main.event_away rename to event')
  await adminPool.query('alter table office_main.answer_away rename to remembered_answer')
  await stop()
})

test('a notice that is none and a listener that throws are logged, and what follows is heard', async () => {
  const { live } = server.office
  const stop = live.listen(({ operation }) => {
    if (operation === 'bad') throw new Error('this page is broken')
  })
  const heard: string[] = []
  const stopHearing = live.listen(({ operation }) => void heard.push(operation))
  const event = {
    id: newId(),
    records: [],
    actorId: null,
    memberId: null,
    teamId: null,
    departmentId: null,
    openTo: [],
    isHeld: false,
    goneTo: [],
  }
  await server.office.pool.query(`select pg_notify('talka_live', 'no JSON'), pg_notify('talka_live', 'null')`)
  await until(({ msg, err }) => msg === 'failed: hearing another process' && /JSON/.test(err!.message))
  await until(({ msg, err }) => msg === 'failed: hearing another process' && /null/.test(err!.message))
  live.publish([
    { ...event, operation: 'bad' },
    { ...event, operation: 'good' },
  ])
  await until(({ msg, err }) => msg === 'failed: telling a page' && err!.message === 'this page is broken')
  assert.deepEqual(heard, ['bad', 'good'])
  stop()
  stopHearing()
  await lives()
})

test('a connection that listens and is lost is made again, and who listened meanwhile is told to look again', async () => {
  const { adminPool, names } = server.offices
  assert.deepEqual(await names(), ['main'])
  const missed = Promise.withResolvers<void>()
  const stop = server.office.live.listen(() => {}, missed.resolve)
  const listening = async () =>
    (
      await adminPool.query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = current_database() and query = 'listen talka_live'`,
      )
    ).rows
  const [before] = await listening()
  await adminPool.query('select pg_terminate_backend($1)', [before!.pid])
  for (;;) {
    const [now] = await listening()
    if (now && now.pid !== before!.pid) break
    await new Promise((next) => setTimeout(next, 50))
  }
  assert.equal((await listening()).length, 1)
  await missed.promise
  stop()
  await lives()
})
