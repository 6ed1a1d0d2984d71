import { useState } from 'react'
import { keepFocus } from '#web/ui/keepFocus.ts'

/**
 * A menu about a live record: `about` is the record as it was when the menu was opened, so that no entry becomes another one
 * under the pointer or the focus while others change it, and `menu` goes to `<Menu>`. What does not stand any more is
 * refused once it is pressed. `turned` is told when the menu opens and closes; `isReading` while the record is read anew
 * after such a refusal, which the menu waits for where it is opened again before.
 */
export function useMenuAbout<Row>(now: Row, turned?: (opens: boolean) => void, isReading = false) {
  const [isOpen, setOpen] = useState(false)
  const [about, setAbout] = useState(now)
  if (isOpen && isReading && about !== now) setAbout(now)
  const onChange = (opens: boolean) => {
    // While it closes its entries stay, too.
    if (opens && !isOpen) setAbout(now)
    // What opened it may be gone meanwhile.
    if (!opens) keepFocus()
    setOpen(opens)
    turned?.(opens)
  }
  return { about, menu: { onChange } }
}
