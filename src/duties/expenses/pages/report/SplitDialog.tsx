import { ActionIcon, Button, Group, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { percentIn, percentOf, rewritten } from '#core/money.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DecimalField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, Lack, SendButton } from '#web/ui/Form.tsx'
import { MoneyInput, MoneyText } from '#web/ui/Money.tsx'
import { Note } from '#web/ui/Note.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useWords } from '#web/words.ts'
import type { LineFields } from './lineFields.ts'
import type { Category } from './reportTypes.ts'
import classes from './SplitDialog.module.css'

export interface SplitPart {
  amountCents: number
  categoryId: string | null
  purpose: string
}

interface Props {
  /** What is split, as it is by now: others may change it while the dialog is open. */
  fields: LineFields
  /** The reader is still to fill it. */
  isUnread: boolean
  categories: readonly Category[]
  split: (parts: SplitPart[]) => unknown
  close: () => void
}

type Words = Pick<SplitPart, 'categoryId' | 'purpose'>

/** What has been typed of a part; all else follows what is split. */
interface TypedPart {
  amount: { cents: number; currency: string } | { percent: string } | null
  words: Partial<Words>
  /** It takes over the category; the others have theirs chosen. */
  isFirst?: boolean
}

const nothingTyped: TypedPart = { amount: null, words: {} }

/** One purchase as several lines: parts by amount or percent, the last part is always the rest. */
export function SplitDialog({ fields, isUnread, categories, split, close }: Props) {
  const { t } = useWords()
  const { currency, amountCents } = fields
  const [typed, setTyped] = useState<TypedPart[]>([{ ...nothingTyped, isFirst: true }])
  const [lastTyped, setLast] = useState<Partial<Words>>({})
  const parts = typed.map((part) => ({ amountCents: centsOf(part, fields), ...wordsOf(part, fields) }))
  const last = wordsOf({ ...nothingTyped, words: lastTyped }, fields)
  const rest = amountCents - parts.reduce((sum, part) => sum + part.amountCents, 0)
  const isPart = (cents: number) => cents !== 0 && cents * amountCents > 0
  const noPart = t('expenses.reportPage.split.noPart', { amount: { cents: amountCents, currency } })
  const put = (at: number, change: Partial<TypedPart>) =>
    setTyped((now) => now.map((part, index) => (index === at ? { ...part, ...change } : part)))
  const putWords = (at: number, change: Partial<Words>) =>
    setTyped((now) =>
      now.map((part, index) => (index === at ? { ...part, words: { ...part.words, ...change } } : part)),
    )
  return (
    <Dialog
      opened
      onClose={close}
      size="lg"
      title={t('expenses.reportPage.split.title', { merchant: fields.merchant || '–' })}
    >
      <Form onSubmit={() => split([...parts, { amountCents: rest, ...last }])}>
        <Changed fields={fields} isUnread={isUnread} />
        <p className="lead">{t('expenses.reportPage.split.text', { amount: { cents: amountCents, currency } })}</p>
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no names and keep their places
          <div key={at} className={classes.part}>
            <PartAmount
              cents={part.amountCents}
              percent={percentOfPart(typed[at]!, part.amountCents, amountCents)}
              currency={currency}
              autoFocus={at === parts.length - 1}
              lacks={isPart(part.amountCents) ? null : noPart}
              onChange={(amount) => put(at, { amount })}
            />
            <PartWords part={part} categories={categories} put={(change) => putWords(at, change)} />
            {parts.length > 1 && (
              <ActionIcon
                aria-label={t('expenses.reportPage.split.remove')}
                onClick={() => setTyped(typed.filter((_, index) => index !== at))}
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
          <PartWords part={last} categories={categories} put={(change) => setLast((now) => ({ ...now, ...change }))} />
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
            onClick={() => setTyped([...typed, nothingTyped])}
          >
            {t('expenses.reportPage.split.add')}
          </Button>
          <Group gap="xs">
            <CancelButton onClick={close} />
            <SendButton>{t('expenses.reportPage.split.yes', { n: parts.length + 1 })}</SendButton>
          </Group>
        </Group>
      </Form>
    </Dialog>
  )
}

function wordsOf({ words, isFirst }: TypedPart, { categoryId, purpose }: LineFields): Words {
  return { categoryId: isFirst ? categoryId : null, purpose, ...words }
}

/** A percentage stays one of whatever the whole becomes, a figure stays as it is written. */
function centsOf({ amount }: TypedPart, { amountCents, currency }: LineFields): number {
  if (!amount) return 0
  return 'percent' in amount
    ? percentOf(amountCents, amount.percent)
    : rewritten(amount.cents, amount.currency, currency)
}

function percentOfPart({ amount }: TypedPart, cents: number, whole: number): string {
  if (amount && 'percent' in amount) return amount.percent
  return cents && whole ? percentIn(cents, whole, 2).replace(/\.?0+$/, '') : ''
}

const told = ['spentOn', 'merchant', 'amountCents', 'currency', 'categoryId', 'purpose'] as const

/** Says what of it the reader has filled, and what others have changed, since the dialog was opened. */
function Changed({ fields, isUnread }: Pick<Props, 'fields' | 'isUnread'>) {
  const { t } = useWords()
  const [opened] = useState(fields)
  const read = useOnceRead(fields, isUnread)
  const others = changedFields(read ?? opened, fields)
  const changed = others.length > 0 ? others : changedFields(opened, fields)
  return (
    <div role="status">
      {changed.length > 0 && (
        <Note tone="info">
          {t(`expenses.reportPage.split.${others.length > 0 ? 'changed' : 'read'}`, {
            fields: changed.map((field) => t(`expenses.reportPage.fieldName.${field}`)),
          })}
        </Note>
      )}
    </div>
  )
}

/** The fields as the reader left them, if it did so while the dialog was open. */
function useOnceRead(fields: LineFields, isUnread: boolean): LineFields | null {
  const [wasUnread] = useState(isUnread)
  const [read, setRead] = useState<LineFields | null>(null)
  if (wasUnread && !isUnread && !read) setRead(fields)
  return read
}

const changedFields = (before: LineFields, now: LineFields) =>
  told.filter((field) => plain(before[field]) !== plain(now[field]))

/** Without the spaces around it, which are not kept. */
const plain = (value: string | number | null) => (typeof value === 'string' ? value.trim() : value)

interface AmountProps {
  cents: number
  percent: string
  currency: string
  autoFocus: boolean
  lacks: string | null
  onChange: (amount: TypedPart['amount']) => void
}

/** An amount, or a percentage of the whole: „30 %“ typed beside it fills the amount in. */
function PartAmount({ cents, percent, currency, autoFocus, lacks, onChange }: AmountProps) {
  const { t } = useWords()
  return (
    <>
      <MoneyInput
        label={t('expenses.reportPage.split.amount')}
        cents={cents || null}
        currency={currency}
        data-autofocus={autoFocus || undefined}
        lacks={lacks}
        onChange={(next) => onChange(next ? { cents: next, currency } : null)}
      />
      <DecimalField
        label={t('expenses.reportPage.split.percent')}
        value={percent}
        read={(text) => (/^\d{1,2}(\.\d{1,2})?$|^100$/.test(text) ? text : undefined)}
        wrong={(text) => t('web.field.percent', { text, most: 100 })}
        rightSection={<small>%</small>}
        onChange={(read) => onChange({ percent: read })}
      />
    </>
  )
}

interface WordsProps {
  part: Words
  categories: readonly Category[]
  put: (change: Partial<Words>) => void
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
        data={categories
          .filter((one) => !one.closedAt || one.id === part.categoryId)
          .map((one) => ({ value: one.id, label: one.name }))}
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
