import { Button } from '@mantine/core'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { memberRoles } from '#core/duty.ts'
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
import type { Column } from '#web/ui/table/column.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useWords } from '#web/words.ts'
import { MemberForm } from './MemberForm.tsx'
import { MemberView } from './MemberView.tsx'

type Row = Awaited<ReturnType<typeof client.office.members>>['items'][number]

/** Everybody of the office at the left, one person at the right. */
export function Page() {
  const { t } = useWords()
  const mayEdit = useMay('office.administer')
  const [search, setSearch] = usePageSearch()
  const [adding, setAdding] = useState(false)
  const columns = useColumns()
  const people = useQuery({
    queryKey: [['office', 'members'], 'everybody'],
    queryFn: () => everybody(),
  })
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
            rows={people.data}
            error={people.error}
            retry={people.refetch}
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

const initial = { sort: { id: 'name', desc: false }, filters: { state: 'working' } }

/** All pages of the list: an office has some hundreds of people, and the list sorts and filters at once. */
async function everybody(): Promise<Row[]> {
  const all: Row[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await client.office.members({ show: 'all', limit: 500, ...(after ? { after } : {}) })
    all.push(...items)
    if (!next) return all
    after = next
  }
}

function useColumns(): Column<Row>[] {
  const { t } = useWords()
  const places = useQuery(api.office.teams.queryOptions({ input: {}, select: ({ items }) => items }))
  return useMemo(() => {
    const teams = [...new Set((places.data ?? []).map((team) => team.name))].map(asChoice)
    return [
      {
        id: 'name',
        label: t('office.field.name'),
        value: (row) => row.name,
        cell: (row) => <Person name={row.name} />,
        width: 190,
        card: 'title',
      },
      {
        id: 'roles',
        label: t('office.field.roles'),
        value: (row) => row.roles.map((role) => t(`office.role.${role}`)).join(', '),
        kind: 'choice',
        choices: memberRoles.map((role) => asChoice(t(`office.role.${role}`))),
        width: 150,
        card: 'line',
      },
      {
        id: 'team',
        label: t('office.field.team'),
        value: (row) => row.teamName,
        kind: 'choice',
        choices: teams,
        width: 110,
        card: 'line',
      },
      {
        id: 'department',
        label: t('office.field.department'),
        value: (row) => row.departmentName,
        width: 120,
        card: 'none',
        hidden: true,
      },
      { id: 'branch', label: t('office.field.branch'), value: (row) => row.branchName, width: 100, card: 'line' },
      {
        id: 'email',
        label: t('office.field.email'),
        value: (row) => row.email,
        width: 200,
        card: 'none',
        hidden: true,
      },
      {
        id: 'phone',
        label: t('office.field.phone'),
        value: (row) => row.phone,
        width: 130,
        card: 'none',
        hidden: true,
      },
      {
        id: 'state',
        label: t('office.field.state'),
        value: (row) => (row.deactivatedAt ? 'left' : 'working'),
        cell: (row) => <StateOf left={row.deactivatedAt !== null} />,
        kind: 'choice',
        choices: ['working', 'left'].map((value) => ({ value, label: t(`office.people.${value}`) })),
        width: 100,
        card: 'end',
      },
    ]
  }, [t, places.data])
}

function StateOf({ left }: { left: boolean }) {
  const { t } = useWords()
  return left ? (
    <StateBadge label={t('office.people.left')} />
  ) : (
    <StateBadge tone="good" label={t('office.people.working')} />
  )
}

function asChoice(label: string) {
  return { value: label, label }
}
