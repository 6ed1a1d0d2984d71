import { type ComponentType, cloneElement, type ReactElement, useEffect, useState } from 'react'
import { tellTrouble } from '#web/notices.tsx'

type Opened = ComponentType<{ button: ReactElement }>

/** A button whose menu is fetched when a hand comes near, and stands open after the first press; `load` keeps what it gave. */
export function LaterMenu({ load, button }: { load: () => Promise<{ Opened: Opened }>; button: ReactElement<object> }) {
  const [Menu, setMenu] = useState<Opened>()
  const near = () => void load().catch(() => undefined)
  const open = () => load().then((part) => setMenu(() => part.Opened), tellTrouble)
  // The menu's button takes the focus of the one it replaces, and gets it back when the menu closes.
  if (Menu) return <Menu button={cloneElement(button, { autoFocus: true } as object)} />
  const ready = { 'aria-haspopup': 'menu', 'aria-expanded': false, onPointerEnter: near, onFocus: near, onClick: open }
  return cloneElement(button, ready as object)
}

/** Opens the menu just after it has come: one that is there open would not know where the focus was. */
export function useOpened(): { opened: boolean; onChange: (opened: boolean) => void } {
  const [opened, onChange] = useState(false)
  useEffect(() => onChange(true), [])
  return { opened, onChange }
}
