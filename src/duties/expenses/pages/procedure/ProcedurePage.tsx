import { SegmentedControl } from '@mantine/core'
import { usePageSearch } from '#web/address.ts'
import { useSession } from '#web/session.tsx'
import { FilterBar, PageHeader } from '#web/ui/PageHeader.tsx'
import { useWords } from '#web/words.ts'
import { DraftEditor } from './DraftEditor.tsx'
import { InForce } from './InForce.tsx'
import { InformedList } from './InformedList.tsx'
import { MyProcedure } from './MyProcedure.tsx'

/** The claim procedure: to a salesperson the text to confirm; to an assistant also who was informed, and the next version. */
export function Page() {
  const { t } = useWords()
  const [search, setSearch] = usePageSearch()
  const { rights } = useSession()
  const mayPrepare = rights.includes('expenses.prepare')
  const mayClaim = rights.includes('expenses.claim')
  const seesPeople = mayPrepare || rights.includes('expenses.review') || rights.includes('expenses.combine')
  const mayDraft = mayPrepare || rights.includes('expenses.publish')
  const tabs = ['text', ...(seesPeople ? ['people'] : []), ...(mayDraft ? ['draft'] : [])]
  const tab = tabs.find((one) => one === search.tab) ?? (search.who ? 'people' : 'text')
  return (
    <>
      <PageHeader title={t('expenses.procedure.title')} />
      {tabs.length > 1 && (
        <FilterBar>
          <SegmentedControl
            size="xs"
            value={tab}
            aria-label={t('expenses.procedure.title')}
            onChange={(next) => setSearch({ tab: next, who: undefined })}
            data={tabs.map((value) => ({ value, label: t(`expenses.procedure.tab.${value}`) }))}
          />
        </FilterBar>
      )}
      {tab === 'text' && (mayClaim ? <MyProcedure /> : <InForce />)}
      {tab === 'people' && <InformedList />}
      {tab === 'draft' && <DraftEditor />}
    </>
  )
}
