import { IconMessageCheck, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { usePageSearch } from '#web/address.ts'
import { api, type client } from '#web/client.ts'
import { useMay } from '#web/session.tsx'
import { DayText } from '#web/ui/Day.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Person } from '#web/ui/Person.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import type { Column } from '#web/ui/table/column.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useWords } from '#web/words.ts'
import { InformDialog } from './InformDialog.tsx'

type Row = Awaited<ReturnType<typeof client.expenses.informedList>>['people'][number]

/** Who was informed of the version in force; several at once can be noted as told. */
export function InformedList() {
  const { t } = useWords()
  const [search] = usePageSearch()
  const mayPrepare = useMay('expenses.prepare')
  const [telling, setTelling] = useState<{ people: Row[]; versionNumber: number } | null>(null)
  const columns = useColumns()
  const list = useQuery(api.expenses.informedList.queryOptions({ input: {} }))
  const initial = useMemo(
    () => ({
      sort: { id: 'name', desc: false },
      ...(search.who === 'not' ? { filters: { state: 'not' } } : {}),
    }),
    [search.who],
  )
  return (
    <>
      <DataTable
        id="informed"
        label={t('expenses.procedure.tab.people')}
        columns={columns}
        rowId={(row) => row.memberId}
        rows={list.data?.people}
        error={list.error}
        retry={list.refetch}
        initial={initial}
        empty={<EmptyState icon={IconUsers} title={t('expenses.board.nobody')} />}
        {...(mayPrepare && list.data?.number
          ? {
              actions: [
                {
                  label: t('expenses.procedure.told'),
                  icon: IconMessageCheck,
                  run: (rows: Row[], unselect: () => void) => {
                    setTelling({ people: rows, versionNumber: list.data.number! })
                    unselect()
                  },
                },
              ],
            }
          : {})}
      />
      {telling && <InformDialog {...telling} versionNow={list.data?.number} close={() => setTelling(null)} />}
    </>
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useWords()
  const teams = useQuery(api.office.teams.queryOptions({ input: {}, select: ({ items }) => items }))
  return useMemo(() => {
    const teamOf = (row: Row) => teams.data?.find((team) => team.id === row.teamId)?.name ?? ''
    return [
      {
        id: 'name',
        label: t('expenses.board.person'),
        value: (row) => row.name,
        cell: (row) => <Person name={row.name} />,
        width: 200,
        card: 'title',
      },
      { id: 'team', label: t('expenses.rounds.team'), value: teamOf, width: 120, card: 'line' },
      {
        id: 'state',
        label: t('expenses.rounds.state'),
        value: (row) => (row.proof ? 'informed' : 'not'),
        cell: (row) => (
          <StateBadge
            tone={row.proof ? 'good' : 'warn'}
            label={t(`expenses.procedure.${row.proof ? 'informed' : 'not'}`)}
          />
        ),
        kind: 'choice',
        choices: (['informed', 'not'] as const).map((value) => ({
          value,
          label: t(`expenses.procedure.${value}`),
        })),
        width: 150,
        card: 'end',
      },
      {
        id: 'day',
        label: t('expenses.procedure.day'),
        value: (row) => row.proof?.informedOn,
        cell: (row) => row.proof && <DayText day={row.proof.informedOn} />,
        kind: 'day',
        width: 110,
        card: 'line',
      },
      {
        id: 'way',
        label: t('expenses.procedure.way'),
        value: (row) => row.proof && t(`expenses.way.${row.proof.way}`),
        width: 180,
        card: 'line',
      },
      {
        id: 'by',
        label: t('expenses.procedure.by'),
        value: (row) => row.proof?.recordedByName,
        width: 170,
        card: 'none',
      },
      {
        id: 'note',
        label: t('expenses.procedure.note'),
        value: (row) => row.proof?.note,
        width: 220,
        card: 'none',
      },
    ] satisfies Column<Row>[]
  }, [t, teams.data])
}
