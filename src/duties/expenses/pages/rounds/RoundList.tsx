import { IconStack2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { usePageSearch } from '#web/address.ts'
import { api, client } from '#web/client.ts'
import { DayText } from '#web/ui/Day.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/useList.ts'
import { useListColumns } from '#web/ui/table/useListColumns.tsx'
import { useWords } from '#web/words.ts'
import { roundList } from '../../rules/round-list.ts'
import { useMonth } from '../months.ts'
import { OpenRound } from './OpenRound.tsx'
import { Progress } from './Progress.tsx'
import { toneOf } from './standing.ts'

/** All rounds with how far each has come, and a click that opens the next one. */
export function Page() {
  const { t } = useWords()
  const navigate = useNavigate()
  const [{ only }] = usePageSearch()
  const columns = useColumns()
  const list = useList(
    roundList,
    { page: client.expenses.rounds, sheet: client.expenses.roundsSheet },
    only === 'open' || only === 'closed' ? { open: only === 'open' } : {},
  )
  return (
    <>
      <PageHeader title={t('expenses.rounds.title')}>
        <OpenRound />
      </PageHeader>
      <DataTable
        id="rounds"
        label={t('expenses.rounds.title')}
        columns={columns}
        rowId={(row) => row.id}
        {...list}
        onOpen={(row) => void navigate({ to: `/expenses/rounds/${row.id}` })}
        rowTone={(row) => (row.closedAt ? 'quiet' : undefined)}
        toolbar={<Filters />}
        empty={<EmptyState icon={IconStack2} title={t('expenses.rounds.none')} text={t('expenses.rounds.noneText')} />}
      />
    </>
  )
}

/** Which rounds: open ones, closed ones, or all. */
function Filters() {
  const { t } = useWords()
  const [search, setSearch] = usePageSearch()
  const label = t('expenses.rounds.state')
  return (
    <Picker
      size="xs"
      w={150}
      clearable
      aria-label={label}
      placeholder={label}
      data={(['open', 'closed'] as const).map((value) => ({ value, label: t(`expenses.rounds.only.${value}`) }))}
      value={search.only ?? null}
      onChange={(only) => setSearch({ only: only ?? undefined })}
    />
  )
}

function useColumns() {
  const { t, locale } = useWords()
  const month = useMonth()
  const teams = useQuery(api.office.teams.queryOptions({ input: {}, select: ({ items }) => items }))
  const names = [...new Set((teams.data ?? []).map((team) => team.name))]
  return useListColumns(
    roundList,
    {
      month: { cell: (row) => <strong>{month(row.month)}</strong> },
      team: { choices: names.map((name) => ({ value: name, label: name })) },
      complete: { cell: (row) => <Progress done={row.tally.complete} all={row.tally.people} /> },
      due: { cell: (row) => <DayText day={row.dueDay} /> },
      state: {
        cell: (row) => <StateBadge tone={toneOf(row)} label={t(`expenses.standing.${row.standing}`)} />,
      },
    },
    [locale, teams.data],
  )
}
