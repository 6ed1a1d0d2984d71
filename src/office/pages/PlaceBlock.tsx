import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDoorEnter, IconDoorExit, IconDots, IconPencil, IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMay } from '#web/session.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'
import classes from './office.module.css'

interface BlockProps<Row> {
  title: string
  add: string
  onAdd: () => void
  /** The heads of the columns; those that count are set to the right. */
  heads: { label: string; counts?: boolean }[]
  list: { data: Row[] | undefined; error: unknown; refetch: () => unknown }
  /** What to say when there is none yet. */
  none: string
  row: (row: Row) => ReactNode
}

/** One kind of place as a table: its rows, and a button to add one. */
export function PlaceBlock<Row>({ title, add, onAdd, heads, list, none, row }: BlockProps<Row>) {
  const mayEdit = useMay('office.administer')
  return (
    <section className={classes.block}>
      <div className={classes.blockHead}>
        <h2>{title}</h2>
        {mayEdit && (
          <Button variant="default" leftSection={<IconPlus size={15} />} onClick={onAdd}>
            {add}
          </Button>
        )}
      </div>
      {list.error ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : !list.data ? (
        <RowsSkeleton rows={3} />
      ) : list.data.length === 0 ? (
        <p className={classes.quiet}>{none}</p>
      ) : (
        <table className={classes.places}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head.label} scope="col" className={head.counts ? classes.number : undefined}>
                  {head.label}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>{list.data.map(row)}</tbody>
        </table>
      )}
    </section>
  )
}

interface ActionsProps {
  name: string
  closed: boolean
  /** Left away where the place always stays open. */
  close?: () => void
  reopen: () => void
  edit: () => void
}

/** What can be done with one place. */
export function PlaceActions({ name, closed, close, reopen, edit }: ActionsProps) {
  const { t } = useWords()
  if (!useMay('office.administer')) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('office.places.menu', { name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!closed && (
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={edit}>
            {t('web.edit')}
          </Menu.Item>
        )}
        {!closed && close && (
          <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={close}>
            {t('office.places.close')}
          </Menu.Item>
        )}
        {closed && (
          <Menu.Item leftSection={<IconDoorEnter size={16} />} onClick={reopen}>
            {t('office.places.reopen')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
