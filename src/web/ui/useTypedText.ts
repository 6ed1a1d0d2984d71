import { type ChangeEvent, type FocusEvent, useEffect, useRef, useState } from 'react'

interface TypedText {
  typed: string
  setTyped: (text: string) => void
  /** What the field needs to hold it; `finish` reads what is typed once the field is left. */
  inField: (
    finish: () => void,
    onFocus?: (event: FocusEvent<HTMLInputElement>) => void,
  ) => {
    value: string
    onChange: (event: ChangeEvent<HTMLInputElement>) => void
    onFocus: (event: FocusEvent<HTMLInputElement>) => void
    onBlur: () => void
  }
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
  const inField: TypedText['inField'] = (finish, onFocus) => ({
    value: typed,
    onChange: (event) => setTyped(event.currentTarget.value),
    onFocus: (event) => {
      isIn.current = true
      onFocus?.(event)
    },
    onBlur: () => {
      isIn.current = false
      finish()
    },
  })
  return { typed, setTyped, give, inField }
}
