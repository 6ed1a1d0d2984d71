import { useQuery } from '@tanstack/react-query'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { countryChoices, countryName, currencyChoices, timeZoneChoices } from './choices.ts'
import { PlaceBlock } from './PlaceBlock.tsx'
import { type Edited, PlaceForm, type Rest } from './PlaceForm.tsx'

type Branch = Awaited<ReturnType<typeof client.office.branches>>['items'][number]

/** The branches: where people work, with country, time zone and currency. */
export function Branches() {
  const { t, language } = useWords()
  const list = useQuery(api.office.branches.queryOptions({ input: {}, select: ({ items }) => items }))
  const reopen = useChange(client.office.reopenBranch)
  const close = useChange(client.office.closeBranch, {
    done: (row) => t('office.places.closed', { name: row.name }),
    undo: ({ id, version }) => client.office.reopenBranch({ branchId: id, version }),
  })
  return (
    <PlaceBlock
      title={t('office.places.branches')}
      add={t('office.places.addBranch')}
      columns={[
        {
          label: t('office.field.country'),
          show: (row) => [countryName(row.country, language), row.region].filter(Boolean).join(', '),
        },
        { label: t('office.field.timeZone'), show: (row) => row.timeZone.replaceAll('_', ' ') },
        { label: t('office.field.currency'), show: (row) => row.currency },
        { label: t('office.field.people'), counts: true, show: (row) => row.members },
      ]}
      mark={(row) => row.headquarters && <StateBadge tone="accent" label={t('office.places.headquarters')} />}
      list={list}
      none={t('office.places.noBranches')}
      reopen={({ id, version }) => reopen.run({ branchId: id, version })}
      close={({ id, version }) => close.run({ branchId: id, version })}
      staysOpen={(row) => row.headquarters}
      form={(row, close) => <BranchForm branch={row} close={close} />}
    />
  )
}

function BranchForm({ branch, close }: { branch: Branch | undefined; close: () => void }) {
  const { t, language } = useWords()
  const field = (id: string) => ({ id, label: t(`office.field.${id}`) })
  const save = ({ values, version }: Edited, rest?: Rest) => {
    const fields = values as Pick<Branch, 'name' | 'country' | 'region' | 'timeZone' | 'currency'>
    const region = { region: fields.region?.trim().toUpperCase() || null }
    const input = { ...fields, ...('region' in values && region) }
    return branch && version
      ? client.office.changeBranch({ branchId: branch.id, version, ...input }, rest)
      : client.office.addBranch(input, rest)
  }
  return (
    <PlaceForm
      title={branch ? t('office.places.changeBranch') : t('office.places.addBranch')}
      first={{
        name: branch?.name ?? '',
        country: branch?.country ?? null,
        region: branch?.region ?? '',
        timeZone: branch?.timeZone ?? null,
        currency: branch?.currency ?? 'EUR',
      }}
      fields={[
        { id: 'name', label: t('office.field.placeName'), kind: 'text' },
        { ...field('country'), kind: 'choice', choices: countryChoices(language) },
        { ...field('region'), kind: 'text', optional: true, description: t('office.places.regionHint') },
        { ...field('timeZone'), kind: 'choice', choices: timeZoneChoices() },
        { ...field('currency'), kind: 'choice', choices: currencyChoices(language) },
      ]}
      version={branch?.version}
      save={save}
      close={close}
    />
  )
}
