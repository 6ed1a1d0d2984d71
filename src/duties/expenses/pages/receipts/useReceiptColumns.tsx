import { DayText } from '#web/ui/Day.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Person } from '#web/ui/Person.tsx'
import { useListColumns } from '#web/ui/table/useListColumns.tsx'
import { useWords } from '#web/words.ts'
import { receiptList } from '../../rules/receipt-list.ts'
import { ReceiptBadge } from './ReceiptBadge.tsx'

/** The columns of the list of receipts. */
export function useReceiptColumns() {
  const { t } = useWords()
  return useListColumns(receiptList, {
    spentOn: { cell: (row) => row.spentOn && <DayText day={row.spentOn} /> },
    total: {
      cell: (row) =>
        row.totalCents !== null && row.currency && <MoneyText cents={row.totalCents} currency={row.currency} />,
    },
    person: {
      cell: (row) => (row.memberName ? <Person name={row.memberName} size={20} /> : t('expenses.receipts.nobody')),
    },
    state: { cell: (row) => <ReceiptBadge receipt={row} /> },
  })
}
