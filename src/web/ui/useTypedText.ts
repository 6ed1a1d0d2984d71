import { type RefObject, useEffect, useRef, useState } from 'react'

interface TypedText {
  typed: string
  setTyped: (text: string) => void
  /** Set while the field has the focus. */
  isIn: RefObject<boolean>
  /** What stands typed has been read and given on: the field shows again what becomes of it. */
  give: () => void
}

/**
 * The text of a field that is read when it is left: as it is shown, until somebody types. What he has typed and not left yet
 * stays when what is shown becomes another meanwhile, by a reading or by somebody else.
 */
export function useTypedText(shown: string): TypedText {
  const [typed, setTyped] = useState(shown)
  const before = useRef(shown)
  const isIn = useRef(false)
  const given = useRef<string | null>(null)
  useEffect(() => {
    const was = before.current
    before.current = shown
    setTyped((now) => (isIn.current && now !== was && now !== given.current ? now : shown))
  }, [shown])
  const give = () => {
    given.current = typed
  }
  return { typed, setTyped, isIn, give }
}
