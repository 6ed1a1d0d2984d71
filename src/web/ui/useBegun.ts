import { useState } from 'react'

/**
 * A record as it stood when the person began to type, while others' changes already show beside it: what is typed is an edit of
 * that version, and is compared with it. `seen` is how it stood at first, where that was looked at before.
 */
export function useBegun<Row>(now: Row, isTyped: boolean, seen = now): Row {
  const [begun, setBegun] = useState(seen)
  if (!isTyped && begun !== now) setBegun(now)
  return isTyped ? begun : now
}
