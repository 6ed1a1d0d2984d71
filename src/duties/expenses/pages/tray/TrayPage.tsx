import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { usePageSearch } from '#web/address.ts'
import { api } from '#web/client.ts'
import { FilterBar, PageHeader } from '#web/ui/PageHeader.tsx'
import { useWords } from '#web/words.ts'
import { AsideList } from './AsideList.tsx'
import { FailedList } from './FailedList.tsx'
import { Sorting } from './Sorting.tsx'
import { TwinList } from './TwinList.tsx'
import { useTrayCount } from './useTrayCount.ts'

const tabs = ['sort', 'twins', 'failed', 'aside'] as const
type Tab = (typeof tabs)[number]

/** What cannot be attributed, looks like a purchase seen before, or could not be read: sorted out in one place. */
export function Page() {
  const { t } = useWords()
  const [search, setSearch] = usePageSearch()
  const tab: Tab = tabs.find((one) => one === search.tab) ?? 'sort'
  const counts = useCounts()
  return (
    <>
      <PageHeader title={t('expenses.tray.title')} />
      <FilterBar>
        <SegmentedControl
          size="xs"
          value={tab}
          aria-label={t('expenses.tray.title')}
          onChange={(next) => setSearch({ tab: next === 'sort' ? undefined : next, open: undefined })}
          data={tabs.map((value) => ({
            value,
            label: `${t(`expenses.tray.tab.${value}`)}${counts[value] ? ` (${counts[value]})` : ''}`,
          }))}
        />
      </FilterBar>
      {tab === 'sort' && <Sorting />}
      {tab === 'twins' && <TwinList />}
      {tab === 'failed' && <FailedList />}
      {tab === 'aside' && <AsideList />}
    </>
  )
}

function useCounts(): Partial<Record<Tab, number>> {
  const sort = useTrayCount()
  const twins = useQuery(api.expenses.duplicates.queryOptions({ input: {}, select: ({ items }) => items })).data?.length
  const failed = useQuery(api.expenses.receipts.queryOptions({ input: { state: 'failed', limit: 200 } })).data?.total
  return {
    ...(sort ? { sort } : {}),
    ...(twins ? { twins } : {}),
    ...(failed ? { failed } : {}),
  }
}
