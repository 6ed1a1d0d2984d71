import { IconReceipt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { usePageSearch } from '#web/address.ts'
import { api, client } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { MasterDetail } from '#web/ui/MasterDetail.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/useList.ts'
import { useWords } from '#web/words.ts'
import { receiptList, receiptStates } from '../../rules/receipt-list.ts'
import { ReceiptView } from './ReceiptView.tsx'
import { useReceiptColumns } from './useReceiptColumns.tsx'

/** Every receipt one may see at the left, step by step from the server; one of them at the right. */
export function Page() {
  const { t } = useWords()
  const [search, setSearch] = usePageSearch()
  const columns = useReceiptColumns()
  const list = useReceiptList(search)
  const open = (receiptId: string | undefined) => setSearch({ open: receiptId })
  return (
    <>
      <PageHeader title={t('expenses.receipts.title')} />
      <MasterDetail
        id="receipts"
        width={630}
        isOpen={search.open !== undefined}
        close={() => open(undefined)}
        list={
          <DataTable
            id="receipts"
            label={t('expenses.receipts.title')}
            columns={columns}
            rowId={(row) => row.id}
            {...list}
            openId={search.open}
            onOpen={(row) => open(row.id)}
            openAsYouGo
            rowTone={(row) => (row.setAsideAt ? 'quiet' : row.readingState === 'failed' ? 'warn' : undefined)}
            toolbar={<Filters />}
            empty={
              <EmptyState
                icon={IconReceipt}
                title={t('expenses.receipts.none')}
                text={t('expenses.receipts.noneText')}
              />
            }
          />
        }
        detail={
          search.open ? (
            <ReceiptView key={search.open} receiptId={search.open} open={open} close={() => open(undefined)} />
          ) : (
            <EmptyState
              icon={IconReceipt}
              title={t('expenses.receipts.choose')}
              text={t('expenses.receipts.chooseText')}
            />
          )
        }
      />
    </>
  )
}

function Filters() {
  const { t } = useWords()
  const [search, setSearch] = usePageSearch()
  const people = useQuery(api.expenses.informedList.queryOptions({ input: {} }))
  const salespeople = people.data?.people ?? []
  return (
    <>
      <Picker
        size="xs"
        w={150}
        clearable
        aria-label={t('expenses.receipts.state')}
        placeholder={t('expenses.receipts.state')}
        data={receiptStates.map((value) => ({ value, label: t(`expenses.receiptState.${value}`) }))}
        value={search.state ?? null}
        onChange={(state) => setSearch({ state: state ?? undefined })}
      />
      {salespeople.length > 1 && (
        <Picker
          size="xs"
          w={170}
          clearable
          searchable
          aria-label={t('expenses.board.person')}
          placeholder={t('expenses.board.person')}
          data={salespeople.map(({ memberId, name }) => ({ value: memberId, label: name }))}
          value={search.person ?? null}
          onChange={(person) => setSearch({ person: person ?? undefined, round: undefined })}
        />
      )}
    </>
  )
}

function useReceiptList({ state, person, round }: Record<string, string | undefined>) {
  const asks = { page: client.expenses.receipts, sheet: client.expenses.receiptsSheet }
  return useList(receiptList, asks, {
    ...(isState(state) && { state }),
    ...(person && { memberId: person }),
    ...(round && { roundId: round }),
  })
}

function isState(text: string | undefined): text is (typeof receiptStates)[number] {
  return receiptStates.some((state) => state === text)
}
