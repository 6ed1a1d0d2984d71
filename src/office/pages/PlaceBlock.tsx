import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDoorEnter, IconDoorExit, IconDots, IconPencil, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { isUnread } from '#web/faults.tsx'
import { useMay } from '#web/session.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useMenuAbout } from '#web/ui/useMenuAbout.ts'
import { useWords } from '#web/words.ts'
import shared from './office.module.css'
import classes from './PlaceBlock.module.css'

interface Place {
  id: string
  name: string
  closedAt: string | null
}

interface PlaceColumn<Row> {
  label: string
  /** It is a number: set to the right, and named where the table stands as cards. */
  counts?: boolean
  show: (row: Row) => ReactNode
}

interface BlockProps<Row> {
  title: string
  add: string
  /** What stands beside the name. */
  columns: PlaceColumn<Row>[]
  /** What marks one of them behind its name. */
  mark?: (row: Row) => ReactNode
  list: { data: Row[] | undefined; error: unknown; refetch: () => unknown }
  /** What to say when there is none yet. */
  none: string
  reopen: (row: Row) => unknown
  close: (row: Row) => unknown
  /** Whether it cannot be closed. */
  staysOpen?: ((row: Row) => boolean) | undefined
  /** Changes the one that is given, or adds one. */
  form: (row: Row | undefined, close: () => void) => ReactNode
}

/** One kind of place as a table, and the form that changes one or adds one. */
export function PlaceBlock<Row extends Place>({ title, add, list, none, form, ...rows }: BlockProps<Row>) {
  const mayEdit = useMay('office.administer')
  const [edited, setEdited] = useState<Row | 'new' | null>(null)
  return (
    <>
      <section className={shared.block}>
        <div className={shared.blockHead}>
          <h2>{title}</h2>
          {mayEdit && (
            <Button variant="default" leftSection={<IconPlus size={15} />} onClick={() => setEdited('new')}>
              {add}
            </Button>
          )}
        </div>
        {isUnread(list) ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : !list.data ? (
          <RowsSkeleton rows={3} />
        ) : list.data.length === 0 ? (
          <p className={shared.quiet}>{none}</p>
        ) : (
          <PlaceTable {...rows} rows={list.data} edit={setEdited} />
        )}
      </section>
      {edited && form(edited === 'new' ? undefined : edited, () => setEdited(null))}
    </>
  )
}

interface TableProps<Row> extends Pick<BlockProps<Row>, 'columns' | 'mark' | 'reopen' | 'close' | 'staysOpen'> {
  rows: Row[]
  edit: (row: Row) => void
}

function PlaceTable<Row extends Place>({ rows, columns, mark, reopen, close, staysOpen, edit }: TableProps<Row>) {
  const { t } = useWords()
  return (
    <table className={classes.places}>
      <thead>
        <tr>
          <th scope="col">{t('office.field.placeName')}</th>
          {columns.map(({ label, counts }) => (
            <th key={label} scope="col" className={counts ? classes.number : undefined}>
              {label}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-closed={row.closedAt ? true : undefined}>
            <td>
              {row.name} {mark?.(row)}
              {row.closedAt && <StateBadge label={t('office.places.isClosed')} />}
            </td>
            {columns.map(({ label, counts, show }) => (
              <td key={label} {...(counts ? { className: classes.number, 'data-label': label } : {})}>
                {show(row)}
              </td>
            ))}
            <td>
              <PlaceActions place={row} edit={edit} reopen={reopen} close={close} staysOpen={staysOpen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ActionsProps<Row> extends Pick<TableProps<Row>, 'reopen' | 'close' | 'staysOpen' | 'edit'> {
  place: Row
}

/** What can be done with one place. */
function PlaceActions<Row extends Place>({ place: now, close, reopen, edit, staysOpen }: ActionsProps<Row>) {
  const { t } = useWords()
  const { about: place, menu } = useMenuAbout(now)
  if (!useMay('office.administer')) return null
  return (
    <Menu position="bottom-end" {...menu}>
      <Menu.Target>
        <ActionIcon aria-label={t('office.places.menu', { name: now.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!place.closedAt && (
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => edit(place)}>
            {t('web.edit')}
          </Menu.Item>
        )}
        {!place.closedAt && !staysOpen?.(place) && (
          <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={() => close(place)}>
            {t('office.places.close')}
          </Menu.Item>
        )}
        {place.closedAt && (
          <Menu.Item leftSection={<IconDoorEnter size={16} />} onClick={() => reopen(place)}>
            {t('office.places.reopen')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
