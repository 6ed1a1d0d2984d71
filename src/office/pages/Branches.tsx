import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { countryChoices, countryName, currencyChoices, timeZoneChoices } from './choices.ts'
import classes from './office.module.css'
import { PlaceActions, PlaceBlock } from './PlaceBlock.tsx'
import { type FormTools, PlaceForm } from './PlaceForm.tsx'
import { useToolChange } from './useToolChange.ts'

type Branch = Awaited<ReturnType<typeof client.office.branches>>[number]

/** The branches: where people work, with country, time zone and currency. */
export function Branches() {
  const { t, language } = useWords()
  const [edited, setEdited] = useState<Branch | 'new' | null>(null)
  const list = useQuery(api.office.branches.queryOptions({ input: {} }))
  const head = (field: string) => ({ label: t(`office.field.${field}`), counts: field === 'people' })
  const reopen = useChange(client.office.reopenBranch)
  const close = useChange(client.office.closeBranch, {
    done: (row) => t('office.places.closed', { name: row.name }),
    undo: ({ id }) => client.office.reopenBranch({ branchId: id }),
  })
  return (
    <>
      <PlaceBlock
        title={t('office.places.branches')}
        add={t('office.places.addBranch')}
        onAdd={() => setEdited('new')}
        heads={['placeName', 'country', 'timeZone', 'currency', 'people'].map(head)}
        list={list}
        none={t('office.places.noBranches')}
        row={(row) => (
          <tr key={row.id} data-closed={row.closedAt ? true : undefined}>
            <td>
              {row.name} {row.headquarters && <StateBadge tone="accent" label={t('office.places.headquarters')} />}
              {row.closedAt && <StateBadge label={t('office.places.isClosed')} />}
            </td>
            <td>{[countryName(row.country, language), row.region].filter(Boolean).join(', ')}</td>
            <td>{row.timeZone.replaceAll('_', ' ')}</td>
            <td>{row.currency}</td>
            <td className={classes.number} data-label={t('office.field.people')}>
              {row.members}
            </td>
            <td>
              <PlaceActions
                name={row.name}
                closed={row.closedAt !== null}
                edit={() => setEdited(row)}
                reopen={() => reopen.run({ branchId: row.id })}
                {...(row.headquarters ? {} : { close: () => close.run({ branchId: row.id }) })}
              />
            </td>
          </tr>
        )}
      />
      {edited && <BranchForm branch={edited === 'new' ? undefined : edited} close={() => setEdited(null)} />}
    </>
  )
}

function BranchForm({ branch, close }: { branch: Branch | undefined; close: () => void }) {
  const { t, language } = useWords()
  const toolChange = useToolChange()
  const field = (id: string) => ({ id, label: t(`office.field.${id}`) })
  const save = (values: Record<string, unknown>, version: number | undefined, tools: FormTools) => {
    const fields = values as Pick<Branch, 'name' | 'country' | 'region' | 'timeZone' | 'currency'>
    const input = { ...fields, region: fields.region?.trim().toUpperCase() || null }
    return branch && version
      ? toolChange((rest) => client.office.changeBranch({ branchId: branch.id, version, ...input }, rest), tools)
      : toolChange((rest) => client.office.addBranch(input, rest), tools)
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
