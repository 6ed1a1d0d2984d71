import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { nextMonth } from '#core/days.ts'
import { usePageSearch } from '#web/address.ts'
import { useChange } from '#web/change.ts'
import { api, client, troubleOf } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { Form } from '#web/ui/Form.tsx'
import { MoneyInput, MoneyText } from '#web/ui/Money.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { recentMonths, useMonth } from '../months.ts'
import classes from './Settings.module.css'
import { SidewaysFrame } from './SidewaysFrame.tsx'

/** What each team may spend on each category in a month: a grid of amounts, saved cell by cell. */
export function Budgets({ mayEdit }: { mayEdit: boolean }) {
  const { t, language } = useWords()
  const month = useMonth()
  const { office } = useSession()
  const [search, setSearch] = usePageSearch()
  const present = recentMonths(1)[0]!
  const chosen = search.month ?? present
  const ahead = `${nextMonth(present.slice(0, 7))}-01`
  const teams = useSeenTeams()
  const categories = useSuspenseQuery(
    api.expenses.categories.queryOptions({ input: {}, select: ({ items }) => items }),
  ).data
  const budgets = useQuery(
    api.expenses.budgets.queryOptions({ input: { month: chosen }, select: ({ items }) => items }),
  )
  const of = (teamId: string, categoryId: string) =>
    budgets.data?.find((row) => row.teamId === teamId && row.categoryId === categoryId)?.cents ?? null
  // What is closed may still have a budget, which every sum counts.
  const shown = categories.filter(({ id, closedAt }) => !closedAt || teams.some((team) => of(team.id, id) !== null))
  const sumOf = (teamId: string) =>
    budgets.data?.filter((row) => row.teamId === teamId).reduce((sum, row) => sum + row.cents, 0) ?? 0
  return (
    <>
      <Picker
        w={200}
        mb="sm"
        size="xs"
        aria-label={t('expenses.rounds.month')}
        data={[...new Set([ahead, ...recentMonths(12), chosen])].map((value) => ({ value, label: month(value) }))}
        value={chosen}
        onChange={(value) => setSearch({ month: value === present ? undefined : (value ?? undefined) })}
      />
      <SidewaysFrame label={t('expenses.settings.tab.budgets')}>
        <Form mayLeave onSubmit={() => {}}>
          <table className={classes.table} data-grid>
            <thead>
              <tr>
                <th>{t('expenses.expected.category')}</th>
                {teams.map((team) => (
                  <th key={team.id} className="figures">
                    {team.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((category) => {
                const name = language === 'lt' ? category.nameLt : category.nameEn
                return (
                  <tr key={category.id}>
                    <th scope="row">
                      {name} {category.closedAt && <StateBadge label={t('expenses.settings.category.closed')} />}
                    </th>
                    {teams.map((team) => (
                      <td key={team.id} className="figures">
                        {mayEdit ? (
                          <BudgetField
                            key={chosen}
                            label={`${name}, ${team.name}`}
                            at={{ teamId: team.id, month: chosen, categoryId: category.id }}
                            cents={of(team.id, category.id)}
                            currency={office.currency}
                          />
                        ) : (
                          <Amount cents={of(team.id, category.id)} currency={office.currency} />
                        )}
                      </td>
                    ))}
                  </tr>
                )
              })}
              <tr data-sum>
                <th scope="row">{t('web.matrix.sum')}</th>
                {teams.map((team) => (
                  <td key={team.id} className="figures">
                    <MoneyText cents={sumOf(team.id)} currency={office.currency} />
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </Form>
      </SidewaysFrame>
    </>
  )
}

interface FieldProps {
  label: string
  at: { teamId: string; month: string; categoryId: string }
  cents: number | null
  currency: string
}

/** A budget that was not set, since another stood there by then; as the field shows it until it is set or given up. */
interface Refused {
  yours: number | null
  now: number | null
  says: string
  /** Whether the page has been read anew since: what stands there is then what it shows. */
  isRead: boolean
}

/** What was refused of a budget, while another still stands there, and in words which. */
function useRefused(cents: number | null, currency: string) {
  const { t } = useWords()
  const [last, setLast] = useState<Refused | null>(null)
  const refused = last?.isRead && last.yours === cents ? null : last
  const now = refused && !refused.isRead ? refused.now : cents
  const key = now === null ? 'expenses.noBudgetNow' : 'expenses.budgetIsNow'
  return {
    refused,
    /** What stands there as far as this field knows. */
    stands: now,
    /** Who set what came after the refusal is not known here. */
    says:
      refused && now !== refused.now ? t(key, { name: 'unknown', now: { cents: now ?? 0, currency } }) : refused?.says,
    forget: () => setLast(null),
    onRefused: (error: unknown, reading: Promise<void>): boolean => {
      const found = refusedOf(error)
      setLast(found)
      void reading.then(() => setLast((one) => (one === found && one ? { ...one, isRead: true } : one)))
      return found !== null
    },
  }
}

/** One budget, saved when its field is left: an edit of what stood when somebody began to type. */
function BudgetField({ label, at: { teamId, month, categoryId }, cents, currency }: FieldProps) {
  const { refused, stands, says, forget, onRefused } = useRefused(cents, currency)
  const begun = useRef<{ cents: number | null } | null>(null)
  const set = useChange(client.expenses.setBudgets, {
    closes: true,
    onDone: forget,
    onRefused: (error, reading) => {
      begun.current = null
      return onRefused(error, reading)
    },
  })
  const [isGivenUp, giveUp] = useState(false)
  const sent = useRef<{ cents: number | null; answer: Promise<unknown> } | null>(null)
  const save = async (next: number | null) => {
    const was = (begun.current ?? sent.current ?? { cents: stands }).cents
    begun.current = null
    giveUp(false)
    // One after the other: the second is an edit of the first.
    const before = sent.current?.answer
    const answer = Promise.resolve(before).then(() =>
      set.run({ teamId, month, amounts: [{ categoryId, cents: next, was }] }),
    )
    sent.current = { cents: next, answer }
    await answer
    if (sent.current?.answer === answer) sent.current = null
  }
  return (
    <MoneyInput
      size="xs"
      givesUp
      isRefused={refused !== null}
      aria-label={label}
      cents={refused ? refused.yours : cents}
      currency={currency}
      error={says ?? (isGivenUp ? null : set.fields['amounts.0.cents'])}
      onInput={() => {
        begun.current ??= { cents: (sent.current ?? { cents: stands }).cents }
      }}
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return
        begun.current = null
        forget()
        giveUp(true)
      }}
      onChange={(next) => void save(next)}
    />
  )
}

/** What a refusal says of a budget that is another by now; null for any other refusal. */
function refusedOf(error: unknown): Refused | null {
  const trouble = troubleOf(error)
  if (trouble.kind !== 'refused') return null
  const { fields = [] } = (trouble.data.details ?? {}) as { fields?: Pick<Refused, 'yours' | 'now'>[] }
  return fields[0] ? { ...fields[0], says: trouble.message, isRead: false } : null
}

/** An administrator sees every team, others those whose expenses they have to do with. */
function useSeenTeams() {
  const { rights } = useSession()
  const isAll = rights.includes('office.administer')
  const teams = useSuspenseQuery(api.office.teams.queryOptions({ input: {}, select: ({ items }) => items })).data
  const seen = useQuery({ ...api.expenses.informedList.queryOptions({ input: {} }), enabled: !isAll })
  const mine = new Set(seen.data?.people.map((person) => person.teamId))
  return teams.filter((team) => !team.closedAt && (isAll || mine.has(team.id)))
}

function Amount({ cents, currency }: { cents: number | null; currency: string }) {
  return cents === null ? '–' : <MoneyText cents={cents} currency={currency} />
}
