import { ActionIcon, Popover, TextInput, type TextInputProps } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { type KeyboardEvent, lazy, Suspense, useState } from 'react'
import { todayHere } from '#web/place.ts'
import { useFault, useUnread } from '#web/ui/Form.tsx'
import { readDay } from '#web/ui/readDay.ts'
import { useTypedText } from '#web/ui/useTypedText.ts'
import { useWords } from '#web/words.ts'

const Calendar = lazy(() => import('#web/ui/Calendar.tsx').then((part) => ({ default: part.Calendar })))

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'min' | 'max' | 'defaultValue'> {
  /** ISO day, or null for none. */
  value: string | null
  onChange: (day: string | null) => void
  /** Year and month are filled in from this day when somebody types "9" or "9.7"; today if not given. */
  near?: string
}

/** A day typed as people do ("9.7", "2026-07-09"), moved by the arrow keys, or chosen from a calendar. */
export function DayInput({ value, onChange, near, error, ...rest }: Props) {
  const { t, day } = useWords()
  const shown = value ? day(value) : ''
  const { typed, setTyped, inField } = useTypedText(shown)
  const [wrong, setWrong] = useState(false)
  const [open, setOpen] = useState(false)
  const reference = near ?? todayHere()
  useUnread(typed !== shown)
  const fault = useFault(
    wrong ? t('web.day.wrong', { text: typed }) : null,
    rest.required && typed.trim() === '' ? t('web.field.required') : null,
  )

  const finish = () => {
    if (typed === shown) return setWrong(false)
    const read = typed.trim() === '' ? null : readDay(typed, reference)
    setWrong(read === undefined)
    if (read === undefined || (read === null && rest.required)) return
    onChange(read)
    setTyped(read ? day(read) : '')
  }
  const choose = (next: string | null) => {
    onChange(next)
    setTyped(next ? day(next) : '')
    setWrong(false)
    setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 7, PageDown: -7 }[event.key]
    if (event.key === 'Enter') return finish()
    if (!step || event.altKey) return
    event.preventDefault()
    const from = readDay(typed, reference) ?? value ?? reference
    choose(Temporal.PlainDate.from(from).add({ days: step }).toString())
  }
  const calendar = (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-end">
      <Popover.Target>
        <ActionIcon
          size={24}
          tabIndex={-1}
          aria-label={t('web.day.open')}
          disabled={rest.disabled ?? false}
          onClick={() => setOpen(!open)}
        >
          <IconCalendar size={15} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Suspense fallback={null}>{open && <Calendar value={value} choose={choose} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
  return (
    <TextInput
      {...rest}
      autoComplete="off"
      error={fault ?? error}
      {...inField(finish, rest.onFocus)}
      onKeyDown={onKeyDown}
      rightSection={calendar}
    />
  )
}
