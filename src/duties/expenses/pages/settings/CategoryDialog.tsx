import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { touched } from '#web/touched.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { NumberField, TextField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { MoneyInput } from '#web/ui/Money.tsx'
import { useBegun } from '#web/ui/useBegun.ts'
import { useClosing } from '#web/ui/useClosing.tsx'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import { codeOf } from './codeOf.ts'
import classes from './Settings.module.css'
import type { Category } from './types.ts'

interface Props {
  /** Null for a new one. */
  category: Category | null
  position: number
  close: () => void
}

/** One category: its fields, and taking it out of use or back. */
export function CategoryDialog({ category: now, position, close }: Props) {
  const { t, percent, money } = useWords()
  const category = useBegun(now, true)
  const { office } = useSession()
  const [fields, setFields] = useState({
    nameEn: category?.nameEn ?? '',
    nameLt: category?.nameLt ?? '',
    account: category?.account ?? null,
    limitCents: category?.limitCents ?? null,
    vatDeductiblePercent: category?.vatDeductiblePercent ?? 100,
    needsCustomer: category?.needsCustomer ?? false,
    position: category?.position ?? position,
  })
  const name = (field: string) => t(`expenses.settings.category.${field}`)
  const done = t('expenses.settings.saved')
  const stale = useStale({
    was: category ?? undefined,
    label: name,
    value: (field, value) =>
      field === 'limitCents' && value !== null ? money(Number(value), office.currency) : undefined,
  })
  const change = useChange(client.expenses.changeCategory, { done, onDone: close, onRefused: stale.catch })
  const add = useChange(client.expenses.addCategory, { done, onDone: close })
  const retire = useChange(client.expenses.closeCategory, {
    done,
    onDone: close,
    undo: ({ id: categoryId, version, closedAt }) =>
      client.expenses.closeCategory({ categoryId, version, closed: closedAt === null }),
  })
  const form = useRef<HTMLFormElement>(null)
  const closing = useClosing()
  const faults = { ...change.fields, ...add.fields }
  const edit = (set: Partial<typeof fields>) => setFields((now) => ({ ...now, ...set }))
  const save = () =>
    category
      ? change.run({ categoryId: category.id, version: category.version, ...touched(category, fields) })
      : add.run({ code: codeOf(fields.nameEn), ...fields })
  return (
    <Dialog opened onClose={close} title={category ? category.nameEn : name('add')}>
      <Form ref={form} className={classes.fields} onSubmit={save}>
        {(['nameEn', 'nameLt'] as const).map((field) => (
          <TextField
            key={field}
            required
            label={name(field)}
            value={fields[field]}
            error={faults[field]}
            maxLength={100}
            onChange={(event) => edit({ [field]: event.currentTarget.value })}
          />
        ))}
        <TextInput
          label={name('account')}
          value={fields.account ?? ''}
          error={faults.account}
          maxLength={40}
          onChange={(event) => edit({ account: event.currentTarget.value || null })}
        />
        <MoneyInput
          label={name('limitCents')}
          cents={fields.limitCents}
          currency={office.currency}
          error={faults.limitCents}
          onChange={(limitCents) => edit({ limitCents })}
        />
        <NumberField
          label={name('vatDeductiblePercent')}
          min={0}
          max={100}
          suffix={percent(0).slice(1)}
          value={fields.vatDeductiblePercent}
          error={faults.vatDeductiblePercent}
          onChange={(vatDeductiblePercent) => edit({ vatDeductiblePercent })}
        />
        <NumberField
          label={name('position')}
          min={0}
          max={10_000}
          value={fields.position}
          error={faults.position}
          onChange={(position) => edit({ position })}
        />
        <Checkbox
          className={classes.wide ?? ''}
          label={name('needsCustomerText')}
          checked={fields.needsCustomer}
          onChange={(event) => edit({ needsCustomer: event.currentTarget.checked })}
        />
        <Group gap="xs" className={classes.wide ?? ''}>
          {category && (
            <Button
              variant="subtle"
              color="gray"
              mr="auto"
              loading={retire.running}
              onClick={() => {
                const { id: categoryId, version, closedAt } = category
                closing.close(form.current, () => void retire.run({ categoryId, version, closed: closedAt === null }))
              }}
            >
              {name(category.closedAt ? 'reopen' : 'close')}
            </Button>
          )}
          <CancelButton ml="auto" onClick={close} />
          <SendButton loading={change.running || add.running}>{t('web.save')}</SendButton>
        </Group>
        {category && stale.question((version, chosen) => change.run({ categoryId: category.id, version, ...chosen }))}
      </Form>
      {closing.question}
    </Dialog>
  )
}
