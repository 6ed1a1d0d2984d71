import { useRef, useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { ReasonDialog } from '../report/ReasonDialog.tsx'

interface Props {
  receipts: readonly { id: string; number: string }[]
  close: () => void
  onDone?: () => void
}

/** Sets receipts aside with a reason; they stay, and it can be undone. */
export function SetAsideDialog({ receipts: chosen, close, onDone }: Props) {
  const { t } = useWords()
  // What it was asked for: each leaves the list that it was chosen in.
  const [receipts] = useState(chosen)
  const isDone = useRef(new Set<string>())
  const setAside = async ({ receiptIds, why }: { receiptIds: string[]; why: string }) => {
    for (const receiptId of receiptIds.filter((id) => !isDone.current.has(id))) {
      await client.expenses.setAside({ receiptId, why })
      isDone.current.add(receiptId)
    }
  }
  const aside = useChange(setAside, {
    done: t('expenses.receipts.setAsideDone', { count: receipts.length }),
    undo: () => Promise.all(receipts.map(({ id }) => client.expenses.takeBack({ receiptId: id }))),
    onDone: () => {
      close()
      onDone?.()
    },
  })
  return (
    <ReasonDialog
      title={t('expenses.receipts.setAsideTitle', {
        count: receipts.length,
        number: receipts[0]?.number ?? '',
      })}
      text={t('expenses.receipts.setAsideText')}
      label={t('expenses.reason')}
      offers={(['private', 'twice', 'notOurs', 'noReceipt'] as const).map((offer) =>
        t(`expenses.receipts.asideOffer.${offer}`),
      )}
      yes={t('expenses.receipts.setAside')}
      shortest={2}
      run={(why) => aside.run({ receiptIds: receipts.map(({ id }) => id), why })}
      close={close}
    />
  )
}
