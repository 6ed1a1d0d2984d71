import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'
import type { Attempt, Outcome } from './at-once.ts'
import { changesOf } from './changes.ts'
import { misfitOf, openPairs, type Pairs } from './pairs.ts'

// Two worlds, for two kinds are tried side by side.
const worlds = Promise.all([openPairs(), openPairs()])
const free: Pairs[] = [...(await worlds)]
after(async () => {
  for (const pairs of await worlds) await pairs.close()
})

async function withPairs(work: (pairs: Pairs) => Promise<void>): Promise<void> {
  const pairs = free.pop()!
  await work(pairs).finally(() => free.push(pairs))
}

let tried = 0
describe('at once comes to what one after the other does', { concurrency: 2 }, () => {
  for (const kind of Object.keys(changesOf)) {
    test(`every two changes of one ${kind}`, { timeout: 300_000 }, () =>
      withPairs(async ({ ground, of }) => {
        for (const pair of of(kind)) {
          // Where the first stops differs from pair to pair; the drill tries every place.
          const misfit = await misfitOf(ground, pair, { times: 1, from: tried++ % 9 })
          assert.ok(misfit === undefined, `${pair[0].name}\n${pair[1].name}\n${misfit}`)
        }
      }),
    )
  }

  test(
    'what is kept with a signature is of one moment, wherever in it a setting is changed',
    { timeout: 300_000 },
    () =>
      withPairs(async ({ ground, of }) => {
        for (const pair of of('what lies around a report to sign').slice(1, 4)) {
          const misfit = await misfitOf(ground, pair, { times: 80, from: 0 })
          assert.ok(misfit === undefined, `${pair[1].name}\n${misfit}`)
        }
      }),
  )

  test('what is marked idempotent leaves nothing more when it is made again', () =>
    withPairs(async ({ ground, of }) => {
      const idempotent = new Set(operationsOf(duties).flatMap((one) => (one.changes && one.idempotent ? one.name : [])))
      const nothing: Attempt = { name: 'nothing', by: null, run: async () => null }
      for (const [change] of Object.keys(changesOf).flatMap((kind) => of(kind).filter(([a, b]) => a === b))) {
        if (!idempotent.has(change.name.split(' ')[0]!)) continue
        const once = unversioned(await ground.inOrder(change, nothing))
        assert.deepEqual(unversioned(await ground.inOrder(change, change)), once, change.name)
      }
    }))

  test('no change had to be broken off because two waited for each other', () =>
    withPairs(async ({ ground }) => assert.equal(await ground.deadlocks(), 0)))

  test('a change that reads before it locks does not pass', () =>
    withPairs(async ({ ground }) => {
      const misfit = await misfitOf(ground, [addDay, addDay], { times: 1, from: 0 })
      assert.match(misfit ?? '', /is neither/)
    }))
})

/** Why an operation that changes something is in no pair: it concerns nobody's record but the caller's own way in. */
const notPaired: Record<string, string> = {
  'office.setUp': 'an office of its own is needed',
  'office.openSample': 'an office of its own is needed',
  'office.enterAs': 'a sample office is needed',
  'office.signIn': 'a session of one’s own',
  'office.signOut': 'a session of one’s own',
  'office.endSession': 'a session of one’s own',
  'office.endOtherSessions': 'a session of one’s own',
  'office.changePassword': 'a session of one’s own',
  'office.askReset': 'names no record',
  'office.acceptInvitation': 'the token is known only to who made it',
  'office.addBranch': 'names no record',
  'office.addDepartment': 'names no record',
  'office.saveView': 'one statement',
  'office.removeView': 'one statement',
  'desk.retryJob': 'a job that failed is needed',
  'desk.dismissJob': 'a job that failed is needed',
}

test('every operation that changes a record is tried', () => {
  const { people, ids } = { people: anything, ids: anything }
  const tried = new Set(Object.values(changesOf).flatMap((of) => of({ people, ids } as never).map(([name]) => name)))
  const changing = operationsOf(duties).filter(({ changes }) => changes)
  assert.deepEqual(
    changing.map(({ name }) => name).filter((name) => !tried.has(name) && !(name in notPaired)),
    [],
    'put it into checks/pairs/changes.ts',
  )
})

/** The rows without how often each was written. */
function unversioned({ rows }: Outcome): string[] {
  return rows.map((row) => row.replace(/"version": ?\d+/, '')).sort()
}

/** Reads a number and writes it one higher, with nothing held in between. */
const addDay: Attempt = {
  name: 'add a day without a lock',
  by: null,
  run: ({ office }) =>
    office.db.transaction().execute(async (db) => {
      const { dueDay } = await db.selectFrom('expensePolicy').select('dueDay').executeTakeFirstOrThrow()
      await db
        .updateTable('expensePolicy')
        .set({ dueDay: dueDay + 1 })
        .execute()
    }),
}

const anything: unknown = new Proxy({}, { get: (_, key) => (key === Symbol.toPrimitive ? () => 'any' : anything) })
