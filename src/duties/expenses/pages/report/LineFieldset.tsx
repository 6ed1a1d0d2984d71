import { Autocomplete, Select, Textarea, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useSession } from '#web/session.tsx'
import { DayInput } from '#web/ui/DayInput.tsx'
import { MoneyInput } from '#web/ui/Money.tsx'
import { useWords } from '#web/words.ts'
import { FieldFrame } from './FieldFrame.tsx'
import type { LineField, LineFields } from './lineFields.ts'
import type { Trust } from './readerTrust.ts'
import type { Category, Line } from './reportTypes.ts'
import { earlierTexts } from './suggestions.ts'
import type { LineEdits } from './useLineEdits.ts'
import { VatFields } from './VatFields.tsx'

interface Props {
  line: LineEdits
  month: string
  categories: readonly Category[]
  earlier: readonly Line[]
  trust: (field: LineField) => Trust | null
  disabled: boolean
}

const currencies = ['EUR', 'PLN', 'USD', 'GBP', 'SEK', 'NOK', 'DKK', 'CZK', 'CHF', 'HUF', 'RON', 'UAH', 'TRY']

/** The fields of a line in the order one goes through them. */
export function LineFieldset({ line, month, categories, earlier, trust, disabled }: Props) {
  const { t, language } = useWords()
  const { fields, edits, set } = line
  const frame = (field: LineField) => ({ field, trust: trust(field), edited: field in edits })
  const text = (field: 'merchant' | 'purpose' | 'customer' | 'guests' | 'explanation') => ({
    label: t(`expenses.reportPage.field.${field}`),
    value: fields[field],
    disabled,
  })
  const open = categories.filter((one) => !one.closedAt || one.id === fields.categoryId)
  const category = open.find((one) => one.id === fields.categoryId)
  const choices = open.map((one) => ({ value: one.id, label: language === 'lt' ? one.nameLt : one.nameEn }))
  const [typed, setTyped] = useState('')
  // Typed and Enter at once: the list may not have opened yet, and the receipt must not be accepted without its category.
  const takeTyped = (event: KeyboardEvent) => {
    const shown = choices.find((one) => one.value === fields.categoryId)?.label ?? ''
    if (event.key !== 'Enter' || !typed || typed === shown) return
    event.preventDefault()
    const found = choices.find((one) => one.label.toLowerCase().includes(typed.trim().toLowerCase()))
    if (found) set('categoryId', found.value)
  }
  return (
    <>
      <FieldFrame {...frame('spentOn')}>
        <DayInput
          label={t('expenses.reportPage.field.spentOn')}
          value={fields.spentOn}
          near={fields.spentOn ?? month}
          disabled={disabled}
          onChange={(day) => set('spentOn', day)}
        />
      </FieldFrame>
      <FieldFrame {...frame('merchant')}>
        <Autocomplete
          {...text('merchant')}
          data={earlierTexts(earlier, 'merchant')}
          limit={6}
          openOnFocus={false}
          onChange={(value) => set('merchant', value)}
        />
      </FieldFrame>
      <FieldFrame {...frame('categoryId')} wide>
        <Select
          label={t('expenses.reportPage.field.categoryId')}
          placeholder={t('expenses.reportPage.field.categoryType')}
          searchable
          searchValue={typed}
          onSearchChange={setTyped}
          onKeyDown={takeTyped}
          selectFirstOptionOnChange
          allowDeselect={false}
          nothingFoundMessage={t('expenses.reportPage.field.categoryNone')}
          value={fields.categoryId}
          disabled={disabled}
          data={choices}
          onChange={(id) => set('categoryId', id)}
        />
      </FieldFrame>
      <Amounts line={line} frame={frame} disabled={disabled} />
      <FieldFrame {...frame('purpose')} wide>
        <Autocomplete
          {...text('purpose')}
          data={earlierTexts(earlier, 'purpose')}
          limit={6}
          openOnFocus={false}
          onChange={(value) => set('purpose', value)}
        />
      </FieldFrame>
      <FieldFrame {...frame('customer')}>
        <Autocomplete
          {...text('customer')}
          withAsterisk={category?.needsCustomer ?? false}
          data={earlierTexts(earlier, 'customer')}
          limit={6}
          openOnFocus={false}
          onChange={(value) => set('customer', value)}
        />
      </FieldFrame>
      <FieldFrame {...frame('guests')}>
        <TextInput {...text('guests')} onChange={(event) => set('guests', event.currentTarget.value)} />
      </FieldFrame>
      <FieldFrame {...frame('explanation')} wide>
        <Textarea
          {...text('explanation')}
          autosize
          minRows={1}
          maxRows={5}
          onChange={(event) => set('explanation', event.currentTarget.value)}
        />
      </FieldFrame>
    </>
  )
}

interface AmountsProps {
  line: LineEdits
  frame: (field: LineField) => { field: LineField; trust: Trust | null; edited: boolean }
  disabled: boolean
}

function Amounts({ line: { fields, set }, frame, disabled }: AmountsProps) {
  const { t } = useWords()
  const { currency: officeCurrency } = useSession().office
  const { currency, amountCents } = fields
  const money = (field: 'amountCents' | 'ownShareCents') => ({
    label: t(`expenses.reportPage.field.${field}`),
    cents: fields[field] === 0 ? null : fields[field],
    currency,
    disabled,
    onChange: (cents: number | null) => set(field, cents ?? 0),
  })
  return (
    <>
      <FieldFrame {...frame('amountCents')}>
        <MoneyInput {...money('amountCents')} />
      </FieldFrame>
      <FieldFrame {...frame('currency')}>
        <Select
          label={t('expenses.reportPage.field.currency')}
          searchable
          selectFirstOptionOnChange
          allowDeselect={false}
          value={currency}
          disabled={disabled}
          data={[...new Set([officeCurrency, currency, ...currencies])]}
          onChange={(code) => code && set('currency', code)}
        />
      </FieldFrame>
      <FieldFrame {...frame('ownShareCents')}>
        <MoneyInput {...money('ownShareCents')} />
      </FieldFrame>
      {currency !== officeCurrency && (
        <FieldFrame {...frame('rate')} wide>
          <RateInput
            fields={fields}
            officeCurrency={officeCurrency}
            disabled={disabled}
            onChange={(rate) => set('rate', rate)}
          />
        </FieldFrame>
      )}
      <FieldFrame {...frame('vat')} wide>
        <VatFields
          vat={fields.vat}
          amountCents={amountCents}
          currency={currency}
          disabled={disabled}
          onChange={(vat) => set('vat', vat)}
        />
      </FieldFrame>
    </>
  )
}

interface RateProps {
  fields: LineFields
  officeCurrency: string
  disabled: boolean
  onChange: (rate: string) => void
}

/** The exchange rate; left as it is, the office's table of rates gives it. */
function RateInput({ fields, officeCurrency, disabled, onChange }: RateProps) {
  const { t, language } = useWords()
  const shown = language === 'lt' ? fields.rate.replace('.', ',') : fields.rate
  const finish = (typed: string) => {
    const read = typed.trim().replace(',', '.')
    if (/^\d{1,9}(\.\d{1,9})?$/.test(read) && read !== fields.rate) onChange(read)
  }
  return (
    <TextInput
      key={shown}
      label={t('expenses.reportPage.field.rate', { currency: fields.currency, office: officeCurrency })}
      description={t('expenses.reportPage.field.rateText')}
      defaultValue={shown}
      inputMode="decimal"
      disabled={disabled}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && finish(event.currentTarget.value)}
    />
  )
}
