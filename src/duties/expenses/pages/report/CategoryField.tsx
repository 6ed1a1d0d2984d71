import type { SelectProps } from '@mantine/core'
import { Picker } from '#web/ui/Picker.tsx'
import { useWords } from '#web/words.ts'
import type { Category } from './reportTypes.ts'

interface Props extends Omit<SelectProps, 'value' | 'onChange' | 'data' | 'filter' | 'allowDeselect'> {
  value: string | null
  categories: readonly Category[]
  onChange: (id: string | null) => void
}

/** The category, chosen by typing. One that is suggested meanwhile never takes the place of what is being typed. */
export function CategoryField({ value, categories, onChange, ...rest }: Props) {
  const { t } = useWords()
  const open = categories.filter((one) => !one.closedAt || one.id === value)
  return (
    <Picker
      {...rest}
      label={t('expenses.reportPage.field.categoryId')}
      placeholder={t('expenses.reportPage.field.categoryType')}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage={t('expenses.reportPage.field.categoryNone')}
      value={value}
      data={open.map((one) => ({ value: one.id, label: one.name }))}
      onChange={onChange}
    />
  )
}
