import { MoneyText } from '#web/ui/Money.tsx'
import { useWords } from '#web/words.ts'
import { known } from '../../rules/amounts.ts'
import { type SumOf, sumShown } from '../../rules/figures.ts'

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

/** A sum over lines, and that some are not in it; a dash while not one is. */
export function SumOfKnown({ cents, of, currency }: { cents: number; of: SumOf; currency: string }) {
  const { t } = useWords()
  const shown = <MoneyText cents={sumShown(cents, of)} currency={currency} />
  if (of.linesNotCounted === 0) return shown
  const why = t('expenses.reportPage.lines.notCounted', { n: of.linesNotCounted })
  return (
    <span title={why}>
      {shown}{' '}
      <span role="img" aria-label={why}>
        + ?
      </span>
    </span>
  )
}
