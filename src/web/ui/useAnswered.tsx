import { createContext, lazy, type ReactNode, Suspense, useState } from 'react'
import { flushSync } from 'react-dom'
import { focusAgainIn } from '#web/ui/keepFocus.ts'
import { actIn } from '#web/underWay.ts'

// Dialogs come when one is asked for: the sign-in is a form too.
const SentQuestion = lazy(async () => ({ default: (await import('#web/ui/Confirm.tsx')).SentQuestion }))

/** How what stands in a dialog leaves it. */
export const LeaveContext = createContext<((go: () => void) => void) | null>(null)

interface Leaving {
  /** Does what takes the part of the page away, at once where nothing that was pressed in it waits for its answer. */
  leave: (part: HTMLElement | null, go: () => void) => void
  question: ReactNode
}

/**
 * Keeps a part of the page until what was pressed in it is answered, so that a refusal finds what it is about. Who leaves
 * it before is asked, for the line may hang; the question goes with the answer.
 */
export function useAnswered(): Leaving {
  const [asked, setAsked] = useState<{ act: Promise<void>; part: HTMLElement | null; go: () => void } | null>(null)
  const reply = (yes: boolean) => {
    // What is left must lie under nothing any more.
    flushSync(() => setAsked(null))
    if (yes) asked?.go()
    else focusAgainIn(asked?.part ?? null)
  }
  return {
    leave: (part, go) => {
      const act = actIn(part)
      if (!act) return go()
      setAsked({ act, part, go })
      void act.finally(() => setAsked((now) => (now?.act === act ? null : now)))
    },
    question: asked && (
      <Suspense>
        <SentQuestion reply={reply} />
      </Suspense>
    ),
  }
}
