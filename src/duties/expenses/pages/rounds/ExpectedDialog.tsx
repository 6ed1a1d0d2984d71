import { Checkbox, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { touched } from '#web/touched.ts'
import { DayInput } from '#web/ui/DayInput.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { TextField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { MoneyInput } from '#web/ui/Money.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useBegun } from '#web/ui/useBegun.ts'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import type { Expected } from './types.ts'

/** Changes what is expected: its name, day, amount, category, and whether it comes every month. */
export function ExpectedDialog({ item: now, close }: { item: Expected; close: () => void }) {
  const item = useBegun(now, true)
  const { t, language, money } = useWords()
  const { office } = useSession()
  const categories = useQuery(api.expenses.categories.queryOptions({ input: {}, select: ({ items }) => items }))
  const [fields, setFields] = useState({
    what: item.what,
    expectedOn: item.expectedOn,
    cents: item.cents,
    categoryId: item.categoryId,
    recurring: item.recurring,
  })
  const choices = (categories.data ?? [])
    .filter((category) => !category.closedAt || category.id === item.categoryId)
    .map(({ id, nameEn, nameLt }) => ({ value: id, label: language === 'lt' ? nameLt : nameEn }))
  const stale = useStale({
    was: item,
    label: (field) => t(`expenses.expected.field.${field}`),
    value: (field, value) => {
      if (field === 'categoryId') return choices.find((choice) => choice.value === value)?.label
      return field === 'cents' && value !== null ? money(Number(value), office.currency) : undefined
    },
  })
  const change = useChange(client.expenses.changeExpected, { onDone: close, onRefused: stale.catch })
  const save = (version: number, set: object) => change.run({ expectedId: item.id, version, ...set })
  return (
    <Dialog opened onClose={close} title={t('expenses.expected.changeTitle')}>
      <Form onSubmit={() => save(item.version, touched(item, fields))}>
        <Stack gap="sm">
          <TextField
            required
            data-autofocus
            label={t('expenses.expected.what')}
            value={fields.what}
            error={change.fields.what}
            onChange={(event) => setFields({ ...fields, what: event.currentTarget.value })}
          />
          <DayInput
            label={t('expenses.expected.day')}
            value={fields.expectedOn}
            error={change.fields.expectedOn}
            onChange={(expectedOn) => setFields({ ...fields, expectedOn })}
          />
          <MoneyInput
            label={t('expenses.expected.amount')}
            cents={fields.cents}
            currency={office.currency}
            error={change.fields.cents}
            onChange={(cents) => setFields((now) => ({ ...now, cents }))}
          />
          <Picker
            clearable
            label={t('expenses.expected.category')}
            data={choices}
            value={fields.categoryId}
            onChange={(categoryId) => setFields({ ...fields, categoryId })}
          />
          <Checkbox
            label={t('expenses.expected.recurring')}
            checked={fields.recurring}
            onChange={(event) => setFields({ ...fields, recurring: event.currentTarget.checked })}
          />
          <Group justify="flex-end" gap="xs">
            <CancelButton onClick={close} />
            <SendButton loading={change.running}>{t('web.save')}</SendButton>
          </Group>
        </Stack>
        {stale.question((version, chosen) => save(version, chosen))}
      </Form>
    </Dialog>
  )
}
