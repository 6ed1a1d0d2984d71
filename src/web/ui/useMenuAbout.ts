import { useState } from 'react'
import { useReadingAnew } from '#web/readingAnew.ts'
import { keepFocus } from '#web/ui/keepFocus.ts'

/**
 * A menu about a live record: `about` is the record as it was when the menu was opened, so that no entry becomes another one
 * under the pointer or the focus while others change it, and `menu` goes to `<Menu>`. What does not stand any more is
 * refused once it is pressed; asked for again, the menu comes once the page has been read anew after that. `turned` is told
 * when the menu opens and closes.
 */
export function useMenuAbout<Row>(now: Row, turned?: (opens: boolean) => void) {
  const isReading = useReadingAnew()
  const [isAsked, setAsked] = useState(false)
  const [about, setAbout] = useState(now)
  if (isAsked && isReading && about !== now) setAbout(now)
  const onChange = (opens: boolean) => {
    // While it closes its entries stay, too.
    if (opens && !isAsked) setAbout(now)
    // What opened it may be gone meanwhile.
    if (!opens) keepFocus()
    setAsked(opens)
    turned?.(opens)
  }
  return { about, menu: { opened: isAsked && !isReading, onChange } }
}
