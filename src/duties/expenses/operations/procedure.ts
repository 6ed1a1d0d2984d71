import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import { save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { forbidden, refuse } from '#core/refusal.ts'
import { Instant, LongText } from '#core/shapes.ts'
import { refuseStale } from '#core/stale.ts'
import { currentProcedure, draftOf, draftToChange, nextDraftVersion, publishedVersions } from '../queries/procedure.ts'
import { id, version } from '../rules/shapes.ts'

// The database cannot keep NUL.
const body = z
  .string()
  .trim()
  .min(1)
  .max(50_000)
  .refine((text) => !text.includes('\0'), { error: 'core.field.unkeepable' })
const versionShape = z
  .object({
    id,
    number: z.int().nullable(),
    bodyEn: z.string(),
    bodyLt: z.string(),
    whatChanged: z.string(),
    version: z.int(),
    publishedAt: Instant.nullable(),
  })
  .meta({ title: 'ProcedureVersion' })

export const procedure = read({
  right: 'member',
  summary: 'The claim procedure: the version in force, the draft, all versions.',
  rest: 'GET /expenses/procedure',
  input: z.object({}),
  output: z.object({
    current: versionShape.nullable().describe('The version in force; null before the first is published.'),
    draft: versionShape.nullable(),
    versions: z.array(
      z.object({
        id,
        number: z.int().nullable(),
        whatChanged: z.string(),
        publishedAt: Instant.nullable(),
        publishedByName: z.string().nullable(),
      }),
    ),
    mayPublish: z.boolean(),
  }),
  async do({ db, actor }) {
    if (!actor.rights.has('expenses.see') && !mayDraft(actor)) forbidden('expenses.see')
    const [current, draft, versions] = await Promise.all([currentProcedure(db), draftOf(db), publishedVersions(db)])
    const seesDraft = mayDraft(actor) || actor.rights.has('expenses.review')
    return {
      current: current ?? null,
      draft: seesDraft ? (draft ?? null) : null,
      versions,
      mayPublish: actor.rights.has('expenses.publish'),
    }
  },
})

export const draftProcedure = change({
  right: 'member',
  ownName: true,
  summary: 'Write the next version of the claim procedure; nobody is asked to read it before it is published.',
  rest: 'PUT /expenses/procedure/draft',
  idempotent: true,
  input: z.object({
    bodyEn: body.describe('Markdown.'),
    bodyLt: body.describe('Markdown.'),
    whatChanged: LongText.default('').describe('Told to those who confirm it.'),
    version: version
      .optional()
      .describe(
        'The version that was edited: the draft’s or, where there is none, that in force. An older one is refused field by field, and so is none where there is a draft.',
      ),
  }),
  output: versionShape,
  async do({ db, actor, input, tell }) {
    if (!mayDraft(actor)) forbidden('expenses.publish')
    const { version: edited = 0, ...set } = input
    const before = await draftToChange(db)
    // What changed in the version in force is not what will have changed in the next.
    const begin = async () => ({ version: 0, ...(await currentProcedure(db)), whatChanged: '' })
    if (before || edited > 0) refuseStale(before ?? (await begin()), edited, set)
    if (before) await save(db, 'expenseProcedureVersion', before, { ...set, draftedBy: actor.id })
    else {
      const row = { ...set, id: newId(), number: null, draftedBy: actor.id, publishedBy: null, publishedAt: null }
      await db
        .insertInto('expenseProcedureVersion')
        .values({ ...row, version: await nextDraftVersion(db) })
        .execute()
    }
    const draft = (await draftOf(db))!
    tell({ record: ['procedureVersion', draft.id], says: 'expenses.said.procedureDrafted' })
    return draft
  },
})

export const publishProcedure = change({
  right: 'expenses.publish',
  summary: 'Publish the draft: every salesperson is asked to read and confirm it.',
  rest: 'POST /expenses/procedure/publish',
  destructive: true,
  idempotent: true,
  input: z.object({ version: version.describe('The version that was read; what was changed since is not published.') }),
  output: versionShape,
  async do({ db, actor, input, tell }) {
    const draft = await draftToChange(db)
    if (!draft) refuse({ says: 'expenses.noDraft' })
    const isNow = { reason: { says: 'expenses.draftChanged' }, now: { whatChanged: draft.whatChanged } }
    refuseStale(draft, input.version, {}, isNow)
    const number = ((await currentProcedure(db))?.number ?? 0) + 1
    await save(db, 'expenseProcedureVersion', draft, { number, publishedBy: actor.id, publishedAt: now().toString() })
    tell({
      record: ['procedureVersion', draft.id],
      says: 'expenses.said.procedurePublished',
      params: { number },
    })
    return (await currentProcedure(db))!
  },
})

/** Who prepares for a team may write the next version; in force it comes by those who publish for the whole office. */
function mayDraft({ rights }: Actor): boolean {
  return rights.has('expenses.publish') || rights.has('expenses.prepare')
}
