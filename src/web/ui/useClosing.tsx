import { type ReactNode, useState } from 'react'
import { DiscardQuestion } from '#web/ui/Confirm.tsx'
import { focusAgainIn, isUnderBox } from '#web/ui/keepFocus.ts'
import { isTypedIn } from '#web/ui/useTyped.tsx'

interface Closing {
  /** Does what takes the part of the page away, at once where nothing is typed in it. */
  close: (part: HTMLElement | null, then: () => void) => void
  question: ReactNode
}

/** Closes a part of the page, by whatever act: who has typed something in a form of it is asked first. */
export function useClosing(): Closing {
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
      if (isTypedIn(part)) setAsked({ part, go })
      else go()
    },
    question: asked && <DiscardQuestion reply={reply} />,
  }
}
