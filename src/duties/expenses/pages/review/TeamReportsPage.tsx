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
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/useList.ts'
import { useListColumns } from '#web/ui/table/useListColumns.tsx'
import { useWords } from '#web/words.ts'
import { teamReportList } from '../../rules/combined-lists.ts'
import { CombineMenu } from './CombineMenu.tsx'

/** The team reports one prepares, combines or reviews; a missing month is made from here. */
export function Page() {
  const { t, moment } = useWords()
  const navigate = useNavigate()
  const list = useList(teamReportList, { page: client.expenses.teamReports, sheet: client.expenses.teamReportsSheet })
  const columns = useListColumns(
    teamReportList,
    {
      month: { cell: (row) => t('expenses.review.monthOf', { month: row.month, supplement: row.supplement }) },
      state: {
        cell: ({ handedOverAt: at }) => (
          <StateBadge
            label={at ? t('expenses.review.handedOverAt', { at: moment(at) }) : t('expenses.review.inWork')}
            tone={at ? 'good' : 'neutral'}
          />
        ),
      },
    },
    [moment],
  )
  return (
    <>
      <PageHeader title={t('expenses.review.teamReports')}>
        <CombineTeam />
      </PageHeader>
      <DataTable
        id="expenses.teamReports"
        label={t('expenses.review.teamReports')}
        columns={columns}
        rowId={(row) => row.id}
        {...list}
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
