import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { MomentText } from '#web/ui/Day.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import classes from './AskedCell.module.css'
import { AskedList } from './AskedList.tsx'
import type { Board, BoardPerson } from './types.ts'

interface Props {
  person: BoardPerson
  round: Board
  remind?: () => void
  children: ReactNode
}

/** How often somebody was asked, when and how last, with the buttons to ask again. */
export function AskedCell({ person, round, remind, children }: Props) {
  const { t } = useWords()
  const { times, lastAt, lastWay, lastMailState } = person.asked
  return (
    <div className={classes.asked}>
      <span>
        {times === 0 ? (
          <span className="quiet">{t('expenses.board.notAsked')}</span>
        ) : (
          <AskedList roundId={round.id} memberId={person.memberId}>
            {t('expenses.board.askedTimes', { count: times })}
            <small>
              {lastAt && <MomentText at={lastAt} />}
              {lastWay && `, ${t(`expenses.way.${lastWay}`)}`}
            </small>
          </AskedList>
        )}
        {lastMailState === 'failed' && <StateBadge tone="bad" label={t('expenses.board.mailFailed')} />}
      </span>
      <span className={classes.tools}>
        {remind && person.isActive && (
          <Tooltip label={t('expenses.remind.title')}>
            <ActionIcon aria-label={t('expenses.remind.one', { name: person.name })} onClick={remind}>
              <IconMail size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
        {children}
      </span>
    </div>
  )
}
