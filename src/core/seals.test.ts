import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { writeEvents } from './events.ts'
import { newId } from './ids.ts'
import { sealAll, sealEvents, verifySeals } from './seals.ts'

let main: TestOffice
beforeEach(async () => {
  main = await openTestOffice()
})
afterEach(() => main.close())

async function happen(count: number): Promise<string[]> {
  const told = Array.from({ length: count }, (_, n) => ({
    record: ['paper', newId()] as const,
    says: 'desk.said.jobRetried' as const,
    params: { b: n, a: 'ąžuolas' },
  }))
  const events = await writeEvents(main.office.db, { operation: 'papers.write', actor: null, told })
  return events.map(({ id }) => id)
}

const schema = 'office_main'
const asOwner = (sql: string) => main.offices.adminPool.query(sql.replaceAll('event', `${schema}.event`))

test('the history is sealed once, in order, and found whole', async () => {
  await happen(3)
  assert.equal(await sealAll(main.office.db), 3)
  assert.equal(await sealEvents(main.office.db), 0)
  await happen(2)
  assert.equal(await sealAll(main.office.db), 2)
  assert.deepEqual(await verifySeals(main.office.db), { isWhole: true, seals: 2, events: 5, wrongSeal: null })
})

test('events of a transaction that is still running wait for the next seal', async () => {
  const { db } = main.office
  const open = await main.office.pool.connect()
  try {
    await open.query('begin')
    await open.query('select pg_current_xact_id()')
    await happen(1)
    assert.equal(await sealEvents(db), 0)
    await open.query('commit')
    assert.equal(await sealAll(db), 1)
  } finally {
    open.release()
  }
})

test('an event changed or deleted by who owns the database shows at its seal', async () => {
  const [id] = await happen(2)
  await sealAll(main.office.db)
  const whole = await verifySeals(main.office.db)
  await asOwner(`update event set actor_name = 'Somebody else' where id = '${id}'`)
  assert.deepEqual(await verifySeals(main.office.db), {
    isWhole: false,
    seals: whole.seals - 1,
    events: whole.events - 2,
    wrongSeal: whole.seals,
  })
  await asOwner(`update event set actor_name = '' where id = '${id}'`)
  assert.equal((await verifySeals(main.office.db)).isWhole, true)
  await asOwner(`delete from event where id = '${id}'`)
  assert.equal((await verifySeals(main.office.db)).wrongSeal, whole.seals)
})

test('the office itself may neither change nor delete its history', async () => {
  for (const sql of [
    'update event set says = $$x$$',
    'delete from event',
    'truncate event',
    'delete from event_seal',
  ]) {
    await assert.rejects(main.office.pool.query(sql), /permission denied/)
  }
})
