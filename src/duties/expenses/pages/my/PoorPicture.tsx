import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { isPoorPicture } from '../../rules/picture-warnings.ts'
import { AnotherPicture } from '../picture/AnotherPicture.tsx'
import { Thumb } from '../report/PileStrip.tsx'
import type { MyReceipt } from './useMy.ts'

interface Props {
  receipt: MyReceipt
  size: 'large' | 'small'
  take: (files: File[]) => void
  /** It was decided on: the next one may be shown. */
  onDone?: () => void
}

/** Asks for another picture of a receipt of one's own, or to keep it as it is. */
export function PoorPicture({ receipt, size, take, onDone }: Props) {
  const { t } = useWords()
  const receiptId = receipt.id
  const keep = useChange(client.expenses.keepPicture, {
    done: t('expenses.picture.kept'),
    undo: () => client.expenses.keepPicture({ receiptId, kept: false }),
    onDone: () => onDone?.(),
  })
  const poor = receipt.warnings.filter(isPoorPicture).map(({ text }) => text)
  return (
    <AnotherPicture
      says={poor.length > 0 ? poor : [receipt.trouble?.text ?? '']}
      size={size}
      name={receipt.merchant ?? receipt.fileName}
      running={keep.running}
      keep={() => keep.run({ receiptId })}
      take={(files) => {
        onDone?.()
        take(files)
      }}
    >
      <Thumb receipt={receipt} />
    </AnotherPicture>
  )
}
