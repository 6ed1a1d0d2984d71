import { Autocomplete, type InputWrapperProps, Textarea, TextInput } from '@mantine/core'
import { keptApart } from '#core/message.ts'
import { useSession } from '#web/session.tsx'
import { DayInput } from '#web/ui/DayInput.tsx'
import { DecimalField } from '#web/ui/Fields.tsx'
import { MoneyInput } from '#web/ui/Money.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useWords } from '#web/words.ts'
import { whyNoOwnShare } from '../../rules/amounts.ts'
import { isRate } from '../../rules/rates.ts'
import { CategoryField } from './CategoryField.tsx'
import { ClearSuggestion } from './ClearSuggestion.tsx'
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

/** Where a suggestion comes from stands under its field, where the reader's doubt does too. */
const suggestedOrder: NonNullable<InputWrapperProps['inputWrapperOrder']> = ['label', 'input', 'description', 'error']
const currencies = ['EUR', 'PLN', 'USD', 'GBP', 'SEK', 'NOK', 'DKK', 'CZK', 'CHF', 'HUF', 'RON', 'UAH', 'TRY']

/** The fields of a line in the order one goes through them. */
export function LineFieldset({ line, month, categories, earlier, trust, disabled }: Props) {
  const { t } = useWords()
  const { fields, edits, set, suggested } = line
  const frame = (field: LineField) => ({
    field,
    trust: trust(field),
    edited: field in edits,
    suggested: field in suggested,
  })
  const text = (field: 'merchant' | 'purpose' | 'customer' | 'guests' | 'explanation') => ({
    label: t(`expenses.reportPage.field.${field}`),
    value: fields[field],
    disabled,
  })
  const suggestion = (field: 'categoryId' | 'purpose') =>
    suggested[field] && !disabled
      ? {
          description: suggested[field],
          inputWrapperOrder: suggestedOrder,
          rightSection: <ClearSuggestion clear={() => line.clear([field])} />,
          rightSectionPointerEvents: 'all' as const,
        }
      : {}
  const category = categories.find((one) => one.id === fields.categoryId)
  return (
    <>
      <p role="status" className="unseen">
        {suggested.categoryId &&
          `${t('expenses.reportPage.field.categoryId')}: ${category?.name}. ${suggested.categoryId}. `}
        {suggested.purpose &&
          `${t('expenses.reportPage.field.purpose')}: ${keptApart(fields.purpose)}. ${suggested.purpose}.`}
      </p>
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
        <CategoryField
          {...suggestion('categoryId')}
          value={fields.categoryId}
          categories={categories}
          disabled={disabled}
          onChange={(id) => set('categoryId', id)}
        />
      </FieldFrame>
      <Amounts line={line} frame={frame} disabled={disabled} />
      <FieldFrame {...frame('purpose')} wide>
        <Autocomplete
          {...text('purpose')}
          {...suggestion('purpose')}
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
  frame: (field: LineField) => { field: LineField; trust: Trust | null; edited: boolean; suggested: boolean }
  disabled: boolean
}

function Amounts({ line: { fields, set }, frame, disabled }: AmountsProps) {
  const { t } = useWords()
  const { currency: officeCurrency } = useSession().office
  const { currency, amountCents } = fields
  const money = (field: 'amountCents' | 'ownShareCents') => ({
    label: t(`expenses.reportPage.field.${field}`),
    cents: fields[field] === 0 ? null : fields[field],
    zeroIsNone: true,
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
        <Picker
          label={t('expenses.reportPage.field.currency')}
          searchable
          selectFirstOptionOnChange
          value={currency}
          disabled={disabled}
          data={[...new Set([officeCurrency, currency, ...currencies])]}
          onChange={(code) => code && set('currency', code)}
        />
      </FieldFrame>
      <FieldFrame {...frame('ownShareCents')}>
        <MoneyInput
          {...money('ownShareCents')}
          error={whyNoOwnShare(fields) && t('expenses.reportPage.field.ownShareFault')}
        />
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
  onChange: (rate: string | null) => void
}

/** The exchange rate; left empty, the office's table of rates gives it. */
function RateInput({ fields, officeCurrency, disabled, onChange }: RateProps) {
  const { t, language } = useWords()
  const rate = fields.rate ?? ''
  return (
    <DecimalField
      label={t('expenses.reportPage.field.rate', { currency: fields.currency, office: officeCurrency })}
      description={t('expenses.reportPage.field.rateText')}
      value={language === 'lt' ? rate.replace('.', ',') : rate}
      read={(text) => (text === '' || isRate(text) ? text : undefined)}
      wrong={(text) => t('expenses.reportPage.field.rateFault', { text })}
      disabled={disabled}
      onChange={(read) => onChange(read || null)}
    />
  )
}
