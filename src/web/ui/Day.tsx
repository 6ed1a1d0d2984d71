import { useWords } from '#web/words.ts'

/** A day as the language writes it; `day` is ISO. */
export function DayText({ day }: { day: string }) {
  const words = useWords()
  return (
    <time dateTime={day} style={{ whiteSpace: 'nowrap' }}>
      {words.day(day)}
    </time>
  )
}

/** A moment as "3 hours ago", with the exact time on pointing. */
export function MomentText({ at }: { at: string }) {
  const { ago, moment } = useWords()
  return (
    <time dateTime={at} title={moment(at)} style={{ whiteSpace: 'nowrap' }}>
      {ago(at)}
    </time>
  )
}
