import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { now, today } from '#core/clock.ts'
import { byCode, byDay } from '#core/list-order.ts'
import { readsList } from '#core/list-read.ts'
import { read } from '#core/operation.ts'
import { Instant } from '#core/shapes.ts'
import { listedByName } from '#office/public.ts'
import { type BoardPerson, boardsOf } from '../queries/board.ts'
import { lateReceipts } from '../queries/late.ts'
import { liveLinksOf } from '../queries/links.ts'
import { informedIdsOf } from '../queries/procedure.ts'
import { reportsOfMonth, roundIn, roundsIn } from '../queries/rounds.ts'
import { ownTeamsOf, seenBy } from '../queries/whose.ts'
import { roundList } from '../rules/round-list.ts'
import { countExpected, roundStanding } from '../rules/rounds.ts'
import { id, month } from '../rules/shapes.ts'
import { reminderWays } from '../tables.ts'
import { expectedShape } from '../views/expected.ts'
import { mayReadReport, shownLate } from '../views/report.ts'
import { LateShape } from '../views/report-shapes.ts'
import { countsShape, ListedRound, roundShape, tallyShape } from '../views/round.ts'

const list = readsList(roundList, {
  row: ListedRound,
  more: {
    teamId: id.optional(),
    month: month.optional(),
    open: z.boolean().optional().describe('Only rounds that are open, or only closed ones.'),
  },
  id: 'expenseRound.id',
  by: {
    month: byDay('expenseRound.month'),
    team: listedByName('team.name'),
    due: byDay('expenseRound.dueDay'),
    number: byCode('expenseRound.number'),
  },
  ties: ['team'],
  first: ({ db, actor }) => ownTeamsOf(db, actor),
  query: ({ db, actor, input }, ownTeamIds) => roundsIn(db, seenBy(actor), { ...input, ownTeamIds }),
  async show({ db, actor }, found) {
    const boards = await boardsOf(db, found, seenBy(actor))
    return found.map((round) => {
      const tally = tallyOf(boards.get(round.id) ?? [])
      const standing = roundStanding({ ...round, tally }, today(round.timeZone))
      return { ...round, tally, mayChange: mayChange(actor, round), standing }
    })
  },
})

export const rounds = read({
  right: 'expenses.see',
  summary: 'Rounds by month, newest first, with how far each has come.',
  rest: 'GET /expenses/rounds',
  ...list.page,
})

export const roundsSheet = read({
  right: 'expenses.see',
  summary: 'The rounds you may see, as a sheet.',
  rest: 'GET /expenses/sheets/rounds',
  ...list.sheet,
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
