import { Select, type SelectProps } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useWords } from '#web/words.ts'
import type { Category } from './reportTypes.ts'

interface Props extends Omit<SelectProps, 'value' | 'onChange' | 'data'> {
  value: string | null
  categories: readonly Category[]
  onChange: (id: string | null) => void
}

/** The category, chosen by typing. One that is suggested meanwhile never takes the place of what is being typed. */
export function CategoryField({ value, categories, onChange, ...rest }: Props) {
  const { t, language } = useWords()
  const [shown, show] = useState(value)
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const open = categories.filter((one) => !one.closedAt || one.id === value)
  const choices = open.map((one) => ({ value: one.id, label: language === 'lt' ? one.nameLt : one.nameEn }))
  const labelOf = (id: string | null) => choices.find((one) => one.value === id)?.label ?? ''
  const isTyping = typed !== '' && typed !== labelOf(shown)
  if (shown !== value && !isTyping) {
    show(value)
    // With the list closed Enter accepts the line as it is now shown, and not what the list had marked.
    setOpen(false)
  }
  const choose = (id: string | null) => {
    show(id)
    onChange(id)
  }
  // Typed and Enter at once: the list may not have opened yet, and the receipt must not be accepted without its category.
  const takeTyped = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !isTyping) return
    event.preventDefault()
    const found = choices.find((one) => one.label.toLowerCase().includes(typed.trim().toLowerCase()))
    if (found) choose(found.value)
  }
  return (
    <Select
      {...rest}
      label={t('expenses.reportPage.field.categoryId')}
      placeholder={t('expenses.reportPage.field.categoryType')}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      onKeyDown={takeTyped}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      selectFirstOptionOnChange
      allowDeselect={false}
      nothingFoundMessage={t('expenses.reportPage.field.categoryNone')}
      value={shown}
      data={choices}
      onChange={choose}
    />
  )
}
