import { IconReportAnalytics } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
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
import { departmentReportList } from '../../rules/combined-lists.ts'
import { departmentStateOf } from '../../rules/states.ts'
import { SumOfKnown } from '../report/KnownMoney.tsx'
import { CombineMenu } from './CombineMenu.tsx'

/** All department reports one may see; a month without one can be combined from here. */
export function Page() {
  const { t } = useWords()
  const navigate = useNavigate()
  const asks = { page: client.expenses.departmentReports, sheet: client.expenses.departmentReportsSheet }
  const list = useList(departmentReportList, asks)
  const columns = useColumns()
  return (
    <>
      <PageHeader title={t('expenses.review.departmentReports')}>
        <CombineMonth />
      </PageHeader>
      <DataTable
        id="expenses.departmentReports"
        label={t('expenses.review.departmentReports')}
        columns={columns}
        rowId={(row) => row.id}
        {...list}
        onOpen={(row) => navigate({ to: `/expenses/department-reports/${row.id}` })}
        rowTone={(row) => (row.openQueries > 0 ? 'mark' : undefined)}
        empty={
          <EmptyState
            icon={IconReportAnalytics}
            title={t('expenses.review.noneYet')}
            text={t('expenses.review.noneYetText')}
          />
        }
      />
    </>
  )
}

function useColumns() {
  const { t, moment } = useWords()
  const departments = useQuery(api.office.departments.queryOptions({ input: {}, select: ({ items }) => items.length }))
  return useListColumns(
    departmentReportList,
    {
      department: { hidden: (departments.data ?? 1) < 2 },
      month: { cell: (row) => t('expenses.review.monthOf', { month: row.month, supplement: row.supplement }) },
      total: { cell: (row) => <SumOfKnown cents={row.totalCents} of={row} currency={row.currency} /> },
      state: { cell: (row) => <DepartmentState row={row} /> },
      approved: { cell: (row) => (row.approvedAt ? `${row.approverName}, ${moment(row.approvedAt)}` : '') },
    },
    [moment, departments.data],
  )
}

/** Where a department report stands. */
export function DepartmentState({ row }: { row: Parameters<typeof departmentStateOf>[0] }) {
  const { t } = useWords()
  const state = departmentStateOf(row)
  const tones = {
    approved: 'good',
    gathering: 'neutral',
    withdrawn: 'neutral',
    queried: 'warn',
    presented: 'info',
  } as const
  const tone = tones[state]
  return <StateBadge label={t(`expenses.review.states.${state}`)} tone={tone} />
}

/** For who combines: make the department's report of a month before any team has handed over. */
function CombineMonth() {
  const { t } = useWords()
  const navigate = useNavigate()
  const may = useMay('expenses.combine')
  const departments = useQuery({
    ...api.expenses.combinedDepartments.queryOptions({ input: {}, select: ({ items }) => items }),
    enabled: may,
  })
  const make = useChange(client.expenses.makeDepartmentReport, {
    onDone: (made) => void navigate({ to: `/expenses/department-reports/${made.id}` }),
  })
  if (!may || !departments.data?.length) return null
  return (
    <CombineMenu
      label={t('expenses.review.combine')}
      of={departments.data}
      months={4}
      combine={(departmentId, month) => make.run({ departmentId, month })}
    />
  )
}
