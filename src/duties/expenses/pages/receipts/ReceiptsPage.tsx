import { IconReceipt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { usePageSearch } from '#web/address.ts'
import { api, client } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { MasterDetail } from '#web/ui/MasterDetail.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import type { TableSource } from '#web/ui/table/column.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useWords } from '#web/words.ts'
import { ReceiptView } from './ReceiptView.tsx'
import { type Receipt, receiptStates } from './types.ts'
import { useReceiptColumns } from './useReceiptColumns.tsx'

/** Every receipt one may see at the left, step by step from the server; one of them at the right. */
export function Page() {
  const { t } = useWords()
  const [search, setSearch] = usePageSearch()
  const columns = useReceiptColumns()
  const source = useReceiptSource(search)
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
            source={source}
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

function useReceiptSource(search: Record<string, string | undefined>): TableSource<Receipt> {
  const { state, person, round } = search
  return useMemo(
    () => ({
      key: ['expenses', 'receipts', state, person, round],
      page: async (view, after) => {
        const [from, to] = (view.filters.spentOn ?? '').split('..')
        const { items, next } = await client.expenses.receipts({
          limit: 100,
          ...(isState(state) ? { state } : {}),
          ...(person ? { memberId: person } : {}),
          ...(round ? { roundId: round } : {}),
          ...(view.search ? { text: view.search } : {}),
          ...(from ? { from } : {}),
          ...(to ? { to } : {}),
          ...(after ? { after } : {}),
        })
        return { rows: items, next }
      },
    }),
    [state, person, round],
  )
}

function isState(text: string | undefined): text is (typeof receiptStates)[number] {
  return receiptStates.some((state) => state === text)
}
