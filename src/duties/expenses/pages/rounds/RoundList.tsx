import { IconStack2 } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { DayText } from '#web/ui/Day.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import type { Column } from '#web/ui/table/column.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useWords } from '#web/words.ts'
import { useMonth } from '../months.ts'
import { OpenRound } from './OpenRound.tsx'
import { Progress } from './Progress.tsx'
import { stateOf, toneOf } from './standing.ts'
import type { RoundRow } from './types.ts'
import { useAllRounds } from './useAllRounds.ts'

/** All rounds with how far each has come, and a click that opens the next one. */
export function Page() {
  const { t } = useWords()
  const navigate = useNavigate()
  const rounds = useAllRounds()
  const columns = useColumns(rounds.data)
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
        rows={rounds.data}
        error={rounds.error}
        retry={rounds.refetch}
        onOpen={(row) => void navigate({ to: `/expenses/rounds/${row.id}` })}
        rowTone={(row) => (row.closedAt ? 'quiet' : undefined)}
        initial={initial}
        empty={<EmptyState icon={IconStack2} title={t('expenses.rounds.none')} text={t('expenses.rounds.noneText')} />}
      />
    </>
  )
}

const initial = { sort: { id: 'month', desc: true } }

function useColumns(rows: readonly RoundRow[] | undefined): Column<RoundRow>[] {
  const { t } = useWords()
  const month = useMonth()
  return useMemo(() => {
    const teams = [...new Set((rows ?? []).map((row) => row.teamName))].sort()
    return [
      {
        id: 'month',
        label: t('expenses.rounds.month'),
        value: (row) => row.month,
        cell: (row) => <strong>{month(row.month)}</strong>,
        width: 150,
        filterable: false,
        card: 'title',
      },
      {
        id: 'team',
        label: t('expenses.rounds.team'),
        value: (row) => row.teamName,
        kind: 'choice',
        choices: teams.map((name) => ({ value: name, label: name })),
        width: 130,
        card: 'line',
      },
      {
        id: 'complete',
        label: t('expenses.rounds.complete'),
        value: (row) => (row.tally.people ? row.tally.complete / row.tally.people : 0),
        cell: (row) => <Progress done={row.tally.complete} all={row.tally.people} />,
        filterable: false,
        width: 170,
        card: 'line',
      },
      {
        id: 'waiting',
        label: t('expenses.rounds.waiting'),
        value: (row) => row.tally.expected.waiting,
        kind: 'number',
        width: 120,
        card: 'none',
      },
      {
        id: 'receipts',
        label: t('expenses.rounds.receipts'),
        value: (row) => row.tally.receipts,
        kind: 'number',
        width: 100,
        card: 'none',
      },
      {
        id: 'due',
        label: t('expenses.rounds.due'),
        value: (row) => row.dueDay,
        cell: (row) => <DayText day={row.dueDay} />,
        kind: 'day',
        width: 120,
        card: 'line',
      },
      {
        id: 'state',
        label: t('expenses.rounds.state'),
        value: stateOf,
        cell: (row) => <StateBadge tone={toneOf(row)} label={t(`expenses.standing.${stateOf(row)}`)} />,
        kind: 'choice',
        choices: (['collecting', 'overdue', 'complete', 'closed'] as const).map((value) => ({
          value,
          label: t(`expenses.standing.${value}`),
        })),
        width: 120,
        card: 'end',
      },
      {
        id: 'number',
        label: t('expenses.rounds.number'),
        value: (row) => row.number,
        width: 130,
        card: 'none',
        hidden: true,
      },
    ]
  }, [t, month, rows])
}
