import { useRef, useState } from 'react'

/** A text that is typed and sent, and the next one after it: what is typed on while the first is being sent stays. */
export function useSentText() {
  const [text, setText] = useState('')
  const now = useRef(text)
  const change = (next: string) => {
    now.current = next
    setText(next)
  }
  return {
    text,
    change,
    /** Takes away what was sent of it; true where that was all. */
    sent: (was: string): boolean => {
      const rest = typedOn(now.current, was)
      change(rest)
      return rest === ''
    },
  }
}

/** What has been typed after `sent`; all of it where that has been changed since. */
export function typedOn(now: string, sent: string): string {
  const typed = now.trimStart()
  return typed.startsWith(sent.trim()) ? typed.slice(sent.trim().length).trimStart() : typed
}
