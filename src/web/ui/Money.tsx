import { TextInput, type TextInputProps } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { formatAmount, parseAmount } from '#core/money.ts'
import { useFault, useUnread } from '#web/ui/Form.tsx'
import { useTypedText } from '#web/ui/useTypedText.ts'
import { useWords } from '#web/words.ts'

/** An amount with its currency, in figures of one width; a dash for one that is not known. */
export function MoneyText({ cents, currency }: { cents: number | null; currency: string }) {
  const { money } = useWords()
  const shown = cents === null ? '–' : money(cents, currency)
  return <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{shown}</span>
}

interface InputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** Minor units, or null for none. */
  cents: number | null
  currency: string
  /** None and nothing are the same: 0 typed empties the field. */
  zeroIsNone?: boolean
  /** Esc puts back what stood, for a field that is saved by itself. */
  givesUp?: boolean
  /** What stands in the field could not be saved: it counts as not taken, and Enter gives it again. */
  isRefused?: boolean
  /** What else is against the amount, in a sentence; nothing while it is right. */
  lacks?: string | null
  onChange: (cents: number | null) => void
}

/** An amount typed as people do; what is no amount is said, never guessed, and stays to be mended. */
export function MoneyInput({
  cents,
  currency,
  zeroIsNone = false,
  givesUp = false,
  isRefused = false,
  lacks = null,
  onChange,
  error,
  ...rest
}: InputProps) {
  const { t, locale } = useWords()
  const shown = cents === null ? '' : formatAmount(cents, currency, locale)
  const { typed, setTyped, inField } = useTypedText(shown)
  const [fault, setFault] = useState<string | null>(null)
  const said = useFault(fault, rest.required && cents === null ? t('web.field.required') : lacks)
  useUnread(isRefused || typed !== shown)

  const finish = (isAgain = false) => {
    if (typed === shown && !isAgain) return setFault(null)
    const read = parseAmount(typed, locale, currency)
    if (typed.trim() === '' || (zeroIsNone && 'cents' in read && read.cents === 0)) {
      setFault(null)
      setTyped('')
      return onChange(null)
    }
    if ('says' in read) return setFault(t(read.says, { text: read.text, currency: read.currency }))
    setFault(null)
    setTyped(formatAmount(read.cents, currency, locale))
    if (isAgain || read.cents !== cents) onChange(read.cents)
  }
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      error={said ?? error}
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      rightSection={<span style={{ fontSize: 12, color: 'var(--ink-3)' }}>{currency}</span>}
      rightSectionWidth={42}
      {...inField(() => finish(), rest.onFocus)}
      onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
        rest.onKeyDown?.(event)
        if (event.key === 'Enter') finish(isRefused)
        if (event.key !== 'Escape' || !givesUp || typed === shown) return
        event.stopPropagation()
        setTyped(shown)
        setFault(null)
      }}
    />
  )
}
