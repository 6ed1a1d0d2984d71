import { SegmentedControl } from '@mantine/core'
import { IconPhotoOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PictureViewer } from '#web/ui/PictureViewer.tsx'
import { useWords } from '#web/words.ts'
import { isBeingRead } from '../../rules/picture-warnings.ts'
import { type Place, partsIn } from './readerTrust.ts'
import { originalOf, pictureOf, useReceipt } from './useReceipt.ts'

interface Props {
  receipts: readonly { id: string; number: string; fileName: string }[]
  /** The place of the field in focus on the first receipt. */
  place: Place | null
}

/** The picture of what lies in front; with several receipts one chooses between them. */
export function ReceiptPicture({ receipts, place }: Props) {
  const { t } = useWords()
  const [chosen, choose] = useState<string | null>(null)
  const shown = receipts.find((receipt) => receipt.id === chosen) ?? receipts[0]
  const first = receipts[0]?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thing in front begins with its first receipt
  useEffect(() => choose(null), [first])
  const { data } = useReceipt(shown?.id)
  if (!shown) {
    return (
      <EmptyState
        icon={IconPhotoOff}
        title={t('expenses.reportPage.picture.none')}
        text={t('expenses.reportPage.picture.noneText')}
      />
    )
  }
  const count = Math.max(1, data?.pageList.length ?? 1)
  const pages = Array.from({ length: count }, (_, at) => ({ src: pictureOf(shown.id, at + 1), alt: shown.fileName }))
  return (
    <>
      {receipts.length > 1 && (
        <SegmentedControl
          m={6}
          size="xs"
          value={shown.id}
          onChange={choose}
          data={receipts.map((receipt) => ({ value: receipt.id, label: receipt.number }))}
          aria-label={t('expenses.reportPage.picture.which')}
        />
      )}
      <PictureViewer
        pages={pages}
        highlight={shown.id === first ? place : null}
        isMaking={data?.pageList.length === 0 && isBeingRead(data)}
        marks={data && data.partsOffered > 0 ? partsIn(data.reading) : []}
        original={originalOf(shown.id)}
      />
    </>
  )
}
