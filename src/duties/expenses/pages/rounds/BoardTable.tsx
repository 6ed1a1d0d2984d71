import { Button, Checkbox, CloseButton } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useEffect } from 'react'
import { usePageSearch } from '#web/address.ts'
import { useKeys } from '#web/keys.ts'
import { useSelection } from '#web/ui/table/useSelection.ts'
import { useHere } from '#web/ui/useHere.ts'
import { useWords } from '#web/words.ts'
import shared from './Board.module.css'
import classes from './BoardTable.module.css'
import { PersonRow } from './PersonRow.tsx'
import type { Board, Receipt } from './types.ts'
import type { BoardFiles } from './useBoardFiles.tsx'

interface Props {
  board: Board
  receipts: readonly Receipt[]
  files: BoardFiles
  remind: (memberIds: string[]) => void
}

/** A row per salesperson; j and k move, x chooses, a adds what is expected, e reminds. */
export function BoardTable({ board, receipts, files, remind }: Props) {
  const { t } = useWords()
  const [search] = usePageSearch()
  const mayAct = board.mayChange && !board.closedAt
  const people = board.people
  const here = useHere(people, (person) => person.memberId, search.person)
  const selection = useSelection(people.map((person) => ({ id: person.memberId, original: person })))
  const chosen = selection.rows().map((person) => person.memberId)
  const move = (steps: number) => {
    const next = here.further(steps)
    here.stand(next)
    document.querySelector(`[data-member="${next?.memberId}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useEffect(() => {
    if (search.person) document.querySelector(`[data-member="${search.person}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [search.person])
  const press = (what: string) =>
    document.querySelector<HTMLElement>(`[data-member="${here.row?.memberId}"] [data-does="${what}"]`)?.click()
  useKeys(
    [
      { key: 'j', does: t('web.table.down1'), run: () => move(1) },
      { key: 'k', does: t('web.table.up1'), run: () => move(-1) },
      { key: 'x', does: t('web.table.choose'), run: () => here.row && selection.toggle(here.row.memberId) },
      { key: 'a', does: t('expenses.expected.add'), run: () => press('add') },
      { key: 'l', does: t('expenses.link.title'), run: () => press('link') },
      {
        key: 'e',
        does: t('expenses.remind.title'),
        run: () => {
          if (chosen.length > 0) remind(chosen)
          else if (here.row) remind([here.row.memberId])
        },
      },
    ],
    mayAct,
  )
  return (
    <>
      <table className={shared.board}>
        <thead>
          <tr>
            {mayAct && (
              <th className={shared.pick}>
                <Checkbox
                  size="xs"
                  aria-label={t('web.table.selectAll')}
                  checked={selection.all}
                  indeterminate={selection.some}
                  onChange={selection.toggleAll}
                />
              </th>
            )}
            <th>{t('expenses.board.person')}</th>
            <th>{t('expenses.board.expected')}</th>
            <th>{t('expenses.board.receipts')}</th>
            <th>{t('expenses.board.asked')}</th>
            <th>{t('expenses.board.report')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow
              key={person.memberId}
              board={board}
              person={person}
              receipts={receipts.filter((receipt) => receipt.memberId === person.memberId)}
              isHere={person === here.row}
              stand={() => here.stand(person)}
              isChosen={selection.ids.has(person.memberId)}
              isOver={files.overId === person.memberId}
              toggle={() => selection.toggle(person.memberId)}
              remind={() => remind([person.memberId])}
              addFiles={(added) => files.add(added, person.memberId)}
            />
          ))}
        </tbody>
      </table>
      {chosen.length > 0 && (
        <div className={classes.bulk} role="toolbar" aria-label={t('web.table.selected', { count: chosen.length })}>
          <span role="status">{t('web.table.selected', { count: chosen.length })}</span>
          <Button leftSection={<IconMail size={15} />} onClick={() => remind(chosen)}>
            {t('expenses.remind.title')}
          </Button>
          <CloseButton size="sm" aria-label={t('web.table.unselect')} onClick={selection.clear} />
        </div>
      )}
    </>
  )
}
