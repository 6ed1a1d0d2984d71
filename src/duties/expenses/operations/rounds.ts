import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { now, today } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { changesBetween } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { lock, save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse, type Says } from '#core/refusal.ts'
import { nextNumber } from '#core/running-numbers.ts'
import { refuseStale } from '#core/stale.ts'
import { salespeopleOfTeams, teamOf, timeZoneOfTeam } from '#office/public.ts'
import { expectedOf } from '../queries/expected.ts'
import { reportsToChange } from '../queries/reports.ts'
import { lastRoundOf, roundById, roundToChange } from '../queries/rounds.ts'
import { policyOf } from '../queries/settings.ts'
import { preparedBy } from '../queries/whose.ts'
import { carriedOver, dueDayOf, monthToOpen, whyNotDue } from '../rules/rounds.ts'
import { cents, day, id, month, version } from '../rules/shapes.ts'
import { keepTeamOf, mustBeOpenTeam } from '../steps/open-teams.ts'
import { queueReminders, wakingAt } from '../steps/wake-reminders.ts'
import { roundShape } from '../views/round.ts'

const plannedShape = z
  .object({
    teamId: id,
    teamName: z.string(),
    timeZone: z.string().describe('Of the team’s branch.'),
    month,
    dueDay: day,
    remindEveryDays: z.int().nullable(),
    roundId: id.nullable().describe('The round of that month, if it is open already.'),
    people: z.array(
      z.object({
        memberId: id,
        name: z.string(),
        expected: z.array(
          z.object({
            what: z.string(),
            categoryId: id.nullable(),
            expectedOn: day.nullable(),
            cents: cents.nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ title: 'PlannedRound' })

export const nextRoundOf = read({
  right: 'expenses.prepare',
  summary: 'What opening a team’s next round would do: its people and the receipts carried over.',
  rest: 'GET /expenses/next-round',
  input: z.object({ teamId: id, month: month.optional() }),
  output: plannedShape,
  do: ({ db, actor, input }) => plannedRound(db, actor, input),
})

const remindEveryDays = z.int().min(1).max(31).nullable()

export const openRound = change({
  right: 'expenses.prepare',
  summary: 'Open a team’s round for a month: recurring expected receipts are carried over from the last one.',
  rest: 'POST /expenses/rounds',
  idempotent: true,
  input: z.object({
    teamId: id,
    month: month.optional(),
    dueDay: day.optional(),
    remindEveryDays: remindEveryDays.optional().describe('Null: nobody is reminded by itself.'),
  }),
  output: roundShape,
  async do({ db, actor, input, tell, queue }) {
    await lock(db, { team: [input.teamId] })
    const planned = await plannedRound(db, actor, input)
    if (planned.roundId) refuse({ says: 'expenses.roundExists', team: planned.teamName, record: planned.roundId })
    const dueDay = input.dueDay ?? planned.dueDay
    refuseIf(whyNotDue({ ...planned, dueDay }))
    const roundId = newId()
    const every = input.remindEveryDays === undefined ? planned.remindEveryDays : input.remindEveryDays
    const row = {
      id: roundId,
      number: await nextNumber(db, 'RND', Number(planned.month.slice(0, 4))),
      teamId: planned.teamId,
      month: planned.month,
      dueDay,
      remindEveryDays: every,
      nextReminderAt: every ? wakingAt(every, await timeZoneOfTeam(db, input.teamId)) : null,
      openedBy: actor.id,
      closedBy: null,
      closedAt: null,
    }
    await db.insertInto('expenseRound').values(row).execute()
    await carryOver(db, planned, { roundId, addedBy: actor.id })
    await takeInReports(db, row)
    await queueReminders(queue, row)
    tell({
      record: ['expenseRound', roundId],
      says: 'expenses.said.roundOpened',
      params: { month: planned.month, team: planned.teamName, due: row.dueDay },
      teamId: row.teamId,
    })
    return shownRound(db, roundId)
  },
})

export const changeRound = change({
  right: 'expenses.prepare',
  summary: 'Change when a round is due and how often reminders go out by themselves.',
  rest: 'PATCH /expenses/rounds/{roundId}',
  idempotent: true,
  input: z.object({
    roundId: id,
    version: version.describe('The version that was edited; an older one is refused field by field.'),
    dueDay: day.optional(),
    remindEveryDays: remindEveryDays.optional().describe('Null: nobody is reminded by itself.'),
  }),
  output: roundShape,
  async do({ db, actor, input, tell, queue }) {
    const { roundId, version: edited, ...fields } = input
    const before = await roundToChange(db, preparedBy(actor), roundId)
    refuseStale(before, edited, fields)
    if (before.closedAt) refuse({ says: 'expenses.roundClosed', number: before.number })
    if (fields.dueDay) refuseIf(whyNotDue({ ...before, dueDay: fields.dueDay }))
    const every = fields.remindEveryDays === undefined ? before.remindEveryDays : fields.remindEveryDays
    const isAnother = every !== before.remindEveryDays
    const anew = () => (every ? wakingAt(every, before.timeZone) : null)
    const next = isAnother ? anew() : before.nextReminderAt
    await save(db, 'expenseRound', before, { ...fields, nextReminderAt: next })
    if (isAnother) await queueReminders(queue, { ...before, nextReminderAt: next })
    tell({
      record: ['expenseRound', roundId],
      says: 'expenses.said.roundChanged',
      params: { number: before.number },
      teamId: before.teamId,
      changes: changesBetween(before, fields),
    })
    return shownRound(db, roundId)
  },
})

export const closeRound = change({
  right: 'expenses.prepare',
  summary: 'Close a round: nothing more is collected or reminded of.',
  rest: 'POST /expenses/rounds/{roundId}/close',
  idempotent: true,
  input: z.object({ roundId: id }),
  output: roundShape,
  async do({ db, actor, input, tell }) {
    const before = await roundToChange(db, preparedBy(actor), input.roundId)
    if (before.closedAt) refuse({ says: 'expenses.roundClosed', number: before.number })
    const closed = { closedAt: now().toString(), closedBy: actor.id, nextReminderAt: null }
    await save(db, 'expenseRound', before, closed)
    tell({
      record: ['expenseRound', before.id],
      says: 'expenses.said.roundClosed',
      params: { number: before.number },
      teamId: before.teamId,
    })
    return shownRound(db, before.id)
  },
})

export const reopenRound = change({
  right: 'expenses.prepare',
  summary: 'Open a closed round again.',
  rest: 'POST /expenses/rounds/{roundId}/reopen',
  idempotent: true,
  input: z.object({ roundId: id }),
  output: roundShape,
  async do({ db, actor, input, tell, queue }) {
    await keepTeamOf(db, 'expenseRound', input.roundId)
    const before = await roundToChange(db, preparedBy(actor), input.roundId)
    await mustBeOpenTeam(db, before.teamId)
    if (!before.closedAt) refuse({ says: 'expenses.roundOpen', number: before.number })
    const every = before.remindEveryDays
    const next = every ? wakingAt(every, before.timeZone) : null
    await save(db, 'expenseRound', before, { closedAt: null, closedBy: null, nextReminderAt: next })
    await queueReminders(queue, { ...before, nextReminderAt: next })
    tell({
      record: ['expenseRound', before.id],
      says: 'expenses.said.roundReopened',
      params: { number: before.number },
      teamId: before.teamId,
    })
    return shownRound(db, before.id)
  },
})

function refuseIf(why: Says | null): void {
  if (why) refuse(why)
}

async function plannedRound(db: Db, actor: Actor, asked: { teamId: string; month?: string | undefined }) {
  const team = actor.teams['expenses.prepare'].includes(asked.teamId) ? await teamOf(db, asked.teamId) : undefined
  if (!team || team.closedAt) absent({ says: 'expenses.noSuchTeam' })
  const last = await lastRoundOf(db, team.id, asked.month)
  const timeZone = await timeZoneOfTeam(db, team.id)
  const planned = asked.month ?? monthToOpen(last?.month ?? null, today(timeZone))
  const there = await db
    .selectFrom('expenseRound')
    .select('id')
    .where('teamId', '=', team.id)
    .where('month', '=', planned)
    .executeTakeFirst()
  const people = await salespeopleOfTeams(db, [team.id])
  const before = last ? (await expectedOf(db, [last.id])).filter((item) => item.recurring) : []
  const carried = carriedOver(
    before,
    people.map((person) => person.id),
    planned,
  )
  return {
    teamId: team.id,
    teamName: team.name,
    timeZone,
    month: planned,
    dueDay: dueDayOf(planned, (await policyOf(db)).dueDay),
    remindEveryDays: last?.remindEveryDays ?? null,
    roundId: there?.id ?? null,
    people: people.map((person) => ({
      memberId: person.id,
      name: person.name,
      expected: carried.filter((item) => item.memberId === person.id),
    })),
  }
}

async function carryOver(
  db: Db,
  planned: Awaited<ReturnType<typeof plannedRound>>,
  { roundId, addedBy }: { roundId: string; addedBy: string },
): Promise<void> {
  const rows = planned.people.flatMap((person) =>
    person.expected.map(({ what, categoryId, expectedOn, cents }) => ({
      id: newId(),
      roundId,
      memberId: person.memberId,
      what,
      categoryId,
      expectedOn,
      cents,
      recurring: true,
      source: 'recurring' as const,
      receiptId: null,
      reason: null,
      settledBy: null,
      settledAt: null,
      addedBy,
    })),
  )
  if (rows.length > 0) await db.insertInto('expenseExpectedReceipt').values(rows).execute()
}

/** Reports of the month that were opened before its round belong to it from now on. */
async function takeInReports(db: Db, { id, teamId, month }: { id: string; teamId: string; month: string }) {
  const there = await db
    .selectFrom('expenseReport')
    .select('id')
    .where('teamId', '=', teamId)
    .where('month', '=', month)
    .where('presentedAt', 'is', null)
    .execute()
  const held = await reportsToChange(
    db,
    there.map((report) => report.id),
  )
  await save(db, 'expenseReport', held, { roundId: id })
}

async function shownRound(db: Db, id: string) {
  return (await roundById(db, id))!
}
