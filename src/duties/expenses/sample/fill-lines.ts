import { newId } from '#core/ids.ts'
import { confirmedContent } from '../queries/judge.ts'
import { linesOf } from '../queries/lines.ts'
import { vatClaimedOf } from '../rules/amounts.ts'
import { totalsOf } from '../rules/figures.ts'
import { deskHours } from './fill-moments.ts'
import { type MonthAt, type Part, partsOf } from './fill-parts.ts'
import { sourceOfRates } from './fill-settings.ts'
import type { SampleLine } from './months-shapes.ts'

/** Writes the lines of the month's reports with their receipts, and who confirmed them. */
export async function fillLines(at: MonthAt): Promise<void> {
  const parts = partsOf(at)
  const rows = parts.flatMap((part) => {
    tellOpened(at, part)
    return part.report.lines.map((line, position) => addLine(at, part, line, position))
  })
  await at.db.insertInto('expenseLine').values(rows).execute()
  const links = parts.flatMap(({ report, reportId }) =>
    report.lines.flatMap((line) =>
      line.receipts.map((key) => ({ lineId: at.lines.get(line.key)!, receiptId: at.receipts.get(key)!, reportId })),
    ),
  )
  await at.db.insertInto('expenseLineReceipt').values(links).execute()
  await addConfirmations(
    at,
    parts.filter((part) => part.report.confirmed),
  )
}

function tellOpened({ month, numbers, moment, tell }: MonthAt, part: Part): void {
  const { person, assistant, team, teamId, roundId, reportId } = part
  tell({
    at: moment(team.openedOn, 13 * 60),
    by: assistant,
    operation: 'expenses.openReport',
    record: ['expenseReport', reportId],
    also: [roundId],
    says: 'expenses.said.openReport',
    params: { number: numberOf({ month, numbers }, part), name: person.name, month: month.month },
    memberId: person.id,
    teamId,
  })
}

const numberOf = ({ month, numbers }: Pick<MonthAt, 'month' | 'numbers'>, { report }: Part) =>
  numbers.of('EXP', `${month.month} ${report.salesperson}`)

function addLine(at: MonthAt, part: Part, line: SampleLine, position: number) {
  const id = newId()
  at.lines.set(line.key, id)
  const { reportId } = part
  tellLine(at, part, line, { id, position })
  return {
    id,
    reportId,
    position,
    spentOn: line.day,
    merchant: line.merchant,
    categoryId: at.categories.get(line.category)!,
    amountCents: line.amount,
    currency: line.currency,
    rate: line.rate,
    rateDay: line.rateDay,
    rateSource: line.rateDay && sourceOfRates[at.language],
    vat: JSON.stringify(line.vat),
    vatCents: vatClaimedOf({ amountCents: line.amount, ownShareCents: line.ownShare, vat: line.vat }),
    ownShareCents: line.ownShare,
    claimedCents: line.claimed,
    // Refusals and corrections come later, as they did.
    acceptedCents: line.claimed,
    purpose: line.purpose,
    customer: line.customer,
    guests: line.guests,
    explanation: line.explanation,
    missingReason: line.missing?.reason ?? null,
    missingDeclaredBy: line.missing ? part.assistant.id : null,
    missingDeclaredAt: line.missing ? at.moment(line.missing.day, deskHours.linesFrom + 60) : null,
    refusedWhy: null,
    refusedBy: null,
    refusedAt: null,
    removedAt: null,
    removedBy: null,
  }
}

function tellLine(at: MonthAt, part: Part, line: SampleLine, { id, position }: { id: string; position: number }): void {
  const { report, person, assistant, teamId, reportId } = part
  const days = report.receipts.filter(({ key }) => line.receipts.includes(key)).map((receipt) => receipt.receivedOn)
  const day = days.sort().at(-1) ?? line.missing?.day ?? line.day
  const number = numberOf(at, part)
  const about = { by: assistant, record: ['expenseLine', id] as const, memberId: person.id, teamId }
  at.tell({
    ...about,
    at: at.moment(day, deskHours.linesFrom + 1 + position * 3),
    operation: 'expenses.addLine',
    also: [reportId, ...line.receipts.map((key) => at.receipts.get(key))],
    says: 'expenses.said.addLine',
    params: { number, merchant: line.merchant, amount: { cents: line.amount, currency: line.currency } },
  })
  if (!line.missing) return
  at.tell({
    ...about,
    at: at.moment(line.missing.day, deskHours.linesFrom + 60),
    operation: 'expenses.declareMissing',
    also: [reportId],
    says: 'expenses.said.declareMissing',
    params: { number, merchant: line.merchant, reason: line.missing.reason },
  })
}

async function addConfirmations(at: MonthAt, parts: Part[]): Promise<void> {
  if (parts.length === 0) return
  const lines = await linesOf(
    at.db,
    parts.map((part) => part.reportId),
  )
  const byReport = Map.groupBy(lines, (line) => line.reportId)
  const rows = parts.map((part) => {
    const { day, way } = part.report.confirmed!
    const own = byReport.get(part.reportId) ?? []
    const recordedBy = way === 'self' ? part.person : part.assistant
    const totalCents = totalsOf(own).claimedCents
    const confirmedAt = at.moment(day, deskHours.confirmed)
    const common = { at: confirmedAt, by: recordedBy, record: ['expenseReport', part.reportId] as const, memberId: part.person.id, teamId: part.teamId } // biome-ignore format: one row
    const number = numberOf(at, part)
    if (way === 'self')
      at.tell({ ...common, operation: 'expenses.confirmReport', says: 'expenses.said.confirmReport', params: { number, total: { cents: totalCents, currency: 'EUR' } } }) // biome-ignore format: one fact
    else
      at.tell({ ...common, operation: 'expenses.recordConfirmation', says: 'expenses.said.recordConfirmation', params: { number, name: part.person.name, way, day } }) // biome-ignore format: one fact
    return {
      id: newId(),
      reportId: part.reportId,
      way,
      confirmedOn: day,
      totalCents,
      contentHash: confirmedContent(own),
      recordedBy: recordedBy.id,
      at: confirmedAt,
    }
  })
  await at.db.insertInto('expenseReportConfirmation').values(rows).execute()
}
