import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { MomentText } from '#web/ui/Day.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useWords } from '#web/words.ts'
import classes from './Arrived.module.css'
import type { OpenedLink } from './types.ts'
import shared from './Upload.module.css'

interface Props {
  received: OpenedLink['received']
  /** What can be done about a receipt. */
  children: (receipt: OpenedLink['received'][number]) => ReactNode
}

/** What came already, with what was read on it, and a word when a picture is hard to read. */
export function Arrived({ received, children }: Props) {
  const { t, day } = useWords()
  if (received.length === 0) return null
  return (
    <section>
      <h2>
        {t('expenses.byLink.arrived')}
        <small>{received.length}</small>
      </h2>
      <ul className={classes.arrived}>
        {received.map((receipt) => {
          const isPoor = receipt.readingState === 'failed' || receipt.warnings.length > 0
          const facts = [
            receipt.spentOn && day(receipt.spentOn),
            receipt.readingState !== 'read' && t(`expenses.byLink.reading.${receipt.readingState}`),
          ].filter(Boolean)
          return (
            <li key={receipt.id} data-poor={isPoor || undefined}>
              {isPoor ? <IconAlertTriangle size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />}
              <span>
                <Outside>{receipt.merchant ?? receipt.fileName}</Outside>
                <small>
                  {facts.join(' · ')}
                  {facts.length > 0 && ' · '}
                  <MomentText at={receipt.receivedAt} />
                </small>
                {receipt.warnings.map((warning) => (
                  <small key={warning.says} className={shared.poor}>
                    {warning.text}
                  </small>
                ))}
              </span>
              {receipt.totalCents !== null && receipt.currency && (
                <MoneyText cents={receipt.totalCents} currency={receipt.currency} />
              )}
              {children(receipt)}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
