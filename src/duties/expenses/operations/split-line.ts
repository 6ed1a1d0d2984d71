import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { change } from '#core/operation.ts'
import { refuse } from '#core/refusal.ts'
import { Cents, LongText } from '#core/shapes.ts'
import { profileOf } from '#office/public.ts'
import type { LineRow } from '../queries/lines.ts'
import { acceptedOf } from '../rules/amounts.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { splitLineInto } from '../rules/split.ts'
import { editableLine, mayAddLines, mustBeAsSeen, priced, saidOfLine } from '../steps/line-edits.ts'
import { attach, receiptsUnder } from '../steps/line-receipts.ts'
import { saveEdit } from '../steps/save-counted.ts'

export const splitLine = change({
  right: rightsToEdit,
  summary: 'Split a line into several that share its receipts',
  rest: 'POST /expenses/lines/{lineId}/split',
  idempotent: true,
  input: z.object({
    lineId: z.uuid(),
    version: z.int().describe('The version that was looked at; an older one is refused.'),
    parts: z
      .array(
        z.object({
          amountCents: Cents,
          categoryId: z.uuid().nullable().optional(),
          purpose: LongText.optional().describe('Why it was spent.'),
        }),
      )
      .min(2)
      .max(20)
      .describe('Together they are as much as the line; what is left out stays as on the line.'),
  }),
  output: z.object({ ids: z.array(z.string()) }),
  async do({ db, actor, input, tell }) {
    const { report, line } = await editableLine(db, actor, input.lineId)
    mustBeAsSeen(line, input.version)
    await mayAddLines(db, report, line)
    const { currency } = await profileOf(db)
    const parts = splitLineInto(await priced(db, currency, line, { before: line }), input.parts)
    if ('says' in parts) refuse(parts)
    const nexts: LineRow[] = []
    for (const part of parts) {
      const next = { ...(await priced(db, currency, { ...line, ...part }, { before: line })), ...part }
      nexts.push({ ...next, splitOf: line.splitOf ?? line.id })
    }
    const [first, ...others] = nexts
    const ids: string[] = []
    for (const other of others) ids.push(await insertPart(db, other))
    const further = await saveEdit(db, report, { before: line, next: first! })
    const receipts = await receiptsUnder(db, line)
    for (const id of ids) await attach(db, { id, reportId: report.id }, receipts)
    const n = ids.length + 1
    tell({
      ...saidOfLine('splitLine', report, line, [...new Set([...ids, ...further])]),
      params: { number: report.number, merchant: line.merchant, n },
    })
    return { ids: [line.id, ...ids] }
  },
})

async function insertPart(db: Db, { id: _, version: __, isStanding: ___, ...part }: LineRow): Promise<string> {
  const id = newId()
  const copy = { ...part, id, vat: JSON.stringify(part.vat), acceptedCents: acceptedOf(part) }
  await db.insertInto('expenseLine').values(copy).execute()
  return id
}
