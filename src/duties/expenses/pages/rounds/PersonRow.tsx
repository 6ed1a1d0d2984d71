import { ActionIcon, Checkbox, Tooltip } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { pictureKinds } from '#web/ui/DropArea.tsx'
import { Person } from '#web/ui/Person.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { AskedCell } from './AskedCell.tsx'
import shared from './Board.module.css'
import { ExpectedAdd } from './ExpectedAdd.tsx'
import { ExpectedChip } from './ExpectedChip.tsx'
import { LinkButton } from './LinkButton.tsx'
import classes from './PersonRow.module.css'
import { Progress } from './Progress.tsx'
import { ReportCell } from './ReportCell.tsx'
import { Thumbs } from './Thumbs.tsx'
import type { Board, BoardPerson, Receipt } from './types.ts'

interface Props {
  board: Board
  person: BoardPerson
  receipts: readonly Receipt[]
  isHere: boolean
  stand: () => void
  isChosen: boolean
  isOver: boolean
  toggle: () => void
  remind: () => void
  addFiles: (files: File[]) => void
}

/** One salesperson of the round: what is expected, what came, how often asked, his link and report. */
export function PersonRow(props: Props) {
  const { board, person, receipts } = props
  const { t } = useWords()
  const mayAct = board.mayChange && !board.closedAt
  const { waiting, received, missing, notNeeded } = person.counts
  const all = waiting + received + missing + notNeeded
  return (
    <tr
      data-member={person.memberId}
      data-here={props.isHere || undefined}
      data-chosen={props.isChosen || undefined}
      data-over={props.isOver || undefined}
      onFocus={props.stand}
    >
      {mayAct && (
        <td className={shared.pick}>
          <Checkbox size="xs" aria-label={person.name} checked={props.isChosen} onChange={props.toggle} />
        </td>
      )}
      <td className={classes.who}>
        <Person name={person.name} />
        <span className={classes.under}>
          {all > 0 && <Progress done={all - waiting} all={all} />}
          {person.isComplete && <StateBadge tone="good" label={t('expenses.board.isComplete')} />}
          {!person.isActive && <StateBadge label={t('expenses.board.gone')} />}
          {!person.isInformed && (
            <Link to="/expenses/procedure?who=not">
              <StateBadge tone="warn" label={t('expenses.board.notInformed')} />
            </Link>
          )}
        </span>
      </td>
      <td>
        <div className={classes.chips}>
          {person.expected.map((item) => (
            <ExpectedChip key={item.id} item={item} receipts={receipts} board={board} mayAct={mayAct} />
          ))}
          {all === 0 && !mayAct && <span className="quiet">{t('expenses.expected.none')}</span>}
          <ExpectedAdd roundId={board.id} memberId={person.memberId} isFirst={all === 0} mayAdd={mayAct} />
        </div>
      </td>
      <td>
        <div className={classes.came}>
          <Thumbs person={person} receipts={receipts} roundId={board.id} />
          {mayAct && <AddFiles name={person.name} add={props.addFiles} />}
        </div>
      </td>
      <td>
        <AskedCell person={person} round={board} {...(mayAct ? { remind: props.remind } : {})}>
          {mayAct && <LinkButton roundId={board.id} memberId={person.memberId} isLive={person.linkId !== null} />}
        </AskedCell>
      </td>
      <td>
        <ReportCell person={person} board={board} />
      </td>
    </tr>
  )
}

function AddFiles({ name, add }: { name: string; add: (files: File[]) => void }) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const label = t('expenses.board.addFiles', { name })
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon aria-label={label} onClick={() => input.current?.click()}>
          <IconPaperclip size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={pictureKinds}
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
