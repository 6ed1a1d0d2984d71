import { formatDay } from '#core/days.ts'
import { localeOf } from '#core/message.ts'
import { formatAmount, formatMoney } from '#core/money.ts'
import { translate } from '#core/words.ts'
import { totalsOf } from '../rules/figures.ts'
import { noCategory } from '../rules/matrix.ts'
import type { StandingLine } from '../rules/presented-line.ts'

export type PaperLanguage = 'en' | 'lt'
/** Title, kind and width, as the shared layout's tables take them. */
export type PaperColumn = [title: string, kind: 'text' | 'money' | 'number' | 'date']

/** Texts, amounts and days as one language writes them on paper. */
export function pen(language: PaperLanguage, currency: string) {
  const say = (key: string, params = {}) => translate(language, `expenses.paper.${key}`, params)
  return {
    say,
    amount: (cents: number) => formatAmount(cents, currency, localeOf(language)),
    money: (cents: number, other = currency) => formatMoney(cents, other, localeOf(language)),
    day: (day: string) => formatDay(day, localeOf(language)),
    instant: (at: string, timeZone: string) =>
      Temporal.Instant.from(at)
        .toZonedDateTimeISO(timeZone)
        .toLocaleString(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' }),
  }
}
export type Pen = ReturnType<typeof pen>

/** Lines as papers and sheets give them: by the day of the purchase; those of one day in the report's own order. */
export function byDay(lines: readonly StandingLine[]): StandingLine[] {
  const day = (line: StandingLine) => line.spentOn ?? ''
  return lines.toSorted((one, other) => (day(one) < day(other) ? -1 : day(one) > day(other) ? 1 : 0))
}

/** The columns of every table of lines on paper. */
export function lineColumns({ say }: Pen): PaperColumn[] {
  return [
    [say('date'), 'date'],
    [say('merchant'), 'text'],
    [say('category'), 'text'],
    [say('purpose'), 'text'],
    [say('receipt'), 'text'],
    [say('spent'), 'money'],
    [say('vat'), 'money'],
    [say('claimed'), 'money'],
    [say('accepted'), 'money'],
  ]
}

/** One line as a row of texts; what the senior manager must not miss stands in the purpose's cell. */
export function lineRow(line: StandingLine, categories: ReadonlyMap<string, string>, pen: Pen): string[] {
  const { say, amount, money, day } = pen
  const purpose = [
    line.purpose,
    line.customer && say('customer', { customer: line.customer }),
    line.guests && say('guests', { guests: line.guests }),
    line.explanation,
    line.missingReason && say('missing', { reason: line.missingReason }),
    line.refusedWhy && say('refused', { reason: line.refusedWhy }),
  ].filter(Boolean)
  return [
    line.spentOn ? day(line.spentOn) : '',
    line.merchant,
    categories.get(line.categoryId ?? noCategory) ?? '',
    purpose.join('. '),
    line.receipts.map((receipt) => receipt.number).join(', '),
    money(line.amountCents, line.currency),
    line.vatCents === 0 ? '' : money(line.vatCents, line.currency),
    line.claimedCents === null ? '–' : amount(line.claimedCents),
    line.acceptedCents === null ? '–' : amount(line.acceptedCents),
  ]
}

/** What the sums miss, in a sentence; none where they miss nothing. */
export function notCounted(lines: readonly StandingLine[], { say }: Pen): string[] {
  const missing = lines.filter((line) => line.claimedCents === null)
  const names = missing.map((line) => line.merchant || line.currency).join(', ')
  return missing.length === 0 ? [] : [say('notCounted', { n: missing.length, lines: names })]
}

/** The row of sums under lines. */
export function lineTotals(lines: readonly StandingLine[], { say, amount }: Pen): string[] {
  const totals = totalsOf(lines)
  return ['', say('sum'), '', '', '', '', '', amount(totals.claimedCents), amount(totals.acceptedCents)]
}
