import { useState } from 'react'
import { isSame } from '#web/touched.ts'
import { useWords } from '#web/words.ts'
import classes from './ui.module.css'

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

/** Says in a question that what it is about has changed since it was opened, and what it is now where that fits a sentence. */
export function Meanwhile({ hasChanged, now }: { hasChanged: boolean; now?: string | undefined }) {
  const { t } = useWords()
  // What is said before anything has changed is there already when it is to be read aloud.
  return (
    <div role="status" className={classes.meanwhile}>
      {hasChanged && <p>{now ? t('web.confirm.changedTo', { now }) : t('web.confirm.changed')}</p>}
    </div>
  )
}
