import { Button } from '@mantine/core'
import { IconCut } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { tellWarning } from '#web/notices.tsx'
import { KeyHint } from '#web/ui/KeyHint.tsx'
import { keepFocus } from '#web/ui/keepFocus.ts'
import { useWords } from '#web/words.ts'
import classes from './Picture.module.css'

interface Props {
  receipt: { id: string; warnings: readonly { says: string; text: string }[]; partsOffered: number }
  /** Goes to the first of the receipts that were made of it, and back when that is undone. */
  goTo: (receiptId: string) => void
}

/** Offers to make a receipt of each that was seen on one picture; a and w do the same as the buttons, with Alt also while typing. */
export function PartsOffer({ receipt, goTo }: Props) {
  const { t } = useWords()
  const queries = useQueryClient()
  const receiptId = receipt.id
  // A list that does not know the receipt yet would open another.
  const whenAskedAfresh = () => queries.invalidateQueries({}, { cancelRefetch: false })
  const go = (id: string) => {
    goTo(id)
    keepFocus()
  }
  const apart = useChange(client.expenses.takeApart, {
    done: ({ parts }) => t('expenses.parts.apartDone', { parts: parts.map((part) => part.number) }),
    undo: async () => {
      await client.expenses.takeBack({ receiptId })
      await whenAskedAfresh()
      go(receiptId)
    },
    onDone: ({ parts }) => void whenAskedAfresh().then(() => go(parts[0]!.id)),
  })
  const one = useChange(client.expenses.sayOneReceipt, {
    done: t('expenses.parts.oneDone'),
    undo: () => client.expenses.sayOneReceipt({ receiptId, isOne: false }),
  })
  const busy = useRef(false)
  const decided = useDecidedHere(receipt.partsOffered > 0)
  const once = async (run: () => Promise<unknown>) => {
    // A double click comes before the button shows that it is at work.
    if (busy.current) return
    busy.current = true
    decided.current = true
    await run()
    busy.current = false
  }
  const takeApart = () => once(() => apart.run({ receiptId }))
  const sayOne = () => once(() => one.run({ receiptId }))
  const keys = [
    { key: 'a', does: t('expenses.parts.apart'), run: takeApart },
    { key: 'w', does: t('expenses.parts.one'), run: sayOne },
  ]
  useKeys(
    [...keys, ...keys.map((one) => ({ ...one, key: `alt+${one.key}`, inFields: true }))],
    receipt.partsOffered > 0,
  )
  if (receipt.partsOffered === 0) return null
  const said = receipt.warnings.find(({ says }) => says === 'expenses.reader.twoReceipts')
  return (
    <section className={classes.offer} aria-label={said?.text}>
      <IconCut size={18} aria-hidden />
      <span>{said?.text}</span>
      <span className={classes.offerDo}>
        <Button size="compact-sm" loading={apart.running} disabled={one.running} onClick={takeApart}>
          {t('expenses.parts.apart')}
          <span className={classes.key}>
            <KeyHint keys="a" />
          </span>
        </Button>
        <Button size="compact-sm" variant="default" loading={one.running} disabled={apart.running} onClick={sayOne}>
          {t('expenses.parts.one')}
          <span className={classes.key}>
            <KeyHint keys="w" />
          </span>
        </Button>
      </span>
    </section>
  )
}

/** Says so where the offer goes without an answer given here; whoever answers it sets what is returned. */
function useDecidedHere(isOffered: boolean): { current: boolean } {
  const { t } = useWords()
  const isHere = useRef(false)
  const was = useRef(isOffered)
  useEffect(() => {
    if (was.current && !isOffered && !isHere.current) tellWarning(t('expenses.parts.decided'))
    if (!was.current && isOffered) isHere.current = false
    was.current = isOffered
  }, [isOffered, t])
  return isHere
}
