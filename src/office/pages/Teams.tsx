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

type Team = Awaited<ReturnType<typeof client.office.teams>>[number]

/** The teams with their department and branch. */
export function Teams() {
  const { t } = useWords()
  const [edited, setEdited] = useState<Team | 'new' | null>(null)
  const list = useQuery(api.office.teams.queryOptions({ input: {} }))
  const head = (field: string) => ({ label: t(`office.field.${field}`), counts: field === 'people' })
  const reopen = useChange(client.office.reopenTeam)
  const close = useChange(client.office.closeTeam, {
    done: (row) => t('office.places.closed', { name: row.name }),
    undo: ({ id }) => client.office.reopenTeam({ teamId: id }),
  })
  return (
    <>
      <PlaceBlock
        title={t('office.places.teams')}
        add={t('office.places.addTeam')}
        onAdd={() => setEdited('new')}
        heads={['placeName', 'department', 'branch', 'people'].map(head)}
        list={list}
        none={t('office.places.noTeams')}
        row={(row) => (
          <tr key={row.id} data-closed={row.closedAt ? true : undefined}>
            <td>
              {row.name} {row.closedAt && <StateBadge label={t('office.places.isClosed')} />}
            </td>
            <td>{row.departmentName}</td>
            <td>{row.branchName}</td>
            <td className={classes.number} data-label={t('office.field.people')}>
              {row.members}
            </td>
            <td>
              <PlaceActions
                name={row.name}
                closed={row.closedAt !== null}
                edit={() => setEdited(row)}
                reopen={() => reopen.run({ teamId: row.id })}
                close={() => close.run({ teamId: row.id })}
              />
            </td>
          </tr>
        )}
      />
      {edited && <TeamForm team={edited === 'new' ? undefined : edited} close={() => setEdited(null)} />}
    </>
  )
}

function TeamForm({ team, close }: { team: Team | undefined; close: () => void }) {
  const { t } = useWords()
  const toolChange = useToolChange()
  const departments = useQuery(api.office.departments.queryOptions({ input: {} })).data ?? []
  const branches = useQuery(api.office.branches.queryOptions({ input: {} })).data ?? []
  const choices = (places: { id: string; name: string; closedAt: string | null }[]) =>
    places.filter((place) => !place.closedAt).map(({ id, name }) => ({ value: id, label: name }))
  const save = (values: Record<string, unknown>, version: number | undefined, tools: FormTools) => {
    const input = values as Pick<Team, 'name' | 'departmentId' | 'branchId'>
    return team && version
      ? toolChange((rest) => client.office.changeTeam({ teamId: team.id, version, ...input }, rest), tools)
      : toolChange((rest) => client.office.addTeam(input, rest), tools)
  }
  return (
    <PlaceForm
      title={team ? t('office.places.changeTeam') : t('office.places.addTeam')}
      first={{ name: team?.name ?? '', departmentId: team?.departmentId ?? null, branchId: team?.branchId ?? null }}
      fields={[
        { id: 'name', label: t('office.field.placeName'), kind: 'text' },
        { id: 'departmentId', label: t('office.field.department'), kind: 'choice', choices: choices(departments) },
        { id: 'branchId', label: t('office.field.branch'), kind: 'choice', choices: choices(branches) },
      ]}
      version={team?.version}
      nameOf={(id) => [...departments, ...branches].find((place) => place.id === id)?.name}
      save={save}
      close={close}
    />
  )
}
