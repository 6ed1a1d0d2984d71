import { IconReportAnalytics } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useMay, useSession } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import type { Column } from '#web/ui/table/column.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useWords } from '#web/words.ts'
import { sumShown } from '../../rules/figures.ts'
import { SumOfKnown } from '../report/KnownMoney.tsx'
import { CombineMenu } from './CombineMenu.tsx'

type Row = Awaited<ReturnType<typeof client.expenses.departmentReports>>['items'][number]

/** All department reports one may see; a month without one can be combined from here. */
export function Page() {
  const { t } = useWords()
  const navigate = useNavigate()
  const list = useQuery(api.expenses.departmentReports.queryOptions({ input: {}, select: ({ items }) => items }))
  const columns = useColumns(new Set(list.data?.map((row) => row.department.id)).size > 1)
  return (
    <>
      <PageHeader title={t('expenses.review.departmentReports')}>
        <CombineMonth />
      </PageHeader>
      <DataTable<Row>
        id="expenses.departmentReports"
        label={t('expenses.review.departmentReports')}
        columns={columns}
        rowId={(row) => row.id}
        rows={list.data}
        error={list.error}
        retry={() => list.refetch()}
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

function useColumns(isOfSeveral: boolean): Column<Row>[] {
  const { t, moment } = useWords()
  const { office } = useSession()
  return [
    {
      id: 'month',
      label: t('expenses.review.month'),
      value: (row) => row.month,
      cell: (row) => t('expenses.review.monthOf', { month: row.month, supplement: row.supplement }),
      width: 240,
      card: 'title',
    },
    {
      id: 'department',
      label: t('expenses.review.department'),
      value: (row) => row.department.name,
      width: 120,
      hidden: !isOfSeveral,
    },
    { id: 'number', label: t('expenses.review.number'), value: (row) => row.number, width: 130 },
    {
      id: 'total',
      label: t('expenses.review.total'),
      kind: 'money',
      currency: office.currency,
      value: (row) => sumShown(row.totalCents, row),
      cell: (row) => <SumOfKnown cents={row.totalCents} of={row} currency={office.currency} />,
      width: 110,
      card: 'end',
    },
    {
      id: 'state',
      label: t('expenses.review.state'),
      value: (row) => stateOf(row),
      cell: (row) => <DepartmentState row={row} />,
      width: 170,
    },
    {
      id: 'queries',
      label: t('expenses.review.openQueries'),
      kind: 'number',
      value: (row) => row.openQueries,
      width: 150,
    },
    { id: 'preparedBy', label: t('expenses.review.preparedBy'), value: (row) => row.preparedBy, width: 120 },
    {
      id: 'approved',
      label: t('expenses.review.approvedBy'),
      value: (row) => row.approverName,
      cell: (row) => (row.approvedAt ? `${row.approverName}, ${moment(row.approvedAt)}` : ''),
      width: 308,
    },
  ]
}

/** Where a department report stands. */
export function stateOf(row: {
  approvedAt: string | null
  presentedVersion: number | null
  openQueries: number
  withdrawn: boolean
}) {
  if (row.approvedAt) return 'approved'
  if (row.withdrawn) return 'withdrawn'
  if (row.presentedVersion === null) return 'gathering'
  return row.openQueries > 0 ? 'queried' : 'presented'
}

export function DepartmentState({ row }: { row: Parameters<typeof stateOf>[0] }) {
  const { t } = useWords()
  const state = stateOf(row)
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
