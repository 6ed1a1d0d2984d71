import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { useMay } from '#web/session.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { languageNames, useWords } from '#web/words.ts'
import { countryChoices, countryName, currencyChoices, languageChoices, timeZoneChoices } from './choices.ts'
import classes from './office.module.css'
import { type Edited, PlaceForm, type Rest } from './PlaceForm.tsx'

type Profile = Awaited<ReturnType<typeof client.office.profile>>

/** The office's own facts. */
export function OfficeProfile() {
  const { t, language } = useWords()
  const mayEdit = useMay('office.administer')
  const [editing, setEditing] = useState(false)
  const profile = useQuery(api.office.profile.queryOptions({ input: {} }))
  if (isUnread(profile)) return <ErrorState error={profile.error} retry={profile.refetch} />
  if (!profile.data) return <RowsSkeleton rows={2} />
  const office = profile.data
  const facts = [
    ['country', countryName(office.country, language)],
    ['currency', office.currency],
    ['timeZone', office.timeZone.replaceAll('_', ' ')],
    ['officeLanguage', languageNames[office.language]],
  ] as const
  return (
    <section className={classes.block}>
      <div className={classes.blockHead}>
        <h2>{office.name}</h2>
        {mayEdit && (
          <Button variant="default" leftSection={<IconPencil size={15} />} onClick={() => setEditing(true)}>
            {t('web.edit')}
          </Button>
        )}
      </div>
      <dl className={classes.facts} style={{ marginTop: 0 }}>
        {facts.map(([field, value]) => (
          <div key={field}>
            <dt>{t(`office.field.${field}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {editing && <ProfileForm office={office} close={() => setEditing(false)} />}
    </section>
  )
}

function ProfileForm({ office, close }: { office: Profile; close: () => void }) {
  const { t, language } = useWords()
  const { name, country, currency, timeZone } = office
  const save = ({ values, version = office.version }: Edited, rest?: Rest) =>
    client.office.changeProfile({ ...(values as Partial<Profile>), version }, rest)
  return (
    <PlaceForm
      title={t('office.places.changeOffice')}
      first={{ name, country, currency, timeZone, language: office.language }}
      fields={[
        { id: 'name', label: t('office.field.officeName'), kind: 'text' },
        { id: 'country', label: t('office.field.country'), kind: 'choice', choices: countryChoices(language) },
        {
          id: 'currency',
          label: t('office.field.currency'),
          kind: 'choice',
          choices: currencyChoices(language),
          ...(office.currencyStays ? { description: t('office.field.currencyStays'), isFixed: true } : {}),
        },
        { id: 'timeZone', label: t('office.field.timeZone'), kind: 'choice', choices: timeZoneChoices() },
        { id: 'language', label: t('office.field.officeLanguage'), kind: 'choice', choices: languageChoices },
      ]}
      version={office.version}
      save={save}
      close={close}
    />
  )
}
