import { useState } from 'react'
import { isSame } from '#web/touched.ts'
import { useWords } from '#web/words.ts'
import classes from './Meanwhile.module.css'

/**
 * What a question is about, as it was when it was opened: what it names is what the press decides about. `hasChanged` when
 * the facts that it is decided on are others by now; then the question says so with `Meanwhile`.
 */
export function useOpened<Row>(now: Row, isOpen: boolean, factsOf: (row: Row) => unknown) {
  const [held, setHeld] = useState<{ row: Row } | null>(null)
  if (isOpen !== (held !== null)) setHeld(isOpen ? { row: now } : null)
  const opened = isOpen && held ? held.row : now
  return { opened, hasChanged: !isSame(factsOf(opened), factsOf(now)) }
}

interface Props {
  hasChanged: boolean
  /** What it is now, where that fits a sentence. */
  now?: string | undefined
  /** What there is to say of it that is more than that. */
  says?: string
}

/** Says in a question or a form that what it is about has changed since it was opened. */
export function Meanwhile({ hasChanged, now, says }: Props) {
  const { t } = useWords()
  // What is said before anything has changed is there already when it is to be read aloud.
  return (
    <div role="status" className={classes.meanwhile}>
      {hasChanged && <p>{says ?? (now ? t('web.confirm.changedTo', { now }) : t('web.confirm.changed'))}</p>}
    </div>
  )
}
