import { Note } from '#web/ui/Note.tsx'
import { useWords } from '#web/words.ts'

interface Props {
  receipt: { warnings: readonly { says: string; text: string }[]; pictureKeptAt?: string | null; partsOffered: number }
}

/** What to know of a receipt's picture, beside its fields; two receipts on it are offered by PartsOffer instead. */
export function PictureNotes({ receipt }: Props) {
  const { t } = useWords()
  const warnings = receipt.warnings.filter(({ says }) => says !== 'expenses.reader.twoReceipts')
  if (warnings.length === 0) return null
  return (
    <Note tone="warn" role="note">
      {warnings.map(({ says, text }) => (
        <p key={says}>{text}</p>
      ))}
      {receipt.pictureKeptAt && <p>{t('expenses.picture.cannot')}</p>}
    </Note>
  )
}
