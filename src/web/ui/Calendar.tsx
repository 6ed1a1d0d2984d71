import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/lt'
import 'dayjs/locale/en-gb'
import { DatePicker } from '@mantine/dates'
import { useWords } from '#web/words.ts'

/** The month to choose a day from; weeks begin on Monday. Loaded only when somebody opens it. */
export function Calendar({ value, choose }: { value: string | null; choose: (day: string | null) => void }) {
  const { language } = useWords()
  return (
    <DatePicker
      locale={language === 'lt' ? 'lt' : 'en-gb'}
      firstDayOfWeek={1}
      size="xs"
      value={value}
      onChange={choose}
      highlightToday
      weekendDays={[]}
      {...(value ? { defaultDate: value } : {})}
    />
  )
}
