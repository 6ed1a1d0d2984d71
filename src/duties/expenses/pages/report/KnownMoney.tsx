import { MoneyText } from '#web/ui/Money.tsx'
import { useWords } from '#web/words.ts'

/** An amount in the office's currency; while it has no exchange rate, that it is missing and why. */
export function KnownMoney({ cents, currency }: { cents: number | null; currency: string }) {
  const { t } = useWords()
  if (cents !== null) return <MoneyText cents={cents} currency={currency} />
  const why = t('expenses.reportPage.lines.noRate')
  return (
    <span title={why} role="img" aria-label={why}>
      –
    </span>
  )
}

/** A sum of amounts, and that some are not in it. */
export function SumOfKnown({ cents, currency, notCounted }: { cents: number; currency: string; notCounted: number }) {
  const { t } = useWords()
  if (notCounted === 0) return <MoneyText cents={cents} currency={currency} />
  const why = t('expenses.reportPage.lines.notCounted', { n: notCounted })
  return (
    <span title={why}>
      <MoneyText cents={cents} currency={currency} />{' '}
      <span role="img" aria-label={why}>
        + ?
      </span>
    </span>
  )
}
