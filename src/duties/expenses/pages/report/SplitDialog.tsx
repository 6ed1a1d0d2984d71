import { ActionIcon, Button, Group, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { percentIn, percentOf } from '#core/money.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DecimalField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, Lack } from '#web/ui/Form.tsx'
import { MoneyInput, MoneyText } from '#web/ui/Money.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useWords } from '#web/words.ts'
import type { LineFields } from './lineFields.ts'
import classes from './report.module.css'
import type { Category } from './reportTypes.ts'

export interface SplitPart {
  amountCents: number
  categoryId: string | null
  purpose: string
}

interface Props {
  fields: LineFields
  categories: readonly Category[]
  split: (parts: SplitPart[]) => void
  close: () => void
}

/** One purchase as several lines: parts by amount or percent, the last part is always the rest. */
export function SplitDialog({ fields, categories, split, close }: Props) {
  const { t } = useWords()
  const { currency, amountCents, categoryId, purpose } = fields
  const [parts, setParts] = useState<SplitPart[]>([{ amountCents: 0, categoryId, purpose }])
  const [last, setLast] = useState({ categoryId: null as string | null, purpose })
  const rest = amountCents - parts.reduce((sum, part) => sum + part.amountCents, 0)
  const isPart = (cents: number) => cents !== 0 && cents * amountCents > 0
  const noPart = t('expenses.reportPage.split.noPart', { amount: { cents: amountCents, currency } })
  const put = (at: number, change: Partial<SplitPart>) =>
    setParts(parts.map((part, index) => (index === at ? { ...part, ...change } : part)))
  return (
    <Dialog
      opened
      onClose={close}
      size="lg"
      title={t('expenses.reportPage.split.title', { merchant: fields.merchant || '–' })}
    >
      <Form onSubmit={() => split([...parts, { amountCents: rest, ...last }])}>
        <p className={classes.dialogText}>
          {t('expenses.reportPage.split.text', { amount: { cents: amountCents, currency } })}
        </p>
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no names and keep their places
          <div key={at} className={classes.part}>
            <PartAmount
              cents={part.amountCents}
              whole={amountCents}
              currency={currency}
              autoFocus={at === parts.length - 1}
              lacks={isPart(part.amountCents) ? null : noPart}
              onChange={(cents) => put(at, { amountCents: cents })}
            />
            <PartWords part={part} categories={categories} put={(change) => put(at, change)} />
            {parts.length > 1 && (
              <ActionIcon
                aria-label={t('expenses.reportPage.split.remove')}
                onClick={() => setParts(parts.filter((_, index) => index !== at))}
              >
                <IconX size={15} />
              </ActionIcon>
            )}
          </div>
        ))}
        <div className={classes.part}>
          <div className={classes.rest} data-wrong={(!isPart(rest) && rest !== amountCents) || undefined}>
            <span>{t('expenses.reportPage.split.rest')}</span>
            <strong>
              <MoneyText cents={rest} currency={currency} />
            </strong>
          </div>
          <PartWords part={last} categories={categories} put={(change) => setLast({ ...last, ...change })} />
        </div>
        <Lack
          says={
            parts.every((part) => isPart(part.amountCents)) && !isPart(rest)
              ? t('expenses.reportPage.split.noRest')
              : null
          }
        />
        <Group justify="space-between" mt="md">
          <Button
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => setParts([...parts, { amountCents: 0, categoryId: null, purpose }])}
          >
            {t('expenses.reportPage.split.add')}
          </Button>
          <Group gap="xs">
            <CancelButton onClick={close} />
            <Button type="submit">{t('expenses.reportPage.split.yes', { n: parts.length + 1 })}</Button>
          </Group>
        </Group>
      </Form>
    </Dialog>
  )
}

interface AmountProps {
  cents: number
  whole: number
  currency: string
  autoFocus: boolean
  lacks: string | null
  onChange: (cents: number) => void
}

/** An amount, or a percentage of the whole: „30 %“ typed beside it fills the amount in. */
function PartAmount({ cents, whole, currency, autoFocus, lacks, onChange }: AmountProps) {
  const { t } = useWords()
  const percent = cents && whole ? percentIn(cents, whole, 2).replace(/\.?0+$/, '') : ''
  return (
    <>
      <MoneyInput
        label={t('expenses.reportPage.split.amount')}
        cents={cents || null}
        currency={currency}
        data-autofocus={autoFocus || undefined}
        lacks={lacks}
        onChange={(next) => onChange(next ?? 0)}
      />
      <DecimalField
        label={t('expenses.reportPage.split.percent')}
        value={percent}
        read={(text) => (/^\d{1,2}(\.\d{1,2})?$|^100$/.test(text) ? text : undefined)}
        wrong={(text) => t('web.field.percent', { text, most: 100 })}
        rightSection={<span className={classes.unit}>%</span>}
        onChange={(read) => onChange(percentOf(whole, read))}
      />
    </>
  )
}

interface WordsProps {
  part: { categoryId: string | null; purpose: string }
  categories: readonly Category[]
  put: (change: { categoryId?: string | null; purpose?: string }) => void
}

function PartWords({ part, categories, put }: WordsProps) {
  const { t } = useWords()
  return (
    <>
      <Picker
        label={t('expenses.reportPage.field.categoryId')}
        searchable
        selectFirstOptionOnChange
        value={part.categoryId}
        data={categories.filter((one) => !one.closedAt).map((one) => ({ value: one.id, label: one.name }))}
        onChange={(categoryId) => put({ categoryId })}
      />
      <TextInput
        label={t('expenses.reportPage.field.purpose')}
        value={part.purpose}
        onChange={(event) => put({ purpose: event.currentTarget.value })}
      />
    </>
  )
}
