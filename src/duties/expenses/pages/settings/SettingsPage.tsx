import { SegmentedControl } from '@mantine/core'
import { usePageSearch } from '#web/address.ts'
import { useSession } from '#web/session.tsx'
import { Note } from '#web/ui/Note.tsx'
import { FilterBar, PageBody, PageHeader } from '#web/ui/PageHeader.tsx'
import { useWords } from '#web/words.ts'
import { Budgets } from './Budgets.tsx'
import { Categories } from './Categories.tsx'
import { PolicyFacts, PolicyForm } from './PolicyForm.tsx'
import { Rates } from './Rates.tsx'
import { SmallOfficeSwitch } from './SmallOfficeSwitch.tsx'

const tabs = ['policy', 'categories', 'budgets', 'rates'] as const

/** The rules of collecting and checking: limits, categories, budgets, exchange rates. */
export function Page() {
  const { t } = useWords()
  const [search, setSearch] = usePageSearch()
  const { rights } = useSession()
  const mayEdit = rights.includes('office.administer') || rights.includes('expenses.combine')
  const tab = tabs.find((one) => one === search.tab) ?? 'policy'
  return (
    <>
      <PageHeader title={t('expenses.settings.title')} />
      <FilterBar>
        <SegmentedControl
          size="xs"
          value={tab}
          aria-label={t('expenses.settings.title')}
          onChange={(next) => setSearch({ tab: next === 'policy' ? undefined : next })}
          data={tabs.map((value) => ({ value, label: t(`expenses.settings.tab.${value}`) }))}
        />
      </FilterBar>
      <PageBody>
        {!mayEdit && (
          <Note fits tone="info">
            {t('expenses.settings.readOnly')}
          </Note>
        )}
        {tab === 'policy' && (mayEdit ? <PolicyForm /> : <PolicyFacts />)}
        {tab === 'policy' && <SmallOfficeSwitch />}
        {tab === 'categories' && <Categories mayEdit={mayEdit} />}
        {tab === 'budgets' && <Budgets mayEdit={mayEdit} />}
        {tab === 'rates' && <Rates mayEdit={mayEdit} />}
      </PageBody>
    </>
  )
}
