import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useLine } from '#web/live.ts'
import { DayText } from '#web/ui/Day.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { SendingList } from '#web/ui/SendingList.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge, type Tone } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { isPoorPicture } from '../../rules/picture-warnings.ts'
import { Thumb } from '../report/PileStrip.tsx'
import { pictureOf } from '../report/useReceipt.ts'
import classes from './MyReceipts.module.css'
import shared from './my.module.css'
import { PoorPicture } from './PoorPicture.tsx'
import { type MyReceipt, useMyReceipts } from './useMy.ts'
import { useByItself } from './useMyQueue.ts'

const atFirst = 6

interface Props {
  queue: string
  /** The receipt that the page asks for another picture of already. */
  askedId: string | undefined
  sendInstead: (files: File[], receiptId: string) => void
}

/** What is on its way and what has arrived, each with its state, and another picture where one is needed. */
export function MyReceipts({ queue, askedId, sendInstead }: Props) {
  const { t } = useWords()
  const line = useLine()
  const byItself = useByItself()
  const receipts = useMyReceipts()
  const [all, setAll] = useState(false)
  const items = receipts.data?.items ?? []
  return (
    <section className={shared.card}>
      <h2>
        {t('expenses.myPage.receipts.title')}
        {items.length > 0 && (
          <small className={shared.headNote}>{t('expenses.myPage.receipts.count', { n: items.length })}</small>
        )}
      </h2>
      {line === 'lost' && <p className="quiet">{t('expenses.myPage.offline')}</p>}
      <SendingList queue={queue} otherWay={byItself} />
      {receipts.isPending && <RowsSkeleton rows={3} />}
      {receipts.error && items.length === 0 && <ErrorState error={receipts.error} retry={() => receipts.refetch()} />}
      {receipts.data && items.length === 0 && <p className="quiet">{t('expenses.myPage.receipts.none')}</p>}
      <ul className={shared.items}>
        {(all ? items : items.slice(0, atFirst)).map((receipt) => (
          <ReceiptItem key={receipt.id} receipt={receipt}>
            {receipt.asksForAnother && receipt.id !== askedId && (
              <PoorPicture receipt={receipt} size="small" take={(files) => sendInstead(files, receipt.id)} />
            )}
          </ReceiptItem>
        ))}
      </ul>
      {!all && items.length > atFirst && (
        <Button variant="subtle" size="sm" onClick={() => setAll(true)}>
          {t('expenses.myPage.receipts.all', { n: items.length })}
        </Button>
      )}
    </section>
  )
}

function ReceiptItem({ receipt, children }: { receipt: MyReceipt; children: ReactNode }) {
  const { t } = useWords()
  const { label, tone } = useReceiptState(receipt)
  const says = wordsOn(receipt)
  return (
    <li data-receipt>
      <a href={pictureOf(receipt.id)} target="_blank" rel="noreferrer" aria-label={receipt.number}>
        <Thumb receipt={receipt} />
      </a>
      <div className={shared.what}>
        <strong>
          <Outside>{receipt.merchant ?? receipt.fileName}</Outside>
        </strong>
        <small>{receipt.spentOn ? <DayText day={receipt.spentOn} /> : receipt.number}</small>
      </div>
      <div className={classes.atEnd}>
        {receipt.totalCents !== null && receipt.currency ? (
          <MoneyText cents={receipt.totalCents} currency={receipt.currency} />
        ) : (
          receipt.readingState === 'read' && <small>{t('expenses.myPage.receipts.noAmount')}</small>
        )}
        <StateBadge label={label} tone={tone} />
      </div>
      {says.length > 0 && (
        <div className={classes.trouble}>
          {says.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </div>
      )}
      {children}
    </li>
  )
}

/** What to know of a receipt: its poor picture while another is asked for, else why it could not be read; and the rest. */
function wordsOn({ warnings, trouble, asksForAnother }: MyReceipt): string[] {
  const poor = asksForAnother ? warnings.filter(isPoorPicture) : []
  const others = warnings.filter((one) => !isPoorPicture(one))
  return [...(poor.length > 0 ? poor : trouble ? [trouble] : []), ...others].map(({ text }) => text)
}

function useReceiptState(receipt: MyReceipt): { label: string; tone: Tone } {
  const { t } = useWords()
  const say = (state: string, tone: Tone) => ({
    label: t(`expenses.myPage.receipts.${state}`, { why: receipt.setAsideWhy ?? '' }),
    tone,
  })
  if (receipt.setAsideAt) return say('aside', 'neutral')
  if (receipt.lines > 0) return say('inReport', 'good')
  if (receipt.readingState === 'failed') return say('failed', 'warn')
  return receipt.readingState === 'read' ? say('unused', 'info') : say('reading', 'neutral')
}
