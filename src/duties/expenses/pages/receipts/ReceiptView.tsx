import { IconReceiptOff } from '@tabler/icons-react'
import { useState } from 'react'
import { troubleOf } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Note } from '#web/ui/Note.tsx'
import { FormSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'
import { PartsOffer } from '../picture/PartsOffer.tsx'
import { PictureNotes } from '../picture/PictureNotes.tsx'
import { NoSupport } from '../report/ReadFacts.tsx'
import { ReceiptPicture } from '../report/ReceiptPicture.tsx'
import type { Place } from '../report/readerTrust.ts'
import { useReceipt } from '../report/useReceipt.ts'
import classes from './Receipt.module.css'
import { ReceiptActions } from './ReceiptActions.tsx'
import { ReceiptBadge } from './ReceiptBadge.tsx'
import { ReceiptFacts } from './ReceiptFacts.tsx'
import { ReceiptForm } from './ReceiptForm.tsx'

interface Props {
  receiptId: string
  open: (receiptId: string) => void
  close: () => void
}

/** One receipt whole: its picture, its fields with what the reader thinks of them, and where it is used. */
export function ReceiptView({ receiptId, open, close }: Props) {
  const { t } = useWords()
  const { data: receipt, error, refetch } = useReceipt(receiptId)
  const [place, setPlace] = useState<Place | null>(null)
  if (error && !receipt) {
    return troubleOf(error).kind === 'absent' ? (
      <EmptyState icon={IconReceiptOff} title={t('web.trouble.absent')} text={troubleOf(error).message} />
    ) : (
      <ErrorState error={error} retry={() => refetch()} />
    )
  }
  if (!receipt)
    return (
      <div style={{ padding: 16 }}>
        <FormSkeleton />
      </div>
    )
  return (
    <div className={classes.view}>
      <div className={classes.picture}>
        <ReceiptPicture receipts={[receipt]} place={place} />
      </div>
      <div className={classes.side}>
        <header className={classes.head}>
          <h2>{receipt.number}</h2>
          <ReceiptBadge receipt={receipt} />
          <ReceiptActions receipt={receipt} close={close} />
        </header>
        {receipt.setAsideAt && (
          <Note tone="warn" role="note">
            {t('expenses.receipts.setAsideWhy', { why: receipt.setAsideWhy ?? '' })}
          </Note>
        )}
        {receipt.trouble && (
          <Note tone="bad" role="alert">
            {receipt.trouble.text}
          </Note>
        )}
        <NoSupport reading={receipt.reading} />
        <PictureNotes receipt={receipt} />
        {receipt.mayChange && receipt.usedIn.length === 0 && (
          <PartsOffer key={receipt.id} receipt={receipt} goTo={open} />
        )}
        <ReceiptForm receipt={receipt} show={setPlace} />
        <ReceiptFacts receipt={receipt} show={setPlace} />
      </div>
    </div>
  )
}
