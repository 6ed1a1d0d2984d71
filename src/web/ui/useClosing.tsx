import { type ReactNode, useState } from 'react'
import { DiscardQuestion } from '#web/ui/Confirm.tsx'
import { focusAgainIn, isUnderBox } from '#web/ui/keepFocus.ts'
import { useAnswered } from '#web/ui/useAnswered.tsx'
import { awaitingIn, isTypedIn } from '#web/ui/useTyped.tsx'

interface Closing {
  /** Does what takes the part of the page away, at once where nothing is typed in it and no form of it waits for its answer. */
  close: (part: HTMLElement | null, then: () => void) => void
  question: ReactNode
}

/**
 * Closes a part of the page, by whatever act: who has typed something in a form of it is asked first, and who has sent one
 * that is not answered yet. Where any act in the part waits to be answered, `awaiting` gives the part itself.
 */
export function useClosing(awaiting: (part: HTMLElement | null) => HTMLElement | null = awaitingIn): Closing {
  const answered = useAnswered()
  const [asked, setAsked] = useState<{ part: HTMLElement | null; go: () => void } | null>(null)
  const reply = (yes: boolean) => {
    setAsked(null)
    if (yes) asked?.go()
    else focusAgainIn(asked?.part ?? null)
  }
  return {
    close: (part, go) => {
      // A press in a question over it is no press elsewhere.
      if (part && isUnderBox(part)) return
      answered.leave(awaiting(part), () => (isTypedIn(part) ? setAsked({ part, go }) : go()))
    },
    question: (
      <>
        {asked && <DiscardQuestion reply={reply} />}
        {answered.question}
      </>
    ),
  }
}
