import * as z from 'zod'
import { newId } from '#core/ids.ts'
import { change, read } from '#core/operation.ts'
import { absent, invalid } from '#core/refusal.ts'
import { Done, listOf, RecordId, Text, whole } from '#core/shapes.ts'
import { inNameOrder } from '../queries/name-order.ts'
import { Id, Name } from '../shapes.ts'

const Page = Text.min(1).max(100)
const View = z
  .object({
    id: RecordId,
    page: z.string(),
    name: z.string(),
    settings: z.record(z.string(), z.unknown()),
  })
  .meta({ title: 'SavedView' })
/** As JSON text; a filter and some columns are far smaller. */
const largestSettings = 20_000

export const savedViews = read({
  right: 'member',
  summary: 'One’s own saved views, of one page or of all.',
  rest: 'GET /office/views',
  input: z.object({ page: Page.optional().describe('Path of the page.') }),
  output: listOf(View),
  async do({ db, actor, input }) {
    const rows = await db
      .selectFrom('savedView')
      .select(['id', 'page', 'name', 'settings'])
      .where('memberId', '=', actor.id)
      .$if(input.page !== undefined, (query) => query.where('page', '=', input.page!))
      .orderBy('page')
      .orderBy(inNameOrder('name'))
      .execute()
    return whole(rows.map((row) => ({ ...row, settings: row.settings as Record<string, unknown> })))
  },
})

export const saveView = change({
  right: 'member',
  ownName: true,
  summary: 'Save a page’s filter and columns under a name; the same name replaces.',
  rest: 'PUT /office/views',
  idempotent: true,
  input: z.object({
    page: Page.describe('Path of the page.'),
    name: Name.max(100),
    settings: z.record(z.string().max(100), z.unknown()).describe('Filters and columns as the page keeps them.'),
  }),
  output: View,
  async do({ input, db, actor, tell }) {
    const settings = JSON.stringify(input.settings)
    if (settings.length > largestSettings || settings.includes('\\u0000'))
      invalid('settings', { says: 'office.viewTooLarge' })
    const row = await db
      .insertInto('savedView')
      .values({ id: newId(), memberId: actor.id, page: input.page, name: input.name, settings })
      .onConflict((oc) => oc.columns(['memberId', 'page', 'name']).doUpdateSet({ settings }))
      .returning('id')
      .executeTakeFirstOrThrow()
    tell({
      record: ['savedView', row.id],
      says: 'office.said.viewSaved',
      params: { view: input.name },
      memberId: actor.id,
    })
    return { id: row.id, ...input }
  },
})

export const removeView = change({
  right: 'member',
  ownName: true,
  summary: 'Remove one of one’s own saved views.',
  rest: 'DELETE /office/views/{viewId}',
  destructive: true,
  idempotent: true,
  input: z.object({ viewId: Id }),
  output: Done,
  async do({ input, db, actor, tell }) {
    const row = await db
      .deleteFrom('savedView')
      .where('id', '=', input.viewId)
      .where('memberId', '=', actor.id)
      .returning(['id', 'name'])
      .executeTakeFirst()
    if (!row) absent({ says: 'office.noSuchView' })
    tell({
      record: ['savedView', row.id],
      says: 'office.said.viewRemoved',
      params: { view: row.name },
      memberId: actor.id,
    })
    return { id: row.id }
  },
})
