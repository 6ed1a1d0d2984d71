import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import classes from './office.module.css'
import { PlaceActions, PlaceBlock } from './PlaceBlock.tsx'
import { type FormTools, PlaceForm } from './PlaceForm.tsx'
import { useToolChange } from './useToolChange.ts'

type Department = Awaited<ReturnType<typeof client.office.departments>>[number]

/** The departments; those that sell have their duties on the chart. */
export function Departments() {
  const { t } = useWords()
  const [edited, setEdited] = useState<Department | 'new' | null>(null)
  const list = useQuery(api.office.departments.queryOptions({ input: {} }))
  const head = (field: string) => ({ label: t(`office.field.${field}`), counts: field !== 'placeName' })
  const reopen = useChange(client.office.reopenDepartment)
  const close = useChange(client.office.closeDepartment, {
    done: (row) => t('office.places.closed', { name: row.name }),
    undo: ({ id }) => client.office.reopenDepartment({ departmentId: id }),
  })
  return (
    <>
      <PlaceBlock
        title={t('office.places.departments')}
        add={t('office.places.addDepartment')}
        onAdd={() => setEdited('new')}
        heads={['placeName', 'teams', 'people'].map(head)}
        list={list}
        none={t('office.places.noDepartments')}
        row={(row) => (
          <tr key={row.id} data-closed={row.closedAt ? true : undefined}>
            <td>
              {row.name} {row.sales && <StateBadge tone="accent" label={t('office.places.sales')} />}
              {row.closedAt && <StateBadge label={t('office.places.isClosed')} />}
            </td>
            <td className={classes.number} data-label={t('office.field.teams')}>
              {row.teams}
            </td>
            <td className={classes.number} data-label={t('office.field.people')}>
              {row.members}
            </td>
            <td>
              <PlaceActions
                name={row.name}
                closed={row.closedAt !== null}
                edit={() => setEdited(row)}
                reopen={() => reopen.run({ departmentId: row.id })}
                close={() => close.run({ departmentId: row.id })}
              />
            </td>
          </tr>
        )}
      />
      {edited && <DepartmentForm department={edited === 'new' ? undefined : edited} close={() => setEdited(null)} />}
    </>
  )
}

function DepartmentForm({ department, close }: { department: Department | undefined; close: () => void }) {
  const { t } = useWords()
  const toolChange = useToolChange()
  const save = (values: Record<string, unknown>, version: number | undefined, tools: FormTools) => {
    const input = values as Pick<Department, 'name' | 'sales'>
    return department && version
      ? toolChange(
          (rest) => client.office.changeDepartment({ departmentId: department.id, version, ...input }, rest),
          tools,
        )
      : toolChange((rest) => client.office.addDepartment(input, rest), tools)
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
