import { Button, Menu } from '@mantine/core'
import {
  IconCalendarTime,
  IconDots,
  IconHistory,
  IconLock,
  IconLockOpen,
  IconMail,
  IconUsers,
} from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePageParams } from '#web/address.ts'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { SendingList } from '#web/ui/SendingList.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useMenuAbout } from '#web/ui/useMenuAbout.ts'
import { useWords } from '#web/words.ts'
import { useMonth } from '../months.ts'
import { HistoryDrawer } from '../report/HistoryDrawer.tsx'
import { BoardTable } from './BoardTable.tsx'
import { RemindDialog } from './RemindDialog.tsx'
import classes from './RoundBoard.module.css'
import { ScheduleDialog } from './ScheduleDialog.tsx'
import { stateOf, toneOf } from './standing.ts'
import type { Board } from './types.ts'
import { useBoardFiles } from './useBoardFiles.tsx'
import { useRoundReceipts } from './useRoundReceipts.ts'

/** The board of a round: who is complete, what is missing, and everything one does about it. */
export function Page() {
  const { roundId } = usePageParams<{ roundId: string }>()
  const { t } = useWords()
  const { data: board } = useSuspenseQuery(api.expenses.round.queryOptions({ input: { roundId } }))
  const receipts = useRoundReceipts(roundId)
  const [asking, setAsking] = useState<string[] | null>(null)
  const files = useBoardFiles(board)
  const inTray = receipts.filter((receipt) => !receipt.memberId).length
  const incomplete = board.people.filter((person) => person.isActive && person.counts.waiting > 0)
  const mayAct = board.mayChange && !board.closedAt
  return (
    <>
      <BoardHeader board={board} remind={() => setAsking(incomplete.map((person) => person.memberId))} />
      <div className={classes.frame}>
        {files.veil}
        <div className={classes.notes}>
          <SendingList queue={files.queue} note={files.note} />
          {inTray > 0 && (
            <Link to="/expenses/tray" className={classes.inTray}>
              {t('expenses.board.inTray', { count: inTray })}
            </Link>
          )}
        </div>
        {board.people.length === 0 ? (
          <EmptyState icon={IconUsers} title={t('expenses.board.nobody')} text={t('expenses.board.nobodyText')} />
        ) : (
          <BoardTable board={board} receipts={receipts} files={files} remind={setAsking} />
        )}
        {mayAct && <p className={classes.hint}>{t('expenses.board.dropHint')}</p>}
      </div>
      {asking && (
        <RemindDialog
          round={board}
          people={board.people.filter((person) => asking.includes(person.memberId))}
          close={() => setAsking(null)}
        />
      )}
    </>
  )
}

function BoardHeader({ board, remind }: { board: Board; remind: () => void }) {
  const { t, day } = useWords()
  const month = useMonth()
  const [shown, show] = useState<'history' | 'schedule' | null>(null)
  const { about: opened, menu } = useMenuAbout(board)
  const reopen = useChange(client.expenses.reopenRound, { done: t('expenses.board.reopened') })
  const close = useChange(client.expenses.closeRound, {
    done: t('expenses.board.closed'),
    undo: () => client.expenses.reopenRound({ roundId: board.id }),
  })
  const incomplete = board.people.filter((person) => person.isActive && person.counts.waiting > 0).length
  const facts = [
    t('expenses.board.dueOn', { day: day(board.dueDay) }),
    t('expenses.board.completeOf', { done: board.tally.complete, all: board.tally.people }),
    t('expenses.board.receiptCount', { count: board.tally.receipts }),
    board.number,
  ]
  return (
    <>
      <PageHeader
        title={`${month(board.month)}, ${board.teamName}`}
        back={{ to: '/expenses/rounds', label: t('expenses.rounds.title') }}
        badge={<StateBadge tone={toneOf(board)} label={t(`expenses.standing.${stateOf(board)}`)} />}
        note={facts.join(' · ')}
      >
        {board.mayChange && !board.closedAt && incomplete > 0 && (
          <Button leftSection={<IconMail size={15} />} onClick={remind}>
            {t('expenses.remind.all', { count: incomplete })}
          </Button>
        )}
        <Menu position="bottom-end" {...menu}>
          <Menu.Target>
            <Button variant="default" px={8} aria-label={t('web.more')}>
              <IconDots size={16} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {opened.mayChange && !opened.closedAt && (
              <Menu.Item leftSection={<IconCalendarTime size={16} />} onClick={() => show('schedule')}>
                {t('expenses.remind.scheduleTitle')}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => show('history')}>
              {t('web.history.title')}
            </Menu.Item>
            {opened.mayChange && !opened.closedAt && (
              <Menu.Item leftSection={<IconLock size={16} />} onClick={() => close.run({ roundId: board.id })}>
                {t('expenses.board.close')}
              </Menu.Item>
            )}
            {opened.mayChange && opened.closedAt && (
              <Menu.Item leftSection={<IconLockOpen size={16} />} onClick={() => reopen.run({ roundId: board.id })}>
                {t('expenses.board.reopen')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </PageHeader>
      {shown === 'history' && <HistoryDrawer recordId={board.id} close={() => show(null)} />}
      {shown === 'schedule' && <ScheduleDialog board={board} close={() => show(null)} />}
    </>
  )
}
