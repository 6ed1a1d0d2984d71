import { Group, MultiSelect, type MultiSelectProps, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { type MemberRole, memberRoles } from '#core/duty.ts'
import type { Language } from '#core/message.ts'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { touched } from '#web/touched.ts'
import { TextField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, SendButton, useFault } from '#web/ui/Form.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useBegun } from '#web/ui/useBegun.ts'
import { useStale } from '#web/ui/useStale.tsx'
import { languageNames, useWords } from '#web/words.ts'
import { languageChoices } from './choices.ts'
import classes from './public.module.css'

type Member = Awaited<ReturnType<typeof client.office.addMember>>

interface Props {
  member?: Member
  saved: (member: Member) => void
  cancel: () => void
}

/** A person's details, for a new one or to change them; two who edit the same person see each other's fields. */
export function MemberForm({ member: now, saved, cancel }: Props) {
  const { t, language } = useWords()
  const member = useBegun(now, true)
  const places = usePlaces()
  const form = useForm({ initialValues: valuesOf(member, language) })
  const stale = useStale({
    was: member,
    label: (field) => t(`office.field.${labelOf[field] ?? field}`),
    value: (field, value) => {
      if (field === 'roles') return (value as MemberRole[]).map((role) => t(`office.role.${role}`)).join(', ')
      if (field === 'language') return languageNames[value as Language]
      return places.nameOf(String(value))
    },
  })
  const add = useChange(client.office.addMember, {
    form,
    done: (row) => t('office.people.added', { name: row.name }),
    onDone: saved,
  })
  const change = useChange(client.office.changeMember, {
    form,
    done: t('office.saved'),
    onDone: saved,
    onRefused: stale.catch,
  })
  const save = (values: typeof form.values, version = member?.version) => {
    const fields = { ...values, phone: values.phone.trim() || null, language: values.language as Language }
    return member && version
      ? change.run({ memberId: member.id, version, ...touched(member, fields) })
      : add.run(fields)
  }
  const team = form.values.teamId
  return (
    <Form className={classes.form} onSubmit={() => save(form.values)}>
      <TextField required data-autofocus label={t('office.field.name')} {...form.getInputProps('name')} />
      <div className={classes.pair}>
        <TextField required type="email" label={t('office.field.email')} {...form.getInputProps('email')} />
        <TextInput type="tel" label={t('office.field.phone')} {...form.getInputProps('phone')} />
      </div>
      <RolesField {...form.getInputProps('roles')} />
      <div className={classes.pair}>
        <Picker
          clearable
          searchable
          label={t('office.field.team')}
          data={places.teams}
          {...form.getInputProps('teamId')}
        />
        <Picker
          clearable
          label={t('office.field.department')}
          data={places.departments}
          {...(team === null ? {} : { disabled: true, description: t('office.people.departmentOfTeam') })}
          {...form.getInputProps('departmentId')}
          value={team ? (places.departmentOf(team) ?? null) : form.values.departmentId}
        />
      </div>
      <div className={classes.pair}>
        <Picker clearable label={t('office.field.branch')} data={places.branches} {...form.getInputProps('branchId')} />
        <Picker label={t('office.field.language')} data={languageChoices} {...form.getInputProps('language')} />
      </div>
      <Group justify="flex-end" gap="xs">
        <CancelButton variant="subtle" color="gray" onClick={cancel} />
        <SendButton loading={add.running || change.running}>
          {member ? t('web.save') : t('office.people.addDo')}
        </SendButton>
      </Group>
      {stale.question((now, chosen) => {
        const values = { ...form.values, ...asValues(chosen) }
        form.setValues(values)
        return save(values, now)
      })}
    </Form>
  )
}

function RolesField({ value, error, ...rest }: MultiSelectProps) {
  const { t } = useWords()
  const lacks = useFault(null, value?.length ? null : t('web.field.required'))
  return (
    <MultiSelect
      {...rest}
      withAsterisk
      label={t('office.field.roles')}
      data={memberRoles.map((role) => ({ value: role, label: t(`office.role.${role}`) }))}
      value={value ?? []}
      error={lacks ?? error}
    />
  )
}

const labelOf: Record<string, string> = { teamId: 'team', departmentId: 'department', branchId: 'branch' }

function valuesOf(member: Member | undefined, language: string) {
  return {
    name: member?.name ?? '',
    email: member?.email ?? '',
    phone: member?.phone ?? '',
    roles: member?.roles ?? ([] as MemberRole[]),
    teamId: member?.teamId ?? null,
    departmentId: member?.departmentId ?? null,
    branchId: member?.branchId ?? null,
    language: (member?.language ?? language) as string,
  }
}

function asValues(chosen: Record<string, unknown>): object {
  return 'phone' in chosen ? { ...chosen, phone: chosen.phone ?? '' } : chosen
}

/** The open places as choices, and any place's name by its id. */
function usePlaces() {
  const teams = useQuery(api.office.teams.queryOptions({ input: {}, select: ({ items }) => items })).data ?? []
  const departments =
    useQuery(api.office.departments.queryOptions({ input: {}, select: ({ items }) => items })).data ?? []
  const branches = useQuery(api.office.branches.queryOptions({ input: {}, select: ({ items }) => items })).data ?? []
  const choices = (places: { id: string; name: string; closedAt: string | null }[]) =>
    places.filter((place) => !place.closedAt).map(({ id, name }) => ({ value: id, label: name }))
  const names = new Map([...teams, ...departments, ...branches].map(({ id, name }) => [id, name]))
  return {
    teams: choices(teams),
    departments: choices(departments),
    branches: choices(branches),
    nameOf: (id: string) => names.get(id),
    departmentOf: (teamId: string) => teams.find((team) => team.id === teamId)?.departmentId,
  }
}
