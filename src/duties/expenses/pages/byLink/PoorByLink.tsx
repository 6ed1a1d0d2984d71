import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { isPoorPicture } from '../../rules/picture-warnings.ts'
import { AnotherPicture } from '../picture/AnotherPicture.tsx'
import type { OpenedLink } from './types.ts'

interface Props {
  token: string
  receipt: OpenedLink['received'][number]
  size: 'large' | 'small'
  take: (files: File[]) => void
  onDone?: () => void
}

/** Asks the bearer of an upload link for another picture, or to keep it as it is. */
export function PoorByLink({ token, receipt, size, take, onDone }: Props) {
  const { t } = useWords()
  const receiptId = receipt.id
  const keep = useChange(client.expenses.keepPictureByLink, {
    done: t('expenses.picture.kept'),
    undo: () => client.expenses.keepPictureByLink({ token, receiptId, kept: false }),
    onDone: () => onDone?.(),
  })
  const poor = receipt.warnings.filter(isPoorPicture).map(({ text }) => text)
  return (
    <AnotherPicture
      says={poor.length > 0 ? poor : [t('expenses.byLink.reading.failed')]}
      size={size}
      name={receipt.merchant ?? receipt.fileName}
      running={keep.running}
      keep={() => keep.run({ token, receiptId })}
      take={(files) => {
        onDone?.()
        take(files)
      }}
    />
  )
}
