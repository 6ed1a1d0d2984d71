import { Button } from '@mantine/core'
import { IconStack2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { usePageSearch } from '#web/address.ts'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import type { Column } from '#web/ui/table/column.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useWords } from '#web/words.ts'
import { CombineMenu } from './CombineMenu.tsx'

type Row = Awaited<ReturnType<typeof client.expenses.teamReports>>['items'][number]

/** The team reports one prepares, combines or reviews; a missing month is made from here. */
export function Page() {
  const { t, moment } = useWords()
  const navigate = useNavigate()
  const list = useQuery(api.expenses.teamReports.queryOptions({ input: {}, select: ({ items }) => items }))
  const columns: Column<Row>[] = [
    {
      id: 'month',
      label: t('expenses.review.month'),
      value: (row) => row.month,
      cell: (row) => t('expenses.review.monthOf', { month: row.month, supplement: row.supplement }),
      width: 300,
      card: 'title',
    },
    { id: 'team', label: t('expenses.review.team'), value: (row) => row.team.name, width: 160, card: 'title' },
    { id: 'number', label: t('expenses.review.number'), value: (row) => row.number, width: 150 },
    { id: 'preparedBy', label: t('expenses.review.preparedBy'), value: (row) => row.preparedBy, width: 180 },
    {
      id: 'state',
      label: t('expenses.review.state'),
      value: (row) => row.handedOverAt ?? '',
      cell: (row) => (
        <StateBadge
          label={
            row.handedOverAt
              ? t('expenses.review.handedOverAt', { at: moment(row.handedOverAt) })
              : t('expenses.review.inWork')
          }
          tone={row.handedOverAt ? 'good' : 'neutral'}
        />
      ),
      width: 240,
      card: 'end',
    },
  ]
  return (
    <>
      <PageHeader title={t('expenses.review.teamReports')}>
        <CombineTeam />
      </PageHeader>
      <DataTable<Row>
        id="expenses.teamReports"
        label={t('expenses.review.teamReports')}
        columns={columns}
        rowId={(row) => row.id}
        rows={list.data}
        error={list.error}
        retry={() => list.refetch()}
        onOpen={(row) => navigate({ to: `/expenses/team-reports/${row.id}` })}
        empty={
          <EmptyState
            icon={IconStack2}
            title={t('expenses.review.noTeamReports')}
            text={t('expenses.review.noTeamReportsText')}
          />
        }
      />
    </>
  )
}

function CombineTeam() {
  const { t } = useWords()
  const navigate = useNavigate()
  const may = useMay('expenses.prepare')
  const teams = useQuery({
    ...api.expenses.preparedTeams.queryOptions({ input: {}, select: ({ items }) => items }),
    enabled: may,
  })
  const make = useChange(client.expenses.makeTeamReport, {
    onDone: (made) => void navigate({ to: `/expenses/team-reports/${made.id}` }),
  })
  const [search] = usePageSearch()
  const awaited = teams.data?.find((team) => team.id === search.team)
  if (!may || !teams.data?.length) return null
  return (
    <>
      {awaited && search.month && (
        <Button size="xs" loading={make.running} onClick={() => make.run({ teamId: awaited.id, month: search.month! })}>
          {t('expenses.review.combineThis', { team: awaited.name, month: search.month })}
        </Button>
      )}
      <CombineMenu
        label={t('expenses.review.combineTeam')}
        of={teams.data}
        months={3}
        combine={(teamId, month) => make.run({ teamId, month })}
        isFirst={!awaited}
        isRunning={make.running}
      />
    </>
  )
}
