import assert from 'node:assert/strict'
import { openTestOffice } from '#checks/test-office.ts'
import { changeIn } from '#core/jobs-work.ts'
import { operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'
import { type Attempt, type Ground, type Outcome, openGround } from './at-once.ts'
import { changesOf } from './changes.ts'
import { makeWorld, type World } from './world.ts'

const operations = new Map(operationsOf(duties).map((operation) => [operation.name, operation]))

export interface Pairs {
  ground: Ground
  /** Every two changes of a kind, each also with itself. */
  of(kind: string): [Attempt, Attempt][]
  close(): Promise<void>
}

/** A world of its own in which pairs of changes can be tried. */
export async function openPairs(): Promise<Pairs> {
  const home = await openTestOffice()
  const world = await makeWorld(home.office)
  const ground = await openGround(home)
  return {
    ground,
    of(kind) {
      const attempts = attemptsOf(kind, world)
      return attempts.flatMap((first, at) => attempts.slice(at).map((second): [Attempt, Attempt] => [first, second]))
    },
    async close() {
      await ground.close()
      await home.close()
    },
  }
}

function attemptsOf(kind: string, world: World): Attempt[] {
  return changesOf[kind]!(world).map(([operation, by, input]) => {
    if (typeof operation === 'object') {
      const { job, run } = operation
      return { name: job, by: null, run: ({ office }) => changeIn(office, job)(run) }
    }
    const found = operations.get(operation) ?? assert.fail(`there is no operation ${operation}`)
    const who = by ? (world.people[by] as { id: string }) : null
    return { name: `${operation} ${JSON.stringify(input)}`, by: who, run: (call) => found.run(input, call) }
  })
}

/**
 * Tries two changes at once so many times: one stops after its first statement, its second, … until the other has ended or
 * waits for it, in turn the first and the second. What comes of it must be what comes of one after the other, in this order
 * or in that. Gives what does not fit; undefined when all is well.
 */
export async function misfitOf(
  ground: Ground,
  [first, second]: [Attempt, Attempt],
  { times, from }: { times: number; from: number },
): Promise<string | undefined> {
  const onward = await ground.inOrder(first, second)
  let backward: Outcome | undefined
  const places = { onward: Number.POSITIVE_INFINITY, backward: Number.POSITIVE_INFINITY }
  for (let time = 0; time < times; time++) {
    const way = time % 2 === 0 ? 'onward' : 'backward'
    const stop = 1 + ((from + Math.floor(time / 2)) % places[way])
    const [stopped, other] = way === 'onward' ? [first, second] : [second, first]
    const { hasStopped, ...tried } = await ground.atOnce(stopped, other, stop)
    if (!hasStopped) places[way] = Math.max(1, stop - 1)
    const both = way === 'onward' ? tried : turned(tried)
    if ([...both.answers, ...onward.answers].some((answer) => answer.startsWith('500')))
      return told('fails', both, onward)
    if (isSame(both, onward)) continue
    backward ??= turned(await ground.inOrder(second, first))
    if (!isSame(both, backward))
      return `${way}, after ${stop} statements, ${told('is neither', both, onward, backward)}`
  }
  return undefined
}

function turned({ answers: [one, two], rows }: Outcome): Outcome {
  return { answers: [two, one], rows }
}

function isSame(one: Outcome, other: Outcome): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function told(what: string, both: Outcome, onward: Outcome, backward: Outcome = onward): string {
  const rows = (one: Outcome, other: Outcome) => one.rows.filter((row) => !other.rows.includes(row)).join('\n    ')
  const answers = (one: Outcome) => one.answers.map((answer) => answer.slice(0, 300)).join('\n  ')
  return `${what}: at once\n  ${answers(both)}\n first, second\n  ${answers(onward)}\n second, first\n  ${answers(backward)}
 only at once, against first, second\n    ${rows(both, onward)}\n and gone\n    ${rows(onward, both)}
 only at once, against second, first\n    ${rows(both, backward)}\n and gone\n    ${rows(backward, both)}`
}
