import { Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '#web/client.ts'
import { Outside } from '#web/ui/Outside.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'
import classes from './AskedList.module.css'

interface Props {
  roundId: string
  memberId: string
  children: ReactNode
}

/** Behind "asked twice": every reminder with its day, way, sender and text. */
export function AskedList({ roundId, memberId, children }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-end" width={380}>
      <Popover.Target>
        <button type="button" className={classes.plain} aria-expanded={open} onClick={() => setOpen(!open)}>
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown>{open && <Reminders roundId={roundId} memberId={memberId} />}</Popover.Dropdown>
    </Popover>
  )
}

function Reminders({ roundId, memberId }: { roundId: string; memberId: string }) {
  const { t, moment } = useWords()
  const { data } = useQuery(
    api.expenses.reminders.queryOptions({ input: { roundId, memberId }, select: ({ items }) => items }),
  )
  if (!data) return <RowsSkeleton rows={3} />
  return (
    <ul className={classes.reminders}>
      {data.map((reminder) => (
        <li key={reminder.id}>
          <details>
            <summary>
              {moment(reminder.at)}, {t(`expenses.way.${reminder.way}`)}
              <small>
                {reminder.sentByName ?? t('expenses.way.schedule')}
                {reminder.mailState === 'failed' && `, ${t('expenses.board.mailFailed')}`}
              </small>
            </summary>
            <p>
              <Outside>{reminder.body}</Outside>
            </p>
          </details>
        </li>
      ))}
    </ul>
  )
}
