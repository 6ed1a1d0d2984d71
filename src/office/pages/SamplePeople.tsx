import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useMemo, useState } from 'react'
import type { MemberRole } from '#core/duty.ts'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { PersonMark } from '#web/ui/Person.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'
import classes from './public.module.css'

/** The roles in the order in which somebody who looks around would try them. */
const order: readonly MemberRole[] = ['assistant', 'salesperson', 'seniorManager', 'colleague', 'administrator']

interface One {
  id: string
  name: string
  roles: MemberRole[]
  team: string | null
  department: string | null
  branch: string | null
}

/** Everybody of a sample office, found by typing, entered by a click or Enter. */
export function SamplePeople({ entered }: { entered: () => void }) {
  const { t } = useWords()
  const people = useQuery(api.office.samplePeople.queryOptions({ input: {}, select: ({ items }) => items }))
  const enter = useChange(client.office.enterAs, { onDone: entered })
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const groups = useMemo(() => grouped(people.data ?? [], plain(text)), [people.data, text])
  const listed = groups.flatMap(({ people: each }) => each)
  const chosen = listed[Math.min(at, listed.length - 1)]
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setAt(Math.max(0, Math.min(at + step, listed.length - 1)))
    } else if (event.key === 'Enter' && chosen) enter.run({ memberId: chosen.id })
  }
  if (isUnread(people)) return <ErrorState error={people.error} retry={people.refetch} />
  if (!people.data) return <RowsSkeleton rows={8} />
  return (
    <>
      <TextInput
        autoFocus
        leftSection={<IconSearch size={16} />}
        aria-label={t('office.signIn.find')}
        placeholder={t('office.signIn.find')}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
      />
      {listed.length === 0 && <EmptyState icon={IconSearch} title={t('office.signIn.nobody', { text })} />}
      {groups.map(({ role, people: each }) => (
        <section key={role} className={classes.people} aria-label={t(`office.roles.${role}`)}>
          <h2>{t(`office.roles.${role}`)}</h2>
          <ul>
            {each.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  data-at={(text && one === chosen) || undefined}
                  disabled={enter.running}
                  onClick={() => enter.run({ memberId: one.id })}
                >
                  <PersonMark name={one.name} size={28} />
                  <span>
                    {one.name}
                    <small>{placeOf(one)}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function grouped(people: readonly One[], text: string): { role: MemberRole; people: One[] }[] {
  const fitting = people.filter((one) => plain(`${one.name} ${placeOf(one)} ${one.roles.join(' ')}`).includes(text))
  return order
    .map((role) => ({ role, people: fitting.filter((one) => mainRole(one) === role) }))
    .filter((group) => group.people.length > 0)
}

function mainRole({ roles }: One): MemberRole {
  return roles.includes('administrator') ? 'administrator' : (order.find((role) => roles.includes(role)) ?? 'colleague')
}

function placeOf({ team, department, branch }: One): string {
  return [team, department, branch].filter(Boolean).join(' · ')
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
