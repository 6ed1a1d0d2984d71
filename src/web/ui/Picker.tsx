import { Select, type SelectProps } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useFault, useUnread } from '#web/ui/Form.tsx'
import { plain } from '#web/ui/table/fits.ts'
import { useWords } from '#web/words.ts'

export interface Choice {
  value: string
  label: string
}

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'filter' | 'allowDeselect'> {
  data: readonly (Choice | string)[]
  /** None of them is null; a form that fills its fields by name gives it as it has it. */
  value?: string | null
  onChange: (value: string | null) => void
}

/**
 * One of a list, chosen from it or typed. What was typed is taken where it fits one choice only; else it stays, the field
 * says that nothing is chosen, and the form is not sent. Typing replaces what stands there, clicked as by Tab.
 */
export function Picker({ data, value = null, onChange, error, required = false, ...rest }: Props) {
  const { t } = useWords()
  const choices = data.map((one) => (typeof one === 'string' ? { value: one, label: one } : one))
  const shown = choices.find((one) => one.value === value)?.label ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  const [isLeft, setLeft] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const [before, setBefore] = useState(value)
  if (before !== value) {
    setBefore(value)
    // With the list closed Enter sends the form as it is now shown, and not what the list had marked.
    if (typed === null) setOpen(false)
  }
  const said = typed !== null && isLeft ? t('web.picker.none', { text: typed }) : null
  const fault = useFault(said, required && !value ? t('web.field.required') : null)
  useUnread(typed !== null && plain(typed) !== plain(shown))
  const type = (text: string | null) => {
    setTyped(text)
    setLeft(false)
  }
  const choose = (next: string | null) => {
    type(null)
    setOpen(false)
    if (next !== value) onChange(next)
  }
  const leave = () => {
    if (typed === null || plain(typed) === plain(shown)) return type(null)
    if (typed.trim() === '') return rest.clearable ? choose(null) : type(null)
    const only = onlyFitting(choices, typed)
    if (only) choose(only.value)
    else setLeft(true)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    rest.onKeyDown?.(event)
    if (event.key !== 'Enter' || !typed?.trim() || plain(typed) === plain(shown)) return
    event.preventDefault()
    // Typed and Enter at once: the list may not have opened yet to mark its first, or mark one of before.
    const fit = fitting(choices, typed)
    const first = rest.selectFirstOptionOnChange ? fit[0] : undefined
    const marked = markedIn(event.currentTarget)
    const chosen = (isOpen && fit.find((one) => one.label === marked)) || first
    if (chosen) choose(chosen.value)
    else leave()
  }
  return (
    <Select
      {...rest}
      data={choices}
      value={value}
      searchValue={typed ?? shown}
      allowDeselect={false}
      required={required}
      error={fault ?? error}
      filter={({ options, search }) => fitting(options as Choice[], search)}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onInput={(event) => type(event.currentTarget.value)}
      onOptionSubmit={choose}
      onClear={() => choose(null)}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        rest.onClick?.(event)
        if (typed === null) event.currentTarget.select()
      }}
      onBlur={(event) => {
        rest.onBlur?.(event)
        leave()
      }}
    />
  )
}

/** The choices that hold the text, accents and case left aside. */
function fitting(choices: readonly Choice[], text: string): Choice[] {
  return choices.filter((one) => plain(one.label).includes(plain(text.trim())))
}

/** The one choice the text means: the only one that holds it, or the one it names in full. */
function onlyFitting(choices: readonly Choice[], text: string): Choice | undefined {
  const found = fitting(choices, text)
  const named = found.filter((one) => plain(one.label) === plain(text.trim()))
  return found.length === 1 ? found[0] : named.length === 1 ? named[0] : undefined
}

/** What the list has marked, as it is shown there. */
function markedIn(input: HTMLInputElement): string | undefined {
  const list = document.getElementById(input.getAttribute('aria-controls') ?? '')
  return list?.querySelector('[data-combobox-selected]')?.textContent ?? undefined
}
