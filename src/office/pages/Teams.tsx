import { useQuery } from '@tanstack/react-query'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { PlaceBlock } from './PlaceBlock.tsx'
import { type Edited, PlaceForm, type Rest } from './PlaceForm.tsx'

type Team = Awaited<ReturnType<typeof client.office.teams>>['items'][number]

/** The teams with their department and branch. */
export function Teams() {
  const { t } = useWords()
  const list = useQuery(api.office.teams.queryOptions({ input: {}, select: ({ items }) => items }))
  const reopen = useChange(client.office.reopenTeam)
  const close = useChange(client.office.closeTeam, {
    done: (row) => t('office.places.closed', { name: row.name }),
    undo: ({ id, version }) => client.office.reopenTeam({ teamId: id, version }),
  })
  return (
    <PlaceBlock
      title={t('office.places.teams')}
      add={t('office.places.addTeam')}
      columns={[
        { label: t('office.field.department'), show: (row) => row.departmentName },
        { label: t('office.field.branch'), show: (row) => row.branchName },
        { label: t('office.field.people'), counts: true, show: (row) => row.members },
      ]}
      list={list}
      none={t('office.places.noTeams')}
      reopen={({ id, version }) => reopen.run({ teamId: id, version })}
      close={({ id, version }) => close.run({ teamId: id, version })}
      form={(row, close) => <TeamForm team={row} close={close} />}
    />
  )
}

function TeamForm({ team, close }: { team: Team | undefined; close: () => void }) {
  const { t } = useWords()
  const departments =
    useQuery(api.office.departments.queryOptions({ input: {}, select: ({ items }) => items })).data ?? []
  const branches = useQuery(api.office.branches.queryOptions({ input: {}, select: ({ items }) => items })).data ?? []
  const choices = (places: { id: string; name: string; closedAt: string | null }[]) =>
    places.filter((place) => !place.closedAt).map(({ id, name }) => ({ value: id, label: name }))
  const save = ({ values, version }: Edited, rest?: Rest) => {
    const input = values as Pick<Team, 'name' | 'departmentId' | 'branchId'>
    return team && version
      ? client.office.changeTeam({ teamId: team.id, version, ...input }, rest)
      : client.office.addTeam(input, rest)
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
