import { Picker } from '#web/ui/Picker.tsx'
import { useWords } from '#web/words.ts'

/** How often reminders go out by themselves, in days; null for never. */
export function ReminderSelect({ value, onChange }: { value: number | null; onChange: (days: number | null) => void }) {
  const { t } = useWords()
  const days = [...new Set([1, 2, 3, 5, 7, 14, ...(value ? [value] : [])])].sort((a, b) => a - b)
  return (
    <Picker
      label={t('expenses.remind.schedule')}
      description={t('expenses.remind.scheduleText')}
      data={[
        { value: '0', label: t('expenses.remind.never') },
        ...days.map((day) => ({ value: String(day), label: t('expenses.remind.every', { days: day }) })),
      ]}
      value={String(value ?? 0)}
      onChange={(chosen) => onChange(Number(chosen) || null)}
    />
  )
}
