import { IconAlertTriangle, IconFileText, IconLoader } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Outside } from '#web/ui/Outside.tsx'
import { useWords } from '#web/words.ts'
import { isBeingRead, isPoorPicture } from '../../rules/picture-warnings.ts'
import classes from './PileStrip.module.css'
import type { PileReceipt } from './reportTypes.ts'
import { thumbOf } from './useReceipt.ts'

interface Props {
  pile: readonly PileReceipt[]
  frontId: string
  show: (receiptId: string) => void
}

/** The receipts that are in no line yet, as small pictures; the one in front is marked. */
export function PileStrip({ pile, frontId, show }: Props) {
  const { t } = useWords()
  const front = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marked one comes into sight whenever it is another
  useEffect(() => {
    // Newer browsers give back a promise here, which an effect may not.
    void front.current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [frontId])
  if (pile.length === 0) return null
  return (
    <nav className={classes.pile} aria-label={t('expenses.reportPage.pile.title')}>
      <strong>{t('expenses.reportPage.pile.count', { n: pile.length })}</strong>
      <ol>
        {pile.map((receipt) => (
          <li key={receipt.id}>
            <button
              type="button"
              ref={receipt.id === frontId ? front : null}
              aria-current={receipt.id === frontId || undefined}
              title={receipt.fileName}
              onClick={() => show(receipt.id)}
            >
              <Thumb receipt={receipt} />
              <span className="clipped">
                <Outside>{receipt.merchant ?? receipt.number}</Outside>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

interface ThumbProps {
  receipt: {
    id: string
    readingState?: PileReceipt['readingState']
    warnings?: PileReceipt['warnings']
  }
}

/** A receipt as a small picture, or what became of it while there is none; a sign where the picture is poor. */
export function Thumb({ receipt }: ThumbProps) {
  const { t } = useWords()
  const [missing, setMissing] = useState(false)
  // The small picture is made while the receipt is read; then it is worth asking again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  useEffect(() => setMissing(false), [receipt.readingState])
  const poor = receipt.warnings?.find(isPoorPicture)
  return (
    <span className={classes.thumb}>
      {missing ? (
        <IconFileText size={20} stroke={1.4} aria-hidden />
      ) : (
        <img src={thumbOf(receipt.id)} alt="" loading="lazy" onError={() => setMissing(true)} />
      )}
      {isBeingRead(receipt) && (
        <IconLoader size={15} className={classes.thumbMark} aria-label={t('expenses.reportPage.pile.reading')} />
      )}
      {receipt.readingState === 'failed' && (
        <IconAlertTriangle size={15} className={classes.thumbMark} aria-label={t('expenses.reportPage.pile.failed')} />
      )}
      {poor && receipt.readingState === 'read' && (
        <IconAlertTriangle size={15} className={classes.thumbMark} aria-label={poor.text}>
          <title>{poor.text}</title>
        </IconAlertTriangle>
      )}
    </span>
  )
}
