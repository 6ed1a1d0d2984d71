import { type ReactNode, useState } from 'react'
import { DiscardQuestion } from '#web/ui/Confirm.tsx'
import { isTypedIn } from '#web/ui/useTyped.tsx'

interface Closing {
  /** Does what takes the part of the page away, at once where nothing is typed in it. */
  close: (part: HTMLElement | null, then: () => void) => void
  question: ReactNode
}

/** Closes a part of the page, by whatever act: who has typed something in a form of it is asked first. */
export function useClosing(): Closing {
  const [go, setGo] = useState<(() => void) | null>(null)
  const reply = (yes: boolean) => {
    setGo(null)
    if (yes) go?.()
  }
  return {
    close: (part, then) => (isTypedIn(part) ? setGo(() => then) : then()),
    question: go && <DiscardQuestion reply={reply} />,
  }
}
