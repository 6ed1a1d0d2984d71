import * as z from 'zod'
import { read } from '#core/operation.ts'
import { Text } from '#core/shapes.ts'
import { receiptIn } from '../queries/receipts.ts'
import { reportInScope } from '../queries/reports.ts'
import { seenBy } from '../queries/whose.ts'
import { id } from '../rules/shapes.ts'
import { suggestionFor, suggestionShape } from '../views/suggestion.ts'

export const suggestion = read({
  right: 'expenses.see',
  summary: 'Category, account and purpose for a report’s next line, from lines accepted for the same merchant before',
  rest: 'GET /expenses/reports/{reportId}/suggestion',
  input: z.object({
    reportId: id,
    merchant: Text.describe('The seller’s name.'),
    receiptId: id.optional().describe('The receipt of the line, if it has one: its VAT number finds the merchant too.'),
  }),
  output: suggestionShape,
  async do({ db, actor, input }) {
    const report = await reportInScope(db, seenBy(actor), input.reportId)
    const receipt = input.receiptId ? await receiptIn(db, seenBy(actor), input.receiptId) : null
    return suggestionFor(db, actor, { ...report, merchant: input.merchant, reading: receipt?.reading ?? null })
  },
})
