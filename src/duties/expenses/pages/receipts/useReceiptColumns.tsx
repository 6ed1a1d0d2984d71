import { useMemo } from 'react'
import { DayText, MomentText } from '#web/ui/Day.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Person } from '#web/ui/Person.tsx'
import type { Column } from '#web/ui/table/column.ts'
import { useWords } from '#web/words.ts'
import { ReceiptBadge } from './ReceiptBadge.tsx'
import type { Receipt } from './types.ts'

/** The columns of the list of receipts; the server sorts by arrival and filters by day. */
export function useReceiptColumns(): Column<Receipt>[] {
  const { t } = useWords()
  return useMemo(() => {
    const columns: Column<Receipt>[] = [
      {
        id: 'merchant',
        label: t('expenses.receipts.merchant'),
        value: (row) => row.merchant ?? row.fileName,
        width: 158,
        card: 'title',
      },
      {
        id: 'spentOn',
        label: t('expenses.receipts.spentOn'),
        value: (row) => row.spentOn,
        cell: (row) => row.spentOn && <DayText day={row.spentOn} />,
        kind: 'day',
        filterable: true,
        width: 94,
        card: 'line',
      },
      {
        id: 'total',
        label: t('expenses.receipts.total'),
        value: (row) => row.totalCents,
        cell: (row) =>
          row.totalCents !== null && row.currency && <MoneyText cents={row.totalCents} currency={row.currency} />,
        kind: 'money',
        width: 84,
        card: 'end',
      },
      {
        id: 'person',
        label: t('expenses.board.person'),
        value: (row) => row.memberName,
        cell: (row) => (row.memberName ? <Person name={row.memberName} size={20} /> : t('expenses.receipts.nobody')),
        width: 158,
        card: 'line',
      },
      {
        id: 'state',
        label: t('expenses.receipts.state'),
        value: (row) => row.readingState,
        cell: (row) => <ReceiptBadge receipt={row} />,
        width: 126,
        card: 'line',
      },
      {
        id: 'number',
        label: t('expenses.receipts.number'),
        value: (row) => row.number,
        width: 125,
        card: 'none',
        hidden: true,
      },
      {
        id: 'receivedAt',
        label: t('expenses.receipts.receivedAt'),
        value: (row) => row.receivedAt,
        cell: (row) => <MomentText at={row.receivedAt} />,
        width: 120,
        card: 'none',
        hidden: true,
      },
    ]
    return columns.map((column) => ({ filterable: false, ...column, sortable: false }))
  }, [t])
}
