import { Menu } from '@mantine/core'
import { IconCheck, IconClock, IconEdit, IconMinus, IconReceipt, IconRepeat, IconX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { OnRefused } from '#web/change.ts'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useMenuAbout } from '#web/ui/useMenuAbout.ts'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import classes from './ExpectedChip.module.css'
import { ExpectedDialog } from './ExpectedDialog.tsx'
import { isPastDue } from './standing.ts'
import type { Board, Expected, Receipt } from './types.ts'
import { useExpected } from './useExpected.ts'

const icons = { waiting: IconClock, received: IconCheck, missing: IconX, notNeeded: IconMinus }

interface Props {
  item: Expected
  receipts: readonly Receipt[]
  board: Board
  mayAct: boolean
}

/** One expected receipt with its state; a click says what became of it. */
export function ExpectedChip({ item, receipts, board, mayAct }: Props) {
  const { t, day } = useWords()
  const [isOpen, setOpen] = useState(false)
  const [dialog, setDialog] = useState<'missing' | 'change' | null>(null)
  const { subject: asked, refused, readAnew, isReading } = useSubject(item, isOpen || dialog === 'missing')
  const { about, menu } = useMenuAbout(asked, setOpen)
  const { settle } = useExpected(asked, refused)
  const Icon = icons[item.state]
  const isLate = item.state === 'waiting' && isPastDue(board)
  const state = t(`expenses.expected.state.${item.state}`)
  const hint = [state, item.expectedOn && day(item.expectedOn), item.receiptNumber, item.reason].filter(Boolean)
  const look = {
    className: classes.chip,
    'data-state': item.state,
    'data-late': isLate || undefined,
    title: hint.join(' · '),
    'aria-label': `${item.what}: ${hint.join(', ')}`,
    children: (
      <>
        <Icon size={13} stroke={2} aria-hidden />
        <span>
          <Outside>{item.what}</Outside>
        </span>
        {item.recurring && <IconRepeat size={11} stroke={1.8} aria-hidden />}
      </>
    ),
  }
  return (
    <>
      {mayAct || isOpen ? (
        <Menu position="bottom-start" width={260} {...menu}>
          <Menu.Target>
            <button type="button" {...look} />
          </Menu.Target>
          <ChipMenu item={about} refused={refused} receipts={receipts} ask={setDialog} />
        </Menu>
      ) : (
        <span role="note" {...look} />
      )}
      {dialog === 'missing' && (
        <ReasonDialog
          title={t('expenses.expected.missingTitle', { what: asked.what })}
          text={[
            asked.expectedOn && t('expenses.expected.onDay', { day: asked.expectedOn }),
            t('expenses.expected.missingText'),
          ]
            .filter(Boolean)
            .join(' ')}
          label={t('expenses.reason')}
          offers={[t('expenses.expected.offer.lost'), t('expenses.expected.offer.machine')]}
          yes={t('expenses.expected.declare')}
          shortest={3}
          isReading={isReading}
          error={settle.fields.reason}
          meanwhile={
            <Meanwhile
              hasChanged={item.version !== asked.version && !settle.running}
              now={item.state === asked.state ? undefined : `${state}.`}
            />
          }
          run={(reason) => settle.run({ expectedId: asked.id, version: asked.version, state: 'missing', reason })}
          typedOn={readAnew}
          close={() => setDialog(null)}
        />
      )}
      {dialog === 'change' && <ExpectedDialog item={item} close={() => setDialog(null)} />}
    </>
  )
}

interface MenuProps {
  item: Expected
  refused: OnRefused
  receipts: readonly Receipt[]
  ask: (dialog: 'missing' | 'change') => void
}

function ChipMenu({ item, refused, receipts, ask }: MenuProps) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { settle, match } = useExpected(item, refused)
  const open = item.receiptId
  return (
    <Menu.Dropdown>
      <Menu.Label>{item.reason ?? t(`expenses.expected.state.${item.state}`)}</Menu.Label>
      {open && (
        <>
          <Menu.Item
            leftSection={<IconReceipt size={15} />}
            onClick={() => void navigate({ to: `/expenses/receipts?open=${open}` })}
          >
            {t('expenses.expected.show', { number: item.receiptNumber ?? '' })}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconX size={15} />}
            onClick={() => match.run({ expectedId: item.id, version: item.version, receiptId: null })}
          >
            {t('expenses.expected.unmatch')}
          </Menu.Item>
        </>
      )}
      {item.state === 'waiting' && (
        <>
          <Menu.Item leftSection={<IconX size={15} />} onClick={() => ask('missing')}>
            {t('expenses.expected.toMissing')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconMinus size={15} />}
            onClick={() => settle.run({ expectedId: item.id, version: item.version, state: 'notNeeded' })}
          >
            {t('expenses.expected.toNotNeeded')}
          </Menu.Item>
        </>
      )}
      {(item.state === 'missing' || item.state === 'notNeeded') && (
        <Menu.Item
          leftSection={<IconClock size={15} />}
          onClick={() => settle.run({ expectedId: item.id, version: item.version, state: 'waiting' })}
        >
          {t('expenses.expected.toWaiting')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconEdit size={15} />} onClick={() => ask('change')}>
        {t('expenses.expected.change')}
      </Menu.Item>
      {(item.state === 'waiting' || item.state === 'missing') && (
        <Offered
          receipts={receipts.slice(0, 6)}
          match={(receiptId) => match.run({ expectedId: item.id, version: item.version, receiptId })}
        />
      )}
    </Menu.Dropdown>
  )
}

interface OfferedProps {
  receipts: readonly Receipt[]
  match: (receiptId: string) => unknown
}

/** The receipts that it may be, as they were when the menu was opened. */
function Offered({ receipts: now, match }: OfferedProps) {
  const [receipts] = useState(now)
  const { t, day, money } = useWords()
  const nameOf = (receipt: Receipt) =>
    [
      receipt.merchant ?? receipt.fileName,
      receipt.spentOn && day(receipt.spentOn),
      receipt.totalCents !== null && receipt.currency && money(receipt.totalCents, receipt.currency),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <>
      {receipts.length > 0 && <Menu.Label>{t('expenses.expected.isThis')}</Menu.Label>}
      {receipts.map((receipt) => (
        <Menu.Item key={receipt.id} onClick={() => match(receipt.id)}>
          {nameOf(receipt)}
        </Menu.Item>
      ))}
    </>
  )
}
