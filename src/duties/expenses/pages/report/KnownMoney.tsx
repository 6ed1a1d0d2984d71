import { MoneyText } from '#web/ui/Money.tsx'
import { useWords } from '#web/words.ts'
import { known } from '../../rules/amounts.ts'

interface Props {
  cents: number | null
  currency: string
  /** The amount that it is counted from. */
  of: { amountCents: number }
}

/** An amount in the office's currency; while it cannot be counted, that it is missing and why. */
export function KnownMoney({ cents, currency, of }: Props) {
  const { t } = useWords()
  const hasAmount = known(of.amountCents) !== null
  if (hasAmount && cents !== null) return <MoneyText cents={cents} currency={currency} />
  const why = t(`expenses.reportPage.lines.${hasAmount ? 'noRate' : 'noAmount'}`)
  return (
    <span title={why} role="img" aria-label={why}>
      –
    </span>
  )
}

/** A sum of amounts, and that some are not in it; null for a sum of none. */
export function SumOfKnown({
  cents,
  currency,
  notCounted,
}: {
  cents: number | null
  currency: string
  notCounted: number
}) {
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
