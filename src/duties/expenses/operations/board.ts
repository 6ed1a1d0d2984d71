import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import { read } from '#core/operation.ts'
import { Instant, inPages, listOf, Month } from '#core/shapes.ts'
import { type BoardPerson, boardsOf } from '../queries/board.ts'
import { lateReceipts } from '../queries/late.ts'
import { liveLinksOf } from '../queries/links.ts'
import { informedIdsOf } from '../queries/procedure.ts'
import { reportsOfMonth, roundIn, roundsIn } from '../queries/rounds.ts'
import { ownTeamsOf, seenBy } from '../queries/whose.ts'
import { countExpected } from '../rules/rounds.ts'
import { id, limit, month } from '../rules/shapes.ts'
import { expectedStates, reminderWays } from '../tables.ts'
import { expectedShape } from '../views/expected.ts'
import { mayReadReport, shownLate } from '../views/report.ts'
import { LateShape } from '../views/report-shapes.ts'
import { roundShape } from '../views/round.ts'

const countsShape = z.object(
  Object.fromEntries(expectedStates.map((state) => [state, z.int()])) as Record<
    (typeof expectedStates)[number],
    z.ZodInt
  >,
)

const tallyShape = z
  .object({
    people: z.int(),
    complete: z.int(),
    receipts: z.int(),
    expected: countsShape.describe('How many are in which state.'),
  })
  .meta({ title: 'RoundTally' })

const roundPages = inPages('expenses.rounds', Month, z.uuid())

export const rounds = read({
  right: 'expenses.see',
  summary: 'Rounds by month, newest first, with how far each has come.',
  rest: 'GET /expenses/rounds',
  input: z.object({
    teamId: id.optional(),
    month: month.optional(),
    open: z.boolean().optional().describe('Only rounds that are open, or only closed ones.'),
    after: roundPages.after,
    limit,
  }),
  output: listOf(roundShape.extend({ tally: tallyShape, mayChange: z.boolean() })),
  async do({ db, actor, input }) {
    const scope = seenBy(actor)
    const rows = await roundsIn(db, scope, { ...input, ownTeamIds: await ownTeamsOf(db, actor) })
    const { items, next } = roundPages.page(rows, input.limit, (round) => [round.month, round.id])
    const boards = await boardsOf(db, items, scope)
    return {
      items: items.map((round) => ({
        ...round,
        tally: tallyOf(boards.get(round.id) ?? []),
        mayChange: mayChange(actor, round),
      })),
      next,
    }
  },
})

const boardPerson = z
  .object({
    memberId: id,
    name: z.string(),
    isActive: z.boolean(),
    isInformed: z.boolean(),
    isComplete: z.boolean(),
    counts: countsShape,
    expected: z.array(expectedShape),
    receipts: z.int(),
    unread: z.int(),
    failed: z.int(),
    asked: z.object({
      times: z.int(),
      lastAt: Instant.nullable(),
      lastWay: z.enum(reminderWays).nullable(),
      lastMailState: z.enum(['none', 'waiting', 'sent', 'failed']).nullable(),
    }),
    linkId: id.nullable(),
    reportId: id.nullable(),
    reportNumber: z.string().nullable(),
    late: LateShape.nullable(),
  })
  .meta({ title: 'PersonOfRound' })

export const round = read({
  right: 'expenses.see',
  summary: 'The board of a round: who is complete, what is missing, how often each was asked.',
  rest: 'GET /expenses/rounds/{roundId}',
  input: z.object({ roundId: id }),
  output: roundShape.extend({ mayChange: z.boolean(), tally: tallyShape, people: z.array(boardPerson) }),
  async do({ db, actor, input }) {
    const scope = seenBy(actor)
    const found = await roundIn(db, scope, input.roundId, await ownTeamsOf(db, actor))
    const people = (await boardsOf(db, [found], scope)).get(found.id) ?? []
    const ids = people.map((person) => person.memberId)
    const informed = await informedIdsOf(db, ids)
    const reports = await reportsOfMonth(db, ids, found.month)
    const late = await lateReceipts(db, { memberIds: ids, month: found.month })
    const links = await liveLinksOf(db, found.id, now().toString())
    return {
      ...found,
      mayChange: mayChange(actor, found),
      tally: tallyOf(people),
      people: people.map((person) => {
        const report = reports.find((one) => one.memberId === person.memberId && mayReadReport(actor, one))
        return {
          ...person,
          isInformed: informed === null || informed.has(person.memberId),
          linkId: links.find(({ memberId }) => memberId === person.memberId)?.id ?? null,
          reportId: report?.id ?? null,
          reportNumber: report?.number ?? null,
          late: shownLate(
            actor,
            late.filter((one) => one.memberId === person.memberId && one.signedReportId),
          ),
        }
      }),
    }
  },
})

export function mayChange(actor: Actor, round: { teamId: string }): boolean {
  return actor.rights.has('expenses.prepare') && actor.teams['expenses.prepare'].includes(round.teamId)
}

function tallyOf(people: readonly BoardPerson[]) {
  const expected = countExpected(people.flatMap((person) => person.expected))
  return {
    people: people.length,
    complete: people.filter((person) => person.isComplete).length,
    receipts: people.reduce((sum, person) => sum + person.receipts, 0),
    expected,
  }
}
