import { Button } from '@mantine/core'
import { IconFileDollar, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useCommand } from '#web/commands.ts'
import { useSession } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import type { Column } from '#web/ui/table/column.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useWords } from '#web/words.ts'
import { sumShown } from '../../rules/figures.ts'
import { reportStates } from '../../rules/states.ts'
import { useMonth } from '../months.ts'
import { SumOfKnown } from './KnownMoney.tsx'
import { OpenReport } from './OpenReport.tsx'
import type { ReportRow } from './reportTypes.ts'
import { stateTones } from './stateTones.ts'
import { useAllReports } from './useAllReports.ts'

/** Every report one may see, the newest month first. */
export function Page() {
  const { t } = useWords()
  const navigate = useNavigate()
  const { rights } = useSession()
  const reports = useAllReports()
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
        rows={reports.data}
        rowId={(row) => row.id}
        loading={reports.isPending}
        error={reports.error}
        retry={() => reports.refetch()}
        onOpen={(row) => open(row.id)}
        initial={newestFirst}
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

const newestFirst = { sort: { id: 'month', desc: true } }

function useColumns(): Column<ReportRow>[] {
  const { t } = useWords()
  const month = useMonth()
  const { currency } = useSession().office
  return useMemo(() => {
    const label = (id: string) => t(`expenses.reportPage.list.${id}`)
    const money = (id: 'claimedCents' | 'acceptedCents'): Column<ReportRow> => ({
      id,
      label: label(id),
      kind: 'money',
      currency,
      width: 130,
      value: (row) => sumShown(row[id], row),
      cell: (row) => <SumOfKnown cents={row[id]} of={row} currency={row.currency} />,
      card: id === 'claimedCents' ? 'end' : 'none',
    })
    return [
      {
        id: 'month',
        label: label('month'),
        kind: 'day',
        width: 140,
        value: (row) => row.month,
        cell: (row) => month(row.month),
        card: 'line',
      },
      { id: 'member', label: label('member'), width: 200, value: (row) => row.member.name, card: 'title' },
      { id: 'team', label: label('team'), width: 140, value: (row) => row.team.name, card: 'line' },
      { id: 'number', label: label('number'), width: 140, value: (row) => row.number, card: 'none' },
      { id: 'lines', label: label('lines'), kind: 'number', width: 80, value: (row) => row.lines, card: 'none' },
      money('claimedCents'),
      money('acceptedCents'),
      {
        id: 'state',
        label: label('state'),
        kind: 'choice',
        width: 170,
        choices: reportStates.map((value) => ({ value, label: t(`expenses.reportPage.state.${value}`) })),
        value: (row) => row.state,
        cell: (row) => <StateBadge tone={stateTones[row.state]} label={t(`expenses.reportPage.state.${row.state}`)} />,
        card: 'line',
      },
    ]
  }, [t, month, currency])
}
