import { useMemo, useRef, useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import { type Receipt, versionSeen } from './types.ts'

interface Props {
  /** Those that are still there to be chosen: what leaves them meanwhile has been dealt with by somebody else. */
  receipts: readonly Pick<Receipt, 'id' | 'number' | 'version'>[]
  /** The same as they were seen when it was asked for. */
  seen?: Props['receipts']
  close: () => void
  onDone?: () => void
}

/** Sets receipts aside with a reason; they stay, and it can be undone. */
export function SetAsideDialog({ receipts: chosen, seen = chosen, close, onDone }: Props) {
  const { t } = useWords()
  // What it was asked for: each leaves the list that it was chosen in.
  const [asked] = useState(seen)
  const done = useRef(new Map<string, ReturnType<typeof versionSeen>>())
  const asNow = useMemo(() => {
    const now = (one: (typeof asked)[number]) => chosen.find(({ id }) => id === one.id)
    return asked.flatMap((one) => now(one) ?? (done.current.has(one.id) ? one : []))
  }, [asked, chosen])
  const { subject: receipts, refused, isReading } = useSubject(asNow, true, asked)
  const setAside = async ({ receipts, why }: { receipts: ReturnType<typeof versionSeen>[]; why: string }) => {
    for (const seen of receipts.filter(({ receiptId }) => !done.current.has(receiptId)))
      done.current.set(seen.receiptId, versionSeen(await client.expenses.setAside({ ...seen, why })))
  }
  const others = receipts.filter(({ id }) => !done.current.has(id))
  const gone = others.filter(({ id }) => !asNow.some((one) => one.id === id)).length
  const hasChanged = others.some((one) => !asNow.some(({ id, version }) => id === one.id && version === one.version))
  const named = receipts.length > 0 ? receipts : asked
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
        count: named.length,
        number: named[0]?.number ?? '',
      })}
      text={t('expenses.receipts.setAsideText')}
      label={t('expenses.reason')}
      offers={(['private', 'twice', 'notOurs', 'noReceipt'] as const).map((offer) =>
        t(`expenses.receipts.asideOffer.${offer}`),
      )}
      yes={t('expenses.receipts.setAside')}
      shortest={2}
      lacks={receipts.length === 0 ? t('expenses.receipts.noneToSetAside') : null}
      meanwhile={
        <Meanwhile
          hasChanged={hasChanged && !aside.running}
          now={gone > 0 ? t('expenses.receipts.goneMeanwhile', { n: gone }) : undefined}
        />
      }
      isReading={isReading}
      run={(why) => aside.run({ receipts: receipts.map(versionSeen), why })}
      close={close}
    />
  )
}
