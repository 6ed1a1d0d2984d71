import { type KeyboardEvent, type SyntheticEvent, useLayoutEffect } from 'react'

/**
 * While it is held nothing in the form is changed by pointer, key, paste or input method, and what has the focus keeps it.
 * What leaves the form still works. Gives what the form listens with: what is pressed in a list that belongs to it is
 * heard there too, wherever on the page that lies.
 */
export function useStill(form: { current: HTMLFormElement | null }, isHeld: boolean) {
  useLayoutEffect(() => {
    const part = form.current
    if (!isHeld || !part) return
    // What an input method composes cannot be cancelled, but does not get into such a field.
    const fields = [...part.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
    const writable = fields.filter((field) => !field.readOnly)
    for (const field of writable) field.readOnly = true
    const hold = (event: Event) => event.preventDefault()
    part.addEventListener('beforeinput', hold, true)
    return () => {
      for (const field of writable) field.readOnly = false
      part.removeEventListener('beforeinput', hold, true)
    }
  }, [form, isHeld])
  if (!isHeld) return null
  const hold = (event: SyntheticEvent) => {
    if ((event.target as Element).closest('[data-leaves], a[href]')) return
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    onMouseDownCapture: hold,
    onClickCapture: hold,
    onKeyDownCapture: (event: KeyboardEvent) => changes(event) && hold(event),
  }
}

/** Whether the key may change a field or press a button; others move the focus, close, or are the browser's own. */
function changes({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key.length === 1) return !ctrlKey && !metaKey && !altKey
  return /^(Arrow\w+|Page\w+|Enter|Backspace|Delete)$/.test(key)
}
