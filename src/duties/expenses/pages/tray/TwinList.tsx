import { Button } from '@mantine/core'
import { IconCopyCheck } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { RefusalPlace } from '#web/refusals.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { type Hold, useHeld, useHold } from '#web/ui/useHeld.ts'
import { useWords } from '#web/words.ts'
import { versionSeen } from '../receipts/types.ts'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import shared from './Tray.module.css'
import classes from './TwinList.module.css'
import { TwinSide } from './TwinSide.tsx'

type Pair = Awaited<ReturnType<typeof client.expenses.duplicates>>['items'][number]

/** Receipts that are likely one purchase, side by side: the same, or two of them. */
export function TwinList() {
  const { t } = useWords()
  const { data: pairs } = useSuspenseQuery(
    api.expenses.duplicates.queryOptions({ input: {}, select: ({ items }) => items }),
  )
  const { items, hold } = useHeld(pairs, keyOf)
  if (items.length === 0) {
    return <EmptyState icon={IconCopyCheck} title={t('expenses.twins.none')} text={t('expenses.twins.noneText')} />
  }
  return (
    <div className={classes.twins}>
      {items.map((pair) => (
        <TwinPair key={keyOf(pair)} pair={pair} hold={hold} />
      ))}
    </div>
  )
}

function keyOf({ one, otherId }: Pair): string {
  return `${one.id} ${otherId ?? 'hidden'}`
}

function TwinPair({ pair, hold }: { pair: Pair; hold: Hold<Pair> }) {
  const { t } = useWords()
  const [telling, setTelling] = useState(false)
  useHold(hold, pair, telling)
  const same = useChange(client.expenses.setAside, {
    done: (receipt) => t('expenses.twins.asideDone', { number: receipt.number }),
    undo: (receipt) => client.expenses.takeBack(versionSeen(receipt)),
  })
  const apart = useChange(client.expenses.toldApart, {
    done: t('expenses.twins.apartDone'),
    onDone: () => setTelling(false),
  })
  const { one, other, otherId } = pair
  const nameOfOther = other?.number ?? t('expenses.twins.colleagues')
  const drop = (receipt: Pair['one'], kept: Pair['other']) =>
    same.run({
      ...versionSeen(receipt),
      why: t('expenses.twins.why', { number: kept?.number ?? nameOfOther }),
      sameAs: kept?.id ?? null,
    })
  return (
    <section className={classes.pair}>
      <header>
        <strong>{pair.likeness && t(`expenses.likeness.${pair.likeness}`)}</strong>
        <Button variant="default" loading={apart.running} onClick={() => setTelling(true)}>
          {t('expenses.twins.apart')}
        </Button>
      </header>
      <div className={classes.sides}>
        <TwinSide receipt={one} other={other} aside={() => drop(one, other)} running={same.running} />
        {other ? (
          <TwinSide receipt={other} other={one} aside={() => drop(other, one)} running={same.running} />
        ) : (
          <p className={shared.side}>{t('expenses.twins.hidden')}</p>
        )}
      </div>
      <RefusalPlace />
      {telling && (
        <ReasonDialog
          title={t('expenses.twins.apartTitle', { one: one.number, other: nameOfOther })}
          text={t('expenses.twins.apartText')}
          label={t('expenses.reason')}
          offers={(['twoPurchases', 'twoPeople', 'invoiceAndSlip'] as const).map((offer) =>
            t(`expenses.twins.offer.${offer}`),
          )}
          yes={t('expenses.twins.apart')}
          shortest={2}
          run={(why) => apart.run({ oneId: one.id, otherId, why })}
          close={() => setTelling(false)}
        />
      )}
    </section>
  )
}
