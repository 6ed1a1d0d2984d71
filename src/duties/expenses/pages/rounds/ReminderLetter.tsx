import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { client } from '#web/client.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Meanwhile, useOpened } from '#web/ui/Meanwhile.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'
import classes from './RemindDialog.module.css'

type Letter = Awaited<ReturnType<typeof client.expenses.reminderText>>

interface Props {
  letter: UseQueryResult<Letter>
  /** What went out of it and is still to be copied by hand. */
  byHand: string | undefined
}

/** A reminder as it would go out now; it says so when what it asks for changes while it is read. */
export function ReminderLetter({ letter, byHand }: Props) {
  const { t } = useWords()
  const { data } = letter
  const { hasChanged } = useOpened(data, data !== undefined, (now) => now?.body)
  const text = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (byHand === undefined || !text.current) return
    text.current.closest('article')?.focus()
    getSelection()?.selectAllChildren(text.current)
  }, [byHand])
  return (
    <div className={classes.shown}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and holds nothing to focus */}
      <article className={classes.letter} lang={data?.language} tabIndex={0}>
        {letter.isPending && <RowsSkeleton rows={7} />}
        {letter.error && <ErrorState error={letter.error} retry={() => letter.refetch()} />}
        {data && (
          <>
            <strong>{data.subject}</strong>
            <p ref={text}>
              <Outside>{byHand ?? data.body}</Outside>
            </p>
          </>
        )}
      </article>
      <Meanwhile hasChanged={hasChanged && byHand === undefined} says={t('expenses.remind.isNow')} />
    </div>
  )
}
