import { useMemo, useRef, useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import { type Receipt, versionSeen } from './types.ts'

interface Props {
  receipts: readonly Pick<Receipt, 'id' | 'number' | 'version'>[]
  close: () => void
  onDone?: () => void
}

/** Sets receipts aside with a reason; they stay, and it can be undone. */
export function SetAsideDialog({ receipts: chosen, close, onDone }: Props) {
  const { t } = useWords()
  // What it was asked for: each leaves the list that it was chosen in.
  const [asked] = useState(chosen)
  const asNow = useMemo(() => asked.map((one) => chosen.find(({ id }) => id === one.id) ?? one), [asked, chosen])
  const { subject: receipts, refused, isReading } = useSubject(asNow, true)
  const done = useRef(new Map<string, ReturnType<typeof versionSeen>>())
  const setAside = async ({ receipts, why }: { receipts: ReturnType<typeof versionSeen>[]; why: string }) => {
    for (const seen of receipts.filter(({ receiptId }) => !done.current.has(receiptId)))
      done.current.set(seen.receiptId, versionSeen(await client.expenses.setAside({ ...seen, why })))
  }
  const hasChanged = receipts.some(({ id, version }, at) => asNow[at]?.version !== version && !done.current.has(id))
  const aside = useChange(setAside, {
    done: t('expenses.receipts.setAsideDone', { count: receipts.length }),
    undo: () => Promise.all([...done.current.values()].map((seen) => client.expenses.takeBack(seen))),
    onRefused: refused,
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
      meanwhile={<Meanwhile hasChanged={hasChanged && !aside.running} />}
      isReading={isReading}
      run={(why) => aside.run({ receipts: receipts.map(versionSeen), why })}
      close={close}
    />
  )
}
