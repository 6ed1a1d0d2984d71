import { useWords } from '#web/words.ts'
import type { Report } from '../report/reportTypes.ts'

/** On which day money came for a report, and what a later correction has still to bring or to take off. */
export function PaidOn({ report, day }: { report: Pick<Report, 'unpaidCents' | 'currency'>; day: string }) {
  const { t } = useWords()
  const { unpaidCents, currency } = report
  const amount = { cents: Math.abs(unpaidCents), currency }
  const how = unpaidCents === 0 ? 'paid' : unpaidCents > 0 ? 'paidMore' : 'paidLess'
  return t(`expenses.myPage.report.${how}`, { day, amount })
}
