import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/lt'
import 'dayjs/locale/en-gb'
import { DatePicker } from '@mantine/dates'
import { formatDay, formatMonth } from '#core/days.ts'
import { useWords } from '#web/words.ts'

/** The month to choose a day from; weeks begin on Monday. Loaded only when somebody opens it. */
export function Calendar({ value, choose }: { value: string | null; choose: (day: string | null) => void }) {
  const { t, language, locale } = useWords()
  return (
    <DatePicker
      locale={language === 'lt' ? 'lt' : 'en-gb'}
      firstDayOfWeek={1}
      size="xs"
      value={value}
      onChange={choose}
      highlightToday
      hideOutsideDates
      ariaLabels={{
        previousMonth: t('web.day.earlier'),
        nextMonth: t('web.day.later'),
        previousYear: t('web.day.earlier'),
        nextYear: t('web.day.later'),
        previousDecade: t('web.day.earlier'),
        nextDecade: t('web.day.later'),
      }}
      getDayAriaLabel={(day) => formatDay(day, language, 'long')}
      monthLabelFormat={(day) => formatMonth(day.slice(0, 7), locale)}
      weekendDays={[]}
      {...(value ? { defaultDate: value } : {})}
    />
  )
}
