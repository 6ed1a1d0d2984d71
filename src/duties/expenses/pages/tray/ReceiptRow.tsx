import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { RefusalPlace } from '#web/refusals.tsx'
import { DayText, MomentText } from '#web/ui/Day.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useWords } from '#web/words.ts'
import type { Receipt } from '../receipts/types.ts'
import { Thumb } from '../report/PileStrip.tsx'

/** A receipt as a line: picture, facts, a note, and what can be done. */
export function ReceiptRow({ receipt, note, children }: { receipt: Receipt; note: string; children: ReactNode }) {
  const { t } = useWords()
  return (
    <li>
      <Thumb key={receipt.previewState} receipt={receipt} />
      <div>
        <Link to={`/expenses/receipts?open=${receipt.id}`}>
          <strong>
            <Outside>{receipt.merchant ?? receipt.fileName}</Outside>
          </strong>
        </Link>{' '}
        <small>
          {receipt.memberName ?? t('expenses.receipts.nobody')}
          {receipt.spentOn && (
            <>
              {' · '}
              <DayText day={receipt.spentOn} />
            </>
          )}
          {receipt.totalCents !== null && receipt.currency && (
            <>
              {' · '}
              <MoneyText cents={receipt.totalCents} currency={receipt.currency} />
            </>
          )}
          {' · '}
          <MomentText at={receipt.receivedAt} />
        </small>
        <p>
          <Outside>{note}</Outside>
        </p>
      </div>
      <span>{children}</span>
      <RefusalPlace />
    </li>
  )
}
