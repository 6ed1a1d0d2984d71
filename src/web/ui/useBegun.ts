import { useState } from 'react'

/**
 * A record as it stood when the person began to type, while others' changes already show beside it: what is typed is an edit of
 * that version, and is compared with it.
 */
export function useBegun<Row>(now: Row, isTyped: boolean): Row {
  const [begun, setBegun] = useState(now)
  if (!isTyped && begun !== now) setBegun(now)
  return isTyped ? begun : now
}
