import * as z from 'zod'
import { now } from '#core/clock.ts'
import { addDays, beginOf } from '#core/days.ts'
import { hooksOf } from '#core/duty.ts'
import { queueAgain } from '#core/jobs.ts'
import { save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, invalid, refuse } from '#core/refusal.ts'
import { Day, Instant, inPages, listOf, RecordId, Text, textOf, whole } from '#core/shapes.ts'
import { keyNow, translate } from '#core/words.ts'
import { eventsFor, jobOf, jobsOf, jobToChange } from './queries.ts'
import { byUrgency } from './rules.ts'
import { sentenceOf } from './sentences.ts'

const params = z.record(z.string(), z.unknown())

const waitingShape = z
  .object({
    key: z.string(),
    duty: z.string(),
    says: z.string(),
    params,
    text: z.string().describe('The sentence in the caller’s language.'),
    since: Instant,
    due: Day.nullable(),
    urgency: z.int().min(0).max(3),
    link: z.string(),
    recordId: RecordId,
    memberId: RecordId.nullable(),
    memberName: z.string().nullable(),
  })
  .meta({ title: 'Waiting' })

export const waiting = read({
  right: 'member',
  summary:
    'What waits for the caller over all duties, of him in whose name he works: most urgent first, then what has waited longest.',
  rest: 'GET /desk/waiting',
  input: z.object({}),
  output: listOf(waitingShape),
  async do({ db, actor, call }) {
    const lists = await Promise.all(hooksOf('waiting').map((hook) => hook(db, actor)))
    const { behalf } = actor
    const items = lists
      .flat()
      .filter(({ memberId }) => !behalf || memberId === behalf.id)
      .sort(byUrgency)
    return whole(
      items.map(({ memberId = null, memberName = null, ...item }) => ({
        ...item,
        memberId,
        memberName,
        text: translate(call.language, item.says, item.params),
      })),
    )
  },
})

export const search = read({
  right: 'member',
  summary: 'Find people, reports, rounds and receipts by a part of their text, accents and case left aside.',
  rest: 'GET /desk/search',
  input: z.object({
    text: Text.describe('A part of a name or number; accents and case do not matter.'),
    limit: z.int().min(1).max(50).default(10).describe('How many at most.'),
  }),
  output: listOf(
    z.object({
      id: RecordId,
      kind: z.string(),
      title: z.string(),
      detail: z.string().nullable(),
      path: z.string(),
    }),
  ),
  async do({ db, actor, input }) {
    if (input.text.length === 0) return whole([])
    const lists = await Promise.all(hooksOf('search').map((hook) => hook(db, actor, input.text, input.limit)))
    return whole(lists.flat().map((found) => ({ ...found, detail: found.detail ?? null })))
  },
})

const jobShape = z
  .object({
    id: z.uuid(),
    task: z.string(),
    says: z.string(),
    params,
    text: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    done: z.int(),
    total: z.int(),
    failure: z.string().nullable().describe('Why it failed, in the caller’s language.'),
    /** Each task’s own. */
    result: z.unknown().meta({ type: ['object', 'array', 'string', 'number', 'boolean', 'null'], items: {} }),
    recordId: z.uuid().nullable(),
    attempts: z.int(),
    nextTryAt: Instant.nullable().describe('When it is tried again; `failure` then says why it did not succeed.'),
    askedAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ title: 'LongWork' })

export const jobs = read({
  right: 'member',
  summary: 'The long work the caller asked for, open and failed or all of it, and what failed on his desk.',
  rest: 'GET /desk/jobs',
  input: z.object({
    all: z.boolean().default(false).describe('Also what is done and taken off the desk.'),
    recordId: z.uuid().optional().describe('Only what concerns this record, whatever it is.'),
    limit: z.int().min(1).max(200).default(50).describe('How many at most.'),
  }),
  output: listOf(jobShape),
  async do({ db, actor, input: { all, recordId, limit }, call }) {
    const rows = await jobsOf(db, actor, { all, recordId, limit })
    return whole(rows.map((row) => shownJob(row, call.language)))
  },
})

export const job = read({
  right: 'member',
  summary: 'How far a piece of long work is, and what came of it.',
  rest: 'GET /desk/jobs/{id}',
  input: z.object({ id: z.uuid().describe('Id of the long work.') }),
  output: jobShape,
  async do({ db, actor, input, call }) {
    const row = await jobOf(db, actor, input.id)
    if (!row) absent({ says: 'desk.noSuchJob' })
    return shownJob(row, call.language)
  },
})

export const retryJob = change({
  right: 'member',
  summary: 'Try a failed piece of long work again.',
  rest: 'POST /desk/jobs/{id}/retry',
  ownName: true,
  input: z.object({ id: z.uuid().describe('Id of the long work.') }),
  output: jobShape,
  async do({ db, actor, input, call, tell }) {
    const failed = await jobToChange(db, actor, input.id)
    if (!failed) absent({ says: 'desk.noSuchJob' })
    if (failed.state !== 'failed') refuse({ says: 'desk.jobNotFailed' })
    await queueAgain(db, failed)
    tell({ record: ['job', failed.id], also: [failed.recordId], says: 'desk.said.jobRetried', memberId: actor.id })
    return shownJob((await jobOf(db, actor, failed.id))!, call.language)
  },
})

export const dismissJob = change({
  right: 'member',
  summary: 'Take a failed piece of long work off the desk.',
  rest: 'POST /desk/jobs/{id}/dismiss',
  ownName: true,
  destructive: true,
  idempotent: true,
  input: z.object({ id: z.uuid().describe('Id of the long work.') }),
  output: z.object({}),
  async do({ db, actor, input, tell }) {
    const failed = await jobToChange(db, actor, input.id)
    if (!failed) absent({ says: 'desk.noSuchJob' })
    if (failed.state !== 'failed') refuse({ says: 'desk.jobNotFailed' })
    await save(db, 'job', failed, { dismissedAt: now().toString() })
    tell({ record: ['job', failed.id], also: [failed.recordId], says: 'desk.said.jobDismissed', memberId: actor.id })
    return {}
  },
})

const historyPages = inPages('desk.history', z.int().min(0))

export const history = read({
  right: 'member',
  summary: 'Who did what, in sentences: of one record, or by person, team, operation and period; newest first.',
  rest: 'GET /desk/history',
  input: z.object({
    recordId: z.uuid().optional().describe('Only what concerns this record, whatever it is.'),
    personId: z.uuid().optional().describe('Only what this member did, others did in his name, or is about him.'),
    teamId: z.uuid().optional(),
    operation: textOf(100)
      .optional()
      .describe('Name of an operation, such as expenses.approve, or the beginning of one.'),
    fromDay: Day.optional(),
    toDay: Day.optional(),
    after: historyPages.after,
    limit: z.int().min(1).max(200).default(50).describe('How many at most.'),
  }),
  output: listOf(
    z.object({
      id: z.uuid(),
      at: Instant,
      actorId: z.uuid().nullable(),
      actorName: z.string(),
      behalfId: z.uuid().nullable(),
      behalfName: z.string().nullable(),
      operation: z.string(),
      recordType: z.string(),
      recordId: z.uuid(),
      memberId: z.uuid().nullable(),
      teamId: z.uuid().nullable(),
      text: z.string(),
      changes: z.record(z.string(), z.unknown()),
    }),
  ),
  async do({ db, actor, input: { fromDay, toDay, limit, ...filter }, call }) {
    if (fromDay && toDay && toDay < fromDay)
      invalid('toDay', { says: 'office.endsBeforeBegins', from: fromDay, to: toDay })
    const from = fromDay ? beginOf(fromDay, actor.timeZone) : undefined
    const until = toDay ? beginOf(addDays(toDay, 1), actor.timeZone) : undefined
    const rows = await eventsFor(db, actor, { ...filter, from, until, limit: limit + 1 })
    const { items, next } = historyPages.page(rows, limit, ({ seq }) => [seq])
    return {
      items: items.map(({ seq, says, params, ...event }) => ({
        ...event,
        text: sentenceOf({ ...event, says, params }, call.language),
      })),
      next,
    }
  },
})

function shownJob(row: NonNullable<Awaited<ReturnType<typeof jobOf>>>, language: string) {
  const { askedBy: _askedBy, failure, ...job } = row
  const { says, ...why } = (failure ?? {}) as { says?: string }
  return {
    ...job,
    says: keyNow(job.says),
    text: translate(language, job.says, job.params),
    failure: says ? translate(language, says, why) : null,
  }
}
