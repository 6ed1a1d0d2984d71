import { Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { decimalText, parseAmount } from '#core/money.ts'
import { DayInput } from '#web/ui/DayInput.tsx'
import type { Column } from '#web/ui/table/column.ts'
import { readSpan, writeSpan } from '#web/ui/table/fits.ts'
import { useWords } from '#web/words.ts'

interface Props<Row> {
  column: Column<Row>
  filter: string | undefined
  set: (filter: string | undefined) => void
}

/** The filter that suits a column: words, a span of days or amounts, or choices to tick. */
export function ColumnFilter<Row>(props: Props<Row>) {
  const { kind } = props.column
  if (kind === 'choice') return <ChoiceFilter {...props} />
  if (kind === 'day') return <DayFilter {...props} />
  if (kind === 'number' || kind === 'money') return <AmountFilter {...props} />
  return <TextFilter {...props} />
}

function TextFilter<Row>({ filter, set, column }: Props<Row>) {
  const { t } = useWords()
  return (
    <TextInput
      data-autofocus
      size="xs"
      aria-label={t('web.table.filter', { column: column.label })}
      placeholder={t('web.table.filterText')}
      value={filter ?? ''}
      onChange={(event) => set(event.currentTarget.value || undefined)}
    />
  )
}

function ChoiceFilter<Row>({ filter, set, column }: Props<Row>) {
  const chosen = filter?.split(',') ?? []
  const toggle = (value: string, on: boolean) => {
    const next = on ? [...chosen, value] : chosen.filter((each) => each !== value)
    set(next.join(',') || undefined)
  }
  return (
    <Stack gap={8} mah={260} style={{ overflow: 'auto' }}>
      {(column.choices ?? []).map((choice) => (
        <Checkbox
          key={choice.value}
          size="xs"
          label={choice.label}
          checked={chosen.includes(choice.value)}
          onChange={(event) => toggle(choice.value, event.currentTarget.checked)}
        />
      ))}
    </Stack>
  )
}

function DayFilter<Row>({ filter, set }: Props<Row>) {
  const { t } = useWords()
  const [from, to] = readSpan(filter)
  return (
    <Group gap={6} grow wrap="nowrap">
      <DayInput
        size="xs"
        label={t('web.table.from')}
        value={from || null}
        onChange={(day) => set(writeSpan(day ?? '', to))}
      />
      <DayInput
        size="xs"
        label={t('web.table.to')}
        value={to || null}
        onChange={(day) => set(writeSpan(from, day ?? ''))}
      />
    </Group>
  )
}

function AmountFilter<Row>({ filter, set, column }: Props<Row>) {
  const { t } = useWords()
  const [from, to] = readSpan(filter)
  return (
    <Group gap={6} grow wrap="nowrap">
      <AmountField
        column={column}
        label={t('web.table.from')}
        value={from}
        set={(value) => set(writeSpan(value, to))}
      />
      <AmountField column={column} label={t('web.table.to')} value={to} set={(value) => set(writeSpan(from, value))} />
    </Group>
  )
}

function AmountField<Row>(props: { column: Column<Row>; label: string; value: string; set: (value: string) => void }) {
  const { language } = useWords()
  const { kind, currency = 'EUR' } = props.column
  const [typed, setTyped] = useState(
    kind === 'money' && props.value ? decimalText(Number(props.value), currency) : props.value,
  )
  const type = (text: string) => {
    setTyped(text)
    if (!text) return props.set('')
    const read = kind === 'money' ? parseAmount(text, language, currency) : { cents: Number(text.replace(',', '.')) }
    if ('cents' in read && Number.isFinite(read.cents)) props.set(String(read.cents))
  }
  return (
    <TextInput
      size="xs"
      inputMode="decimal"
      label={props.label}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  )
}
