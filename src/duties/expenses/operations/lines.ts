import * as z from 'zod'
import { now } from '#core/clock.ts'
import { changesBetween } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, refuse, refuseIfAny } from '#core/refusal.ts'
import { Cents, Currency, Day, eachOnce, LongText, RecordId, Text, VersionSeen } from '#core/shapes.ts'
import { given, refuseStale } from '#core/stale.ts'
import { profileOf } from '#office/public.ts'
import { type LineRow, linesById } from '../queries/lines.ts'
import { whyNoOwnShare } from '../rules/amounts.ts'
import { isBlank, rightsToEdit } from '../rules/editing.ts'
import { fieldsToFill } from '../rules/from-reading.ts'
import { isReasonSeen } from '../rules/reason-seen.ts'
import { ReasonSeen, rate, vat } from '../rules/shapes.ts'
import {
  aboutLine,
  editableLine,
  emptyLine,
  mustBeAsSeen,
  nextPosition,
  priced,
  reportToAddTo,
  saidOfLine,
  untouched,
} from '../steps/line-edits.ts'
import {
  attach,
  fromReceipt,
  goHome,
  keepHomesUnder,
  receiptsFor,
  receiptsUnder,
  refuseClaimedBeside,
  refuseClaimedElsewhere,
  waitsForReading,
} from '../steps/line-receipts.ts'
import { keepTeamOf, mustBeOpenTeam } from '../steps/open-teams.ts'
import { saveEdit } from '../steps/save-counted.ts'

const LineFields = {
  spentOn: Day.nullable().optional(),
  merchant: Text.optional().describe('The seller’s name.'),
  categoryId: z.uuid().nullable().optional(),
  amountCents: Cents.optional(),
  currency: Currency.optional(),
  /** Units of the office's currency for one of the line's; null, or left out on a new line: the office's table of rates. */
  rate: rate.nullable().optional(),
  vat: vat.optional().describe('The VAT inside the amount, rate by rate.'),
  ownShareCents: Cents.optional().describe('What the person pays himself, in minor units.'),
  purpose: LongText.optional().describe('Why it was spent.'),
  customer: Text.optional().describe('Whom it was for.'),
  guests: LongText.optional().describe('Who was entertained.'),
  explanation: LongText.optional().describe('What else an auditor should know.'),
}
const LineChange = z.object(LineFields)
const ownShareOutside = { path: ['ownShareCents'], error: 'core.field.outsideAmount' }
/** Where both are given; against what stands on the line the rule is asked again. */
function hasOwnShareWithin(fields: z.infer<typeof LineChange>): boolean {
  const { amountCents, ownShareCents, currency = '' } = fields
  return amountCents === undefined || !ownShareCents || !whyNoOwnShare({ amountCents, ownShareCents, currency })
}
const Made = z.object({ id: RecordId, version: z.number() }).meta({ title: 'MadeLine' })

export const addLine = change({
  right: rightsToEdit,
  summary: 'Add a line to a report, from receipts of the pile or without one',
  rest: 'POST /expenses/reports/{reportId}/lines',
  input: LineChange.extend({ reportId: z.uuid(), receiptIds: eachOnce(z.array(z.uuid()).max(50)).default([]) }).refine(
    hasOwnShareWithin,
    ownShareOutside,
  ),
  output: Made,
  async do({ db, actor, input, tell }) {
    const report = await reportToAddTo(db, actor, input.reportId)
    const { reportId, receiptIds, ...fields } = input
    const receipts = await receiptsFor(db, actor, report, receiptIds)
    await refuseClaimedBeside(db, report, receipts)
    const { currency: officeCurrency } = await profileOf(db)
    const [first] = receipts
    const line = await priced(
      db,
      officeCurrency,
      {
        ...emptyLine(officeCurrency),
        ...(first ? fromReceipt(first, officeCurrency) : {}),
        ...given(fields),
      },
      fields,
    )
    if (receiptIds.length === 0 && isBlank(line)) refuse({ says: 'expenses.report.blankLine' })
    const id = newId()
    const position = await nextPosition(db, report)
    await db
      .insertInto('expenseLine')
      .values({
        ...line,
        vat: JSON.stringify(line.vat),
        acceptedCents: line.claimedCents,
        id,
        reportId,
        position,
        toFill: receipts.some(waitsForReading) ? fieldsToFill(line, officeCurrency) : [],
        ...untouched,
      })
      .execute()
    await attach(db, { id, reportId }, receipts)
    tell({
      ...aboutLine(report, id),
      also: [reportId, ...receiptIds],
      says: line.amountCents === 0 ? 'expenses.said.addLineNoAmount' : 'expenses.said.addLine',
      params: {
        number: report.number,
        merchant: line.merchant,
        amount: { cents: line.amountCents, currency: line.currency },
      },
    })
    return { id, version: 1 }
  },
})

export const changeLine = change({
  right: rightsToEdit,
  summary: 'Change a line of a report',
  rest: 'PATCH /expenses/lines/{lineId}',
  idempotent: true,
  input: LineChange.extend({
    lineId: z.uuid(),
    version: z.int().describe('The version that was edited; an older one is refused field by field.'),
  }).refine(hasOwnShareWithin, ownShareOutside),
  output: Made,
  async do({ db, actor, input, tell }) {
    const { lineId, version, ...fields } = input
    const { report, line } = await editableLine(db, actor, lineId)
    refuseStale(line, version, fields)
    const { currency } = await profileOf(db)
    const edited = given(fields)
    const toFill = line.toFill.filter((field) => !Object.hasOwn(edited, field))
    const next = await priced(db, currency, { ...line, ...edited, toFill }, { before: line, rate: fields.rate })
    const further = await saveEdit(db, report, { before: line, next })
    tell({
      ...aboutLine(report, line.id, further),
      also: [report.id, ...further],
      says: 'expenses.said.changeLine',
      params: { number: report.number, merchant: next.merchant || line.merchant },
      changes: changesBetween(line, edited as Partial<LineRow>),
    })
    return { id: line.id, version: line.version + 1 }
  },
})

export const removeLine = change({
  right: rightsToEdit,
  summary: 'Take a line out of a report; it can be put back',
  rest: 'DELETE /expenses/lines/{lineId}',
  idempotent: true,
  input: z.object({ lineId: z.uuid(), version: VersionSeen }),
  output: Made,
  async do({ db, actor, input, tell }) {
    const { teams } = await keepHomesUnder(db, input.lineId)
    const { report, line } = await editableLine(db, actor, input.lineId)
    mustBeAsSeen(line, input.version)
    const next = { ...line, removedAt: now().toString(), removedBy: actor.id }
    const further = await saveEdit(db, report, { before: line, next })
    tell(saidOfLine('removeLine', report, line, further))
    await goHome({ db, tell, teams }, report, line, await receiptsUnder(db, line))
    return { id: line.id, version: line.version + 1 }
  },
})

export const restoreLine = change({
  right: rightsToEdit,
  summary: 'Put a removed line back',
  rest: 'POST /expenses/lines/{lineId}/restore',
  idempotent: true,
  input: z.object({ lineId: z.uuid(), version: VersionSeen }),
  output: Made,
  async do({ db, actor, input, tell }) {
    await keepTeamOf(db, 'expenseLine', input.lineId)
    const { report, line } = await editableLine(db, actor, input.lineId, 'removed')
    await mustBeOpenTeam(db, report.teamId)
    mustBeAsSeen(line, input.version)
    const receipts = await receiptsUnder(db, line)
    const gone = receipts.filter((one) => one.setAsideAt || one.memberId !== report.memberId)
    refuseIfAny(gone.map(({ number }) => ({ says: 'expenses.report.receiptGone', number })))
    await refuseClaimedElsewhere(db, actor, report, receipts)
    await refuseClaimedBeside(db, report, receipts, line)
    const further = await saveEdit(db, report, { before: line, next: { ...line, removedAt: null, removedBy: null } })
    tell(saidOfLine('restoreLine', report, line, further))
    return { id: line.id, version: line.version + 1 }
  },
})

export const attachReceipt = change({
  right: rightsToEdit,
  summary: 'Put a receipt to a line',
  rest: 'POST /expenses/lines/{lineId}/receipts',
  idempotent: true,
  input: z.object({ lineId: z.uuid(), receiptId: z.uuid() }),
  output: Made,
  async do({ db, actor, input, tell }) {
    const { report, line } = await editableLine(db, actor, input.lineId)
    const receipts = await receiptsFor(db, actor, report, [input.receiptId])
    await refuseClaimedBeside(db, report, receipts, line)
    await attach(db, line, receipts)
    await save(db, 'expenseLine', line, { missingReason: null, missingDeclaredBy: null, missingDeclaredAt: null })
    tell({
      ...saidOfLine('attachReceipt', report, line),
      also: [report.id, input.receiptId],
      params: { number: report.number, merchant: line.merchant, receipt: receipts[0]?.number ?? '' },
    })
    return { id: line.id, version: line.version + 1 }
  },
})

export const detachReceipt = change({
  right: rightsToEdit,
  summary: 'Take a receipt off a line; it goes back to the pile',
  rest: 'DELETE /expenses/lines/{lineId}/receipts/{receiptId}',
  idempotent: true,
  input: z.object({ lineId: z.uuid(), receiptId: z.uuid() }),
  output: Made,
  async do({ db, actor, input, tell }) {
    const { teams } = await keepHomesUnder(db, input.lineId)
    const { report, line } = await editableLine(db, actor, input.lineId)
    const receipts = await receiptsUnder(db, line)
    const gone = await db
      .deleteFrom('expenseLineReceipt')
      .where('lineId', '=', line.id)
      .where('receiptId', '=', input.receiptId)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) absent({ says: 'expenses.report.receiptNotOnLine' })
    await save(db, 'expenseLine', line, {})
    tell({ ...saidOfLine('detachReceipt', report, line), also: [report.id, input.receiptId] })
    const freed = receipts.filter((receipt) => receipt.id === input.receiptId)
    await goHome({ db, tell, teams }, report, line, freed)
    return { id: line.id, version: line.version + 1 }
  },
})

export const declareMissing = change({
  right: rightsToEdit,
  summary: 'Declare that there is no receipt for a line, and why; without a reason the declaration is withdrawn',
  rest: 'PUT /expenses/lines/{lineId}/missing-receipt',
  idempotent: true,
  input: z.object({
    lineId: z.uuid(),
    reason: LongText.nullable().describe('Why there is none; null withdraws the declaration.'),
    was: ReasonSeen,
  }),
  output: Made,
  async do({ db, actor, input, tell }) {
    const { report, line } = await editableLine(db, actor, input.lineId)
    const { reason } = input
    if (reason !== null && reason.length < 5) refuse({ says: 'expenses.report.reasonTooShort' })
    const stood = { why: line.missingReason, by: line.missingDeclaredBy }
    if (!isReasonSeen(stood, { why: reason, was: input.was }, actor)) {
      const says = `expenses.report.missing${stood.why ? 'Declared' : 'Withdrawn'}Meanwhile`
      refuse({ says, why: stood.why ?? '' }, { now: stood })
    }
    const [current] = await linesById(db, [line.id])
    if (reason && current && current.receipts.length > 0) refuse({ says: 'expenses.report.hasReceipt' })
    await save(db, 'expenseLine', line, {
      missingReason: reason,
      missingDeclaredBy: reason ? actor.id : null,
      missingDeclaredAt: reason ? now().toString() : null,
    })
    tell({
      ...saidOfLine(reason ? 'declareMissing' : 'withdrawMissing', report, line),
      params: { number: report.number, merchant: line.merchant, reason: reason ?? '' },
    })
    return { id: line.id, version: line.version + 1 }
  },
})
