import { Button } from '@mantine/core'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePageSearch } from '#web/address.ts'
import { api, client } from '#web/client.ts'
import { useCommand } from '#web/commands.ts'
import { useMay } from '#web/session.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { MasterDetail } from '#web/ui/MasterDetail.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { Person } from '#web/ui/Person.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useList } from '#web/ui/table/useList.ts'
import { useListColumns } from '#web/ui/table/useListColumns.tsx'
import { useWords } from '#web/words.ts'
import { memberList } from '../rules/member-list.ts'
import { MemberForm } from './MemberForm.tsx'
import { MemberView } from './MemberView.tsx'

/** Everybody of the office at the left, one person at the right. */
export function Page() {
  const { t } = useWords()
  const mayEdit = useMay('office.administer')
  const [search, setSearch] = usePageSearch()
  const [adding, setAdding] = useState(false)
  const columns = useColumns()
  const list = useList(memberList, { page: client.office.members, sheet: client.office.membersSheet }, everybody)
  useCommand({ name: t('office.people.add'), icon: IconUserPlus, run: () => setAdding(true) }, mayEdit)
  const open = (id: string | undefined) => setSearch({ member: id })
  return (
    <>
      <PageHeader title={t('office.page.people')}>
        {mayEdit && (
          <Button leftSection={<IconUserPlus size={16} />} onClick={() => setAdding(true)}>
            {t('office.people.add')}
          </Button>
        )}
      </PageHeader>
      <MasterDetail
        id="people"
        width={760}
        isOpen={search.member !== undefined}
        close={() => open(undefined)}
        list={
          <DataTable
            id="people"
            label={t('office.page.people')}
            columns={columns}
            rowId={(row) => row.id}
            {...list}
            openId={search.member}
            onOpen={(row) => open(row.id)}
            rowTone={(row) => (row.deactivatedAt ? 'quiet' : undefined)}
            initial={initial}
            empty={<EmptyState icon={IconUsers} title={t('office.people.none')} />}
          />
        }
        detail={
          search.member ? (
            <MemberView key={search.member} memberId={search.member} />
          ) : (
            <EmptyState icon={IconUsers} title={t('office.people.choose')} text={t('office.people.chooseText')} />
          )
        }
      />
      {adding && (
        <Dialog opened onClose={() => setAdding(false)} title={t('office.people.add')} size="lg">
          <MemberForm
            cancel={() => setAdding(false)}
            saved={(member) => {
              setAdding(false)
              open(member.id)
            }}
          />
        </Dialog>
      )}
    </>
  )
}

const everybody = { show: 'all' }
const initial = { sort: { id: 'name', desc: false }, filters: { state: 'working' } }

function useColumns() {
  const teams = useQuery(api.office.teams.queryOptions({ input: {}, select: ({ items }) => items }))
  const names = [...new Set((teams.data ?? []).map((team) => team.name))]
  return useListColumns(
    memberList,
    {
      name: { cell: (row) => <Person name={row.name} /> },
      team: { choices: names.map((name) => ({ value: name, label: name })) },
      state: { cell: (row) => <StateOf left={row.deactivatedAt !== null} /> },
    },
    [teams.data],
  )
}

function StateOf({ left }: { left: boolean }) {
  const { t } = useWords()
  return left ? (
    <StateBadge label={t('office.people.left')} />
  ) : (
    <StateBadge tone="good" label={t('office.people.working')} />
  )
}
