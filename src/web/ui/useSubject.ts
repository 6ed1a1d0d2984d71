import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { troubleOf } from '#web/client.ts'
import { onceShown } from '#web/readingAnew.ts'
import { useBegun } from '#web/ui/useBegun.ts'

interface Subject<Row> {
  subject: Row
  /** For `onRefused`; the refusal is told all the same. */
  refused: (error: unknown, reading: Promise<void>) => false
  /** Lets it be what it has become, once that is read. */
  readAnew: () => void
  /** For the form: nothing is sent before what it is about is shown. */
  isReading: boolean
}

/**
 * What a form decides about, as it was when it was opened, while others change it. Once a decision is refused it is read
 * anew and is what it has become: what was typed stays, and the next decision counts for what is shown. `seen` is what it
 * was where that was looked at before, as in a menu.
 */
export function useSubject<Row>(now: Row, isOpen: boolean, seen = now): Subject<Row> {
  const queries = useQueryClient()
  const [isReading, setReading] = useState(false)
  const subject = useBegun(now, isOpen && !isReading, seen)
  const readUntil = (reading: Promise<void>) => {
    setReading(true)
    onceShown(reading, () => setReading(false))
  }
  const refused = (error: unknown, reading: Promise<void>): false => {
    if (troubleOf(error).kind === 'refused') readUntil(reading)
    return false
  }
  return { subject, refused, readAnew: () => readUntil(queries.invalidateQueries()), isReading }
}
