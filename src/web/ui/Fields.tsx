import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useFault, useUnread } from '#web/ui/Form.tsx'
import { useTypedText } from '#web/ui/useTypedText.ts'
import { wholeNumber } from '#web/ui/wholeNumber.ts'
import { useWords } from '#web/words.ts'

/** What a form may know besides of the text that stands in a field, in a sentence; nothing while it is right. */
interface Ruled {
  lacks?: string | null
}

/** A line of text that says itself what it lacks: that it must be filled in, or that it is no e-mail address. */
export function TextField({ lacks = null, ...props }: TextInputProps & Ruled) {
  return <TextInput {...props} error={useLacks(props, lacks)} />
}

/** The same for a password. */
export function PasswordField({ lacks = null, ...props }: PasswordInputProps & Ruled) {
  const { t } = useWords()
  const toggle = { 'aria-label': t('web.password.show') }
  const id = useId()
  const error = useLacks(props, lacks)
  // Mantine marks every other field itself.
  const marked = error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {}
  return <PasswordInput id={id} visibilityToggleButtonProps={toggle} {...props} {...marked} error={error} />
}

interface Written {
  required?: boolean | undefined
  type?: string | undefined
  value?: unknown
  error?: ReactNode
}

function useLacks({ required, type, value, error }: Written, lacks: string | null): ReactNode {
  const { t } = useWords()
  const text = String(value ?? '').trim()
  const isAddress = type !== 'email' || text === '' || /^[^\s@]+@[^\s@]+$/.test(text)
  const wrong = isAddress ? lacks : t('web.field.email', { text })
  return useFault(null, required && text === '' ? t('web.field.required') : wrong) ?? error
}

interface NumberProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  value: number
  min: number
  max: number
  /** Of what: a sign that stands behind the number and may be typed with it. */
  suffix?: string
  onChange: (value: number) => void
}

/** A whole number within its bounds, moved by the arrow keys. Whatever else is typed stays, and the field says the bounds. */
export function NumberField({ value, min, max, suffix = '', onChange, error, ...rest }: NumberProps) {
  const { t, number } = useWords()
  const [typed, setTyped] = useState(String(value))
  const [isLeft, setLeft] = useState(false)
  useEffect(() => setTyped((now) => (wholeNumber(now, suffix) === value ? now : String(value))), [value, suffix])
  const isFit = (next: number | undefined): next is number => next !== undefined && next >= min && next <= max
  const read = wholeNumber(typed, suffix)
  const bounds = isFit(read) ? null : t('web.field.bounds', { least: number(min), most: number(max) })
  const fault = useFault(isLeft ? bounds : null, bounds)
  const type = (text: string) => {
    setTyped(text)
    setLeft(false)
    const next = wholeNumber(text, suffix)
    if (isFit(next)) onChange(next)
  }
  return (
    <TextInput
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      value={typed}
      error={fault ?? error}
      {...(suffix ? { rightSection: <span>{suffix}</span> } : {})}
      onBlur={() => setLeft(true)}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        const step = { ArrowUp: 1, ArrowDown: -1 }[event.key]
        if (!step || rest.readOnly || read === undefined) return
        event.preventDefault()
        type(String(Math.max(min, Math.min(read + step, max))))
      }}
    />
  )
}

interface DecimalProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** As the field shows it, with the person's own decimal sign. */
  value: string
  /** The decimal as text with a point, or nothing where it is none; an empty field is `''`. */
  read: (typed: string) => string | undefined
  /** What the field says of a text that is no such decimal. */
  wrong: (typed: string) => string
  onChange: (value: string) => void
}

/** A rate or a share, taken when the field is left; what is none stays as it is typed and says so. */
export function DecimalField({ value, read, wrong: wrongly, onChange, error, ...rest }: DecimalProps) {
  const { typed, give, inField } = useTypedText(value)
  const [wrong, setWrong] = useState<string | null>(null)
  const finish = () => {
    if (typed === value) return setWrong(null)
    const found = read(typed.trim().replace('%', '').replace(',', '.').trim())
    setWrong(found === undefined ? typed : null)
    if (found === undefined) return
    give()
    onChange(found)
  }
  const fault = useFault(wrong !== null && wrong === typed ? wrongly(typed) : null)
  useUnread(typed !== value)
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      error={fault ?? error}
      {...inField(finish, rest.onFocus)}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
    />
  )
}
