import { Group } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { NumberField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, Lack, SendButton } from '#web/ui/Form.tsx'
import { MoneyInput, MoneyText } from '#web/ui/Money.tsx'
import { useBegun } from '#web/ui/useBegun.ts'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import classes from './Settings.module.css'

type Policy = Awaited<ReturnType<typeof client.expenses.policy>>
type Fields = Partial<Omit<Policy, 'version'>>
const counts = { dueDay: [1, 28], linkDays: [1, 90], linkFiles: [1, 500], unusualPercent: [1, 1000] } as const
const amounts = ['receiptFreeCents', 'unusualCents'] as const

/** Limits, deadlines and how long upload links live, for those who may only read them. */
export function PolicyFacts() {
  const { t, percent, number } = useWords()
  const { currency } = useSession().office
  const { data: policy } = useSuspenseQuery(api.expenses.policy.queryOptions({ input: {} }))
  const facts: [field: string, value: ReactNode][] = [
    ...(['dueDay', 'linkDays', 'linkFiles'] as const).map((field): [string, ReactNode] => [
      field,
      number(policy[field]),
    ]),
    ...amounts.map((field): [string, ReactNode] => [
      field,
      <MoneyText key={field} cents={policy[field]} currency={currency} />,
    ]),
    ['unusualPercent', percent(policy.unusualPercent)],
  ]
  return (
    <dl className={classes.facts}>
      {facts.map(([field, value]) => (
        <div key={field}>
          <dt>{t(`expenses.settings.policy.${field}`)}</dt>
          <dd>{value}</dd>
          <dd>{t(`expenses.settings.policy.${field}Text`)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The same, to be changed. */
export function PolicyForm() {
  const { t, percent, money } = useWords()
  const { office } = useSession()
  const { data: policy } = useSuspenseQuery(api.expenses.policy.queryOptions({ input: {} }))
  const [edits, setEdits] = useState<Fields>({})
  const isEdited = Object.keys(edits).length > 0
  const begun = useBegun(policy, isEdited)
  const name = (field: string) => t(`expenses.settings.policy.${field}`)
  const stale = useStale({
    was: begun,
    label: name,
    value: (field, value) => (field.endsWith('Cents') ? money(Number(value), office.currency) : String(value)),
  })
  const change = useChange(client.expenses.changePolicy, {
    done: t('expenses.settings.saved'),
    onDone: () => setEdits({}),
    onRefused: stale.catch,
  })
  const fields = { ...policy, ...edits }
  const edit = (set: Fields) => setEdits((now) => ({ ...now, ...set }))
  return (
    <Form className={classes.policy} onSubmit={() => change.run({ version: begun.version, ...edits })}>
      {(['dueDay', 'linkDays', 'linkFiles'] as const).map((field) => (
        <NumberField
          key={field}
          label={name(field)}
          description={name(`${field}Text`)}
          min={counts[field][0]}
          max={counts[field][1]}
          value={fields[field]}
          error={change.fields[field]}
          onChange={(value) => edit({ [field]: value })}
        />
      ))}
      {amounts.map((field) => (
        <MoneyInput
          key={field}
          label={name(field)}
          description={name(`${field}Text`)}
          cents={fields[field]}
          currency={office.currency}
          error={change.fields[field]}
          onChange={(cents) => edit({ [field]: cents ?? 0 })}
        />
      ))}
      <NumberField
        label={name('unusualPercent')}
        description={name('unusualPercentText')}
        min={counts.unusualPercent[0]}
        max={counts.unusualPercent[1]}
        suffix={percent(0).slice(1)}
        value={fields.unusualPercent}
        error={change.fields.unusualPercent}
        onChange={(unusualPercent) => edit({ unusualPercent })}
      />
      <Group gap="xs">
        <Lack says={isEdited ? null : t('web.form.unchanged')} />
        <SendButton loading={change.running}>{t('web.save')}</SendButton>
        {isEdited && <CancelButton onClick={() => setEdits({})} />}
      </Group>
      {stale.question((version, chosen) => change.run({ version, ...(chosen as Fields) }))}
    </Form>
  )
}
