import { Button } from '@mantine/core'
import { IconFileDollar, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '#web/client.ts'
import { useCommand } from '#web/commands.ts'
import { useSession } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/useList.ts'
import { useListColumns } from '#web/ui/table/useListColumns.tsx'
import { useWords } from '#web/words.ts'
import { reportList } from '../../rules/report-list.ts'
import { useMonth } from '../months.ts'
import { SumOfKnown } from './KnownMoney.tsx'
import { OpenReport } from './OpenReport.tsx'
import type { ReportRow } from './reportTypes.ts'
import { stateTones } from './stateTones.ts'

/** Every report one may see, the newest month first. */
export function Page() {
  const { t } = useWords()
  const navigate = useNavigate()
  const { rights } = useSession()
  const list = useList(reportList, { page: client.expenses.reports, sheet: client.expenses.reportsSheet })
  const columns = useColumns()
  const [opening, setOpening] = useState(false)
  const mayOpen = rights.includes('expenses.prepare') || rights.includes('expenses.claim')
  useCommand({ name: t('expenses.reportPage.open.title'), icon: IconPlus, run: () => setOpening(true) }, mayOpen)
  const open = (reportId: string) => navigate({ to: `/expenses/reports/${reportId}` as '/' })
  const openButton = mayOpen && (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setOpening(true)}>
      {t('expenses.reportPage.open.title')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('expenses.reportPage.list.title')}>{openButton}</PageHeader>
      <DataTable
        id="expense-reports"
        label={t('expenses.reportPage.list.title')}
        columns={columns}
        {...list}
        rowId={(row) => row.id}
        onOpen={(row) => open(row.id)}
        rowTone={(row) => (row.state === 'queried' ? 'warn' : undefined)}
        empty={
          <EmptyState
            icon={IconFileDollar}
            title={t('expenses.reportPage.list.empty')}
            text={t('expenses.reportPage.list.emptyText')}
          >
            {openButton}
          </EmptyState>
        }
      />
      {opening && <OpenReport opened={open} close={() => setOpening(false)} />}
    </>
  )
}

function useColumns() {
  const { t, locale } = useWords()
  const month = useMonth()
  const sum = (id: 'claimedCents' | 'acceptedCents') => ({
    cell: (row: ReportRow) => <SumOfKnown cents={row[id]} of={row} currency={row.currency} />,
  })
  const state = (row: ReportRow) => (
    <StateBadge tone={stateTones[row.state]} label={t(`expenses.reportPage.state.${row.state}`)} />
  )
  return useListColumns(
    reportList,
    {
      month: { cell: (row) => month(row.month) },
      claimedCents: sum('claimedCents'),
      acceptedCents: sum('acceptedCents'),
      state: { cell: state },
    },
    [locale],
  )
}
