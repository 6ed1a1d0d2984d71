import { useQuery } from '@tanstack/react-query'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { PlaceBlock } from './PlaceBlock.tsx'
import { type Edited, PlaceForm, type Rest } from './PlaceForm.tsx'

type Department = Awaited<ReturnType<typeof client.office.departments>>['items'][number]

/** The departments; those that sell have their duties on the chart. */
export function Departments() {
  const { t } = useWords()
  const list = useQuery(api.office.departments.queryOptions({ input: {}, select: ({ items }) => items }))
  const reopen = useChange(client.office.reopenDepartment)
  const close = useChange(client.office.closeDepartment, {
    done: (row) => t('office.places.closed', { name: row.name }),
    undo: ({ id, version }) => client.office.reopenDepartment({ departmentId: id, version }),
  })
  return (
    <PlaceBlock
      title={t('office.places.departments')}
      add={t('office.places.addDepartment')}
      columns={[
        { label: t('office.field.teams'), counts: true, show: (row) => row.teams },
        { label: t('office.field.people'), counts: true, show: (row) => row.members },
      ]}
      mark={(row) => row.sales && <StateBadge tone="accent" label={t('office.places.sales')} />}
      list={list}
      none={t('office.places.noDepartments')}
      reopen={({ id, version }) => reopen.run({ departmentId: id, version })}
      close={({ id, version }) => close.run({ departmentId: id, version })}
      form={(row, close) => <DepartmentForm department={row} close={close} />}
    />
  )
}

function DepartmentForm({ department, close }: { department: Department | undefined; close: () => void }) {
  const { t } = useWords()
  const save = ({ values, version }: Edited, rest?: Rest) => {
    const input = values as Pick<Department, 'name' | 'sales'>
    return department && version
      ? client.office.changeDepartment({ departmentId: department.id, version, ...input }, rest)
      : client.office.addDepartment(input, rest)
  }
  return (
    <PlaceForm
      title={department ? t('office.places.changeDepartment') : t('office.places.addDepartment')}
      first={{ name: department?.name ?? '', sales: department?.sales ?? false }}
      fields={[
        { id: 'name', label: t('office.field.placeName'), kind: 'text' },
        { id: 'sales', label: t('office.field.sales'), kind: 'tick', description: t('office.places.salesHint') },
      ]}
      version={department?.version}
      save={save}
      close={close}
    />
  )
}
