import { dayAt, formatDay, formatMoment } from '#core/days.ts'
import { listOf, localeOf } from '#core/message.ts'
import { formatAmount, formatMoney } from '#core/money.ts'
import { translate } from '#core/words.ts'
import { known } from '../rules/amounts.ts'
import { type SumOf, sumShown, totalsOf } from '../rules/figures.ts'
import { type Figure, noCategory, previousShown } from '../rules/matrix.ts'
import type { StandingLine } from '../rules/presented-line.ts'

/** A line on paper; its report and receipts are not named to who may not open them. */
export type PaperLine = Omit<StandingLine, 'reportId' | 'receipts'> & { receipts: StandingLine['receipts'] | null }
export type PaperLanguage = 'en' | 'lt'
/** Title, kind and width, as the shared layout's tables take them. */
type PaperColumn = [title: string, kind: 'text' | 'money' | 'number' | 'date']

/** Texts, amounts and days as one language writes them on paper. */
export function pen(language: PaperLanguage, currency: string) {
  const say = (key: string, params = {}) => translate(language, `expenses.paper.${key}`, params)
  return {
    say,
    currency,
    amount: (cents: number) => formatAmount(cents, currency, localeOf(language)),
    money: (cents: number, other = currency) => formatMoney(cents, other, localeOf(language)),
    day: (day: string) => formatDay(day, localeOf(language)),
    dayAt: (at: string, timeZone: string) => formatDay(dayAt(Temporal.Instant.from(at), timeZone), localeOf(language)),
    list: (names: readonly string[]) => listOf(language, names),
    instant: (at: string, timeZone: string) => formatMoment(at, language, timeZone),
  }
}
export type Pen = ReturnType<typeof pen>

/** A sum over lines as a paper writes it: a dash while not one is counted, and a sign that some are not in it. */
export function written(cents: number, of: SumOf, write: (cents: number) => string): string {
  return withMissing(sumShown(cents, of), of.linesNotCounted, write)
}

/** The same of what the previous period came to; where nobody knows what is missing from it, something may be. */
export function previousWritten(figure: Figure, write: (cents: number) => string): string {
  return withMissing(previousShown(figure), figure.previousLinesNotCounted, write)
}

function withMissing(shown: number | null, missing: number | null, write: (cents: number) => string): string {
  return `${shown === null ? '–' : write(shown)}${missing === 0 ? '' : ' + ?'}`
}

/** Lines as papers and sheets give them: by the day of the purchase; those of one day in the report's own order. */
export function byDay<Line extends PaperLine>(lines: readonly Line[]): Line[] {
  const day = (line: PaperLine) => line.spentOn ?? ''
  return lines.toSorted((one, other) => (day(one) < day(other) ? -1 : day(one) > day(other) ? 1 : 0))
}

/** What a table of lines needs besides them: names of categories, and where rates come from, by line. */
export interface AroundLines {
  categories: ReadonlyMap<string, string>
  rates: ReadonlyMap<string, { day: string; source: string }>
}

/** A table of lines with its sums; own shares have a column where any line has one. */
export function lineTable(lines: readonly PaperLine[], around: AroundLines, pen: Pen) {
  const { say, amount } = pen
  const totals = totalsOf(lines)
  const hasOwn = lines.some((line) => line.ownShareCents !== 0)
  const own = <Cell>(cell: Cell) => (hasOwn ? [cell] : [])
  const lineColumns: PaperColumn[] = [
    [say('date'), 'date'],
    [say('merchant'), 'text'],
    [say('category'), 'text'],
    [say('purpose'), 'text'],
    [say('receipt'), 'text'],
    [say('spent'), 'money'],
    ...own<PaperColumn>([say('own'), 'money']),
    [say('vat'), 'money'],
    [say('claimed'), 'money'],
    [say('accepted'), 'money'],
  ]
  const sums = [
    '',
    say('sum'),
    '',
    '',
    '',
    '',
    ...own(''),
    '',
    written(totals.claimedCents, totals, amount),
    written(totals.acceptedCents, totals, amount),
  ]
  return { lineColumns, rows: lines.map((line) => lineRow(line, around, pen, own)), totals: [sums] }
}

function lineRow(line: PaperLine, around: AroundLines, pen: Pen, own: (cell: string) => string[]): string[] {
  const { amount, money, day } = pen
  const hasAmount = known(line.amountCents) !== null
  return [
    line.spentOn ? day(line.spentOn) : '',
    line.merchant,
    around.categories.get(line.categoryId ?? noCategory) ?? '',
    noted(line, around, pen),
    (line.receipts ?? []).map((receipt) => receipt.number).join(', '),
    hasAmount ? money(line.amountCents, line.currency) : '–',
    ...own(line.ownShareCents === 0 ? '' : money(line.ownShareCents, line.currency)),
    line.vatCents === 0 ? '' : money(line.vatCents, line.currency),
    hasAmount && line.claimedCents !== null ? amount(line.claimedCents) : '–',
    hasAmount && line.acceptedCents !== null ? amount(line.acceptedCents) : '–',
  ]
}

/** The purpose's cell: with the rate, and what the senior manager must not miss. */
function noted(line: PaperLine, { rates }: AroundLines, { say, currency }: Pen): string {
  const rate = line.currency === currency ? null : line.rate
  const of = rates.get(line.lineId)
  return [
    line.purpose,
    line.customer && say('customer', { customer: line.customer }),
    line.guests && say('guests', { guests: line.guests }),
    line.explanation,
    rate && (of ? say(of.source === 'hand' ? 'rateByHand' : 'rateOf', { rate, ...of }) : say('rateOnly', { rate })),
    line.missingReason && say('missing', { reason: line.missingReason }),
    line.refusedWhy && say('refused', { reason: line.refusedWhy }),
  ]
    .filter((text): text is string => Boolean(text))
    .map((text) => text.replace(/[.\s]+$/, ''))
    .join('. ')
}

/** What the sums miss, in a sentence; none where they miss nothing. */
export function notCounted(lines: readonly PaperLine[], { say }: Pen): string[] {
  const missing = lines.filter((line) => line.claimedCents === null)
  const names = missing.map((line) => line.merchant || line.currency)
  return missing.length === 0 ? [] : [say('notCounted', { n: missing.length, lines: names })]
}

/** What the previous period beside a figure misses, in a sentence; none where it misses nothing. */
export function previousNotCounted({ previousLinesNotCounted: n }: Figure, { say }: Pen): string[] {
  if (n === 0) return []
  return [n === null ? say('previousUnknown') : say('previousNotCounted', { n })]
}
