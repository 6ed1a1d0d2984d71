import { Checkbox } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { MomentText } from '#web/ui/Day.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useWords } from '#web/words.ts'
import type { Receipt } from '../receipts/types.ts'
import { Thumb } from '../report/PileStrip.tsx'
import classes from './TrayList.module.css'

interface Props {
  items: readonly Receipt[]
  openId: string | undefined
  chosen: ReadonlySet<string>
  open: (id: string) => void
  toggle: (id: string) => void
}

/** The receipts that are nobody's yet: picture, file, when and from whom. */
export function TrayList({ items, openId, chosen, open, toggle }: Props) {
  const { t } = useWords()
  const here = useRef<HTMLLIElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the open one comes into sight whenever it is another
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [openId])
  return (
    <ul className={classes.list} aria-label={t('expenses.tray.title')}>
      {items.map((item) => (
        <li key={item.id} ref={item.id === openId ? here : null} data-here={item.id === openId || undefined}>
          <Checkbox size="xs" aria-label={item.number} checked={chosen.has(item.id)} onChange={() => toggle(item.id)} />
          <button type="button" aria-current={item.id === openId || undefined} onClick={() => open(item.id)}>
            <Thumb key={item.previewState} receipt={item} />
            <span>
              <strong>
                <Outside>{item.merchant ?? item.fileName}</Outside>
              </strong>
              <small>
                {item.teamName} · {item.receivedFromName ?? t(`expenses.cameBy.${item.cameBy}`)} ·{' '}
                <MomentText at={item.receivedAt} />
              </small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
