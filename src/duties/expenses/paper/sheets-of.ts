import type * as z from 'zod'
import type { Sheet, SheetCell, SheetColumn } from '#core/sheets.ts'
import { known } from '../rules/amounts.ts'
import { sumShown, totalPayout } from '../rules/figures.ts'
import { type Figure, noCategory, previousShown, shownCategories } from '../rules/matrix.ts'
import type { DepartmentReportShape } from '../views/department.ts'
import { linesInOrder, linesOfPerson } from './department-paper.ts'
import { notCounted, type PaperLine, type Pen, previousNotCounted } from './line-table.ts'

type View = z.output<typeof DepartmentReportShape>
type Payout = {
  smallOffice: { since: string; by: string } | null
  member: { name: string }
  team: { name: string }
  cents: number
  paidOn: string | null
  reference: string
}

/** A department report as a workbook: the matrix, all lines, the list to pay out. */
export function departmentSheets(view: View, payouts: readonly Payout[], pen: Pen, timeZone: string): Sheet[] {
  return [
    matrixSheet(view, pen),
    { name: pen.say('lines'), ...linesTable(linesInOrder(view), view, pen) },
    payoutSheet(view, payouts, pen, timeZone),
  ]
}

/** All lines with everything that stands on them; amounts are numbers with their currency. */
export function linesTable(lines: readonly PaperLine[], view: Pick<View, 'categories' | 'currency'>, { say }: Pen) {
  const { currency } = view
  const categories = new Map(view.categories.map((one) => [one.id, one]))
  const columns: SheetColumn[] = [
    { title: say('numberColumn'), kind: 'text', width: 15 },
    { title: say('person'), kind: 'text', width: 24 },
    { title: say('team'), kind: 'text', width: 14 },
    { title: say('date'), kind: 'date', width: 12 },
    { title: say('merchant'), kind: 'text', width: 28 },
    { title: say('category'), kind: 'text', width: 20 },
    { title: say('account'), kind: 'text', width: 10 },
    { title: say('spent'), kind: 'money', width: 14 },
    { title: say('currency'), kind: 'text', width: 8 },
    { title: say('rate'), kind: 'number', width: 10 },
    { title: say('vat'), kind: 'money', width: 12 },
    { title: say('own'), kind: 'money', width: 12 },
    { title: say('claimed'), kind: 'money', currency, width: 14 },
    { title: say('accepted'), kind: 'money', currency, width: 14 },
    { title: say('purpose'), kind: 'text', width: 40 },
    { title: say('customerColumn'), kind: 'text', width: 24 },
    { title: say('guestsColumn'), kind: 'text', width: 24 },
    { title: say('explanation'), kind: 'text', width: 30 },
    { title: say('refusedColumn'), kind: 'text', width: 30 },
    { title: say('receipt'), kind: 'text', width: 22 },
  ]
  const rows = lines.map((line): SheetCell[] => [
    line.reportNumber,
    line.memberName,
    line.teamName,
    line.spentOn,
    line.merchant,
    categories.get(line.categoryId ?? noCategory)?.name,
    categories.get(line.categoryId ?? noCategory)?.account,
    known(line.amountCents) === null ? null : { cents: line.amountCents, currency: line.currency },
    line.currency,
    line.rate,
    known(line.vatCents) === null ? null : { cents: line.vatCents, currency: line.currency },
    { cents: line.ownShareCents, currency: line.currency },
    known(line.amountCents) && line.claimedCents,
    known(line.amountCents) && line.acceptedCents,
    line.purpose,
    line.customer,
    line.guests,
    line.explanation,
    line.refusedWhy,
    line.missingReason
      ? say('missing', { reason: line.missingReason })
      : line.receipts?.map((one) => one.number).join(', '),
  ])
  return { columns, rows }
}

function matrixSheet(view: View, pen: Pen): Sheet {
  const { say } = pen
  const { currency, matrix } = view
  const missed = <Value>(...of: Value[]) =>
    matrix.sum.linesNotCounted > 0 || matrix.sum.previousLinesNotCounted !== 0 ? of : []
  const said = (lines: readonly PaperLine[], figure: Figure) =>
    missed([...notCounted(lines, pen), ...previousNotCounted(figure, pen)].join(' '))
  const shown = (figure: Figure | undefined) => figure && sumShown(figure.acceptedCents, figure)
  const used = shownCategories(view.categories, matrix)
  const money = (title: string): SheetColumn => ({ title, kind: 'money', currency, width: 14 })
  return {
    name: say('summary'),
    columns: [
      { title: say('person'), kind: 'text', width: 26 },
      { title: say('team'), kind: 'text', width: 14 },
      ...used.map((one) => money(one.name)),
      money(say('sum')),
      money(say('previous')),
      ...missed<SheetColumn>({ title: say('remark'), kind: 'text', width: 60 }),
    ],
    rows: matrix.rows.map((row) => [
      row.memberName,
      row.teamName,
      ...used.map((one) => shown(row.cells[one.id])),
      shown(row.sum),
      previousShown(row.sum),
      ...said(linesOfPerson(view, row.memberId), row.sum),
    ]),
    totals: [
      say('sum'),
      '',
      ...used.map((one) => shown(matrix.columns[one.id])),
      shown(matrix.sum),
      previousShown(matrix.sum),
      ...said(view.lines, matrix.sum),
    ],
  }
}

function payoutSheet(view: View, payouts: readonly Payout[], pen: Pen, timeZone: string): Sheet {
  const { say } = pen
  const { currency } = view
  return {
    name: say('paid'),
    columns: [
      { title: say('person'), kind: 'text', width: 26 },
      { title: say('team'), kind: 'text', width: 14 },
      { title: say('paid'), kind: 'money', currency, width: 14 },
      { title: say('paidOn'), kind: 'date', width: 12 },
      { title: say('reference'), kind: 'text', width: 24 },
      { title: say('remark'), kind: 'text', width: 60 },
    ],
    rows: payouts.map((one) => [
      one.member.name,
      one.team.name,
      one.cents,
      one.paidOn,
      one.reference,
      withoutFourEyes(view, one, pen, timeZone),
    ]),
    totals: [say('sum'), '', totalPayout(payouts), null, '', ''],
  }
}

/** What of a payout was decided without four eyes: the approval, the payment, or nothing. */
function withoutFourEyes({ approval }: View, { smallOffice }: Payout, { say, instant }: Pen, timeZone: string) {
  const said = (key: string, small: Payout['smallOffice']) =>
    small ? [say(key, { since: instant(small.since, timeZone), by: small.by })] : []
  return [...said('smallOffice', approval?.smallOffice ?? null), ...said('paidSmall', smallOffice)].join(' ')
}
