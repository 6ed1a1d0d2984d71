import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { DayText, MomentText } from '#web/ui/Day.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { useWords } from '#web/words.ts'
import type { Receipt } from '../receipts/types.ts'
import { pictureOf } from '../report/useReceipt.ts'
import classes from './Tray.module.css'

interface Props {
  receipt: Receipt
  /** Null: not to be seen. */
  other: Receipt | null
  aside: () => void
  running: boolean
}

/** One of two receipts that look alike; what differs from the other is marked. */
export function TwinSide({ receipt, other, aside, running }: Props) {
  const { t } = useWords()
  const differs = (field: keyof Receipt) => (other && receipt[field] !== other[field]) || undefined
  return (
    <article className={classes.side}>
      <Link to={`/expenses/receipts?open=${receipt.id}`}>
        <img src={pictureOf(receipt.id)} alt={receipt.fileName} loading="lazy" />
      </Link>
      <dl>
        <dt>{receipt.number}</dt>
        <dd data-differs={differs('memberName')}>{receipt.memberName ?? t('expenses.receipts.nobody')}</dd>
        <dd data-differs={differs('merchant')}>{receipt.merchant ?? receipt.fileName}</dd>
        <dd data-differs={differs('spentOn')}>{receipt.spentOn && <DayText day={receipt.spentOn} />}</dd>
        <dd data-differs={differs('totalCents')}>
          {receipt.totalCents !== null && receipt.currency && (
            <MoneyText cents={receipt.totalCents} currency={receipt.currency} />
          )}
        </dd>
        <dd>
          {t(`expenses.cameBy.${receipt.cameBy}`)}, <MomentText at={receipt.receivedAt} />
        </dd>
        {receipt.lines > 0 && <dd>{t('expenses.twins.inUse')}</dd>}
      </dl>
      <Button variant="light" disabled={receipt.lines > 0} loading={running} onClick={aside}>
        {t('expenses.twins.same')}
      </Button>
    </article>
  )
}
