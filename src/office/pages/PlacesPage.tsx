import { PageBody, PageHeader } from '#web/ui/PageHeader.tsx'
import { useWords } from '#web/words.ts'
import { Branches } from './Branches.tsx'
import { Departments } from './Departments.tsx'
import { OfficeProfile } from './OfficeProfile.tsx'
import { Teams } from './Teams.tsx'

/** The office and its places: own facts, branches, departments, teams. */
export function Page() {
  const { t } = useWords()
  return (
    <>
      <PageHeader title={t('office.page.places')} />
      <PageBody>
        <div style={{ maxWidth: 980 }}>
          <OfficeProfile />
          <Branches />
          <Departments />
          <Teams />
        </div>
      </PageBody>
    </>
  )
}
