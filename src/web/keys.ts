import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { isCovered } from '#web/covered.ts'

/** A key and what it does; `g d` is one after the other, `mod+k` is Ctrl or ⌘. */
export interface Key {
  key: string
  /** What it does, in words, for the list that `?` shows. */
  does: string
  run: (event: KeyboardEvent) => void
  /** Also while typing in a field. */
  inFields?: boolean
  /** Also while a dialog or a menu is open. */
  inDialog?: boolean
}

type Layer = { current: readonly Key[] }
let layers: readonly Layer[] = []
const listeners = new Set<() => void>()
/** Two presses of a key within this many ms are one: nobody has read what came in between. */
const onePressMs = 300
/** These only move and turn: they may follow each other as fast as one likes. */
const moving = new Set(['j', 'k', 'up', 'down', 'left', 'right', '[', ']', '+', '-', 'r'])
let lastKey = ''
let lastAt = Number.NEGATIVE_INFINITY
let before = ''
let beforeAt = 0

/** Registers a page's keys while it is shown; the newest page's come first. */
export function useKeys(keys: readonly Key[], when = true): void {
  const layer = useRef<readonly Key[]>(keys)
  // Before it is seen: whoever sees a key on the page may press it.
  useLayoutEffect(() => {
    layer.current = keys
  })
  useLayoutEffect(() => {
    if (!when) return
    setLayers([layer, ...layers])
    return () => setLayers(layers.filter((other) => other !== layer))
  }, [when])
}

/** Every key that works now, newest first, one line a key. */
export function useActiveKeys(): Key[] {
  const now = useSyncExternalStore(subscribe, () => layers)
  const seen = new Set<string>()
  return now.flatMap((layer) => layer.current).filter((key) => !seen.has(key.key) && seen.add(key.key))
}

/** The one listener of the whole page; called once by the start. */
export function listenToKeys(): void {
  // What closes by Esc is gone when the page hears of it, which must not close what lies under it.
  let closesMenu = false
  const menus = ['menu', 'dialog', 'alertdialog', 'listbox'].map((role) => `[data-portal] [role="${role}"]`).join()
  const notice = (event: KeyboardEvent) => {
    closesMenu = event.key === 'Escape' && [...document.querySelectorAll(menus)].some((menu) => menu.checkVisibility())
  }
  // Of the window, since dialogs listen there and would else be gone first.
  window.addEventListener('keydown', notice, true)
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || closesMenu) return
    const pressed = nameOf(event)
    if (!pressed) return
    const isAgain = event.repeat || (pressed === lastKey && event.timeStamp - lastAt < onePressMs)
    lastKey = pressed
    lastAt = event.timeStamp
    const sequence = event.timeStamp - beforeAt < 1_200 ? `${before} ${pressed}` : ''
    before = pressed
    beforeAt = event.timeStamp
    const found = find(sequence, event) ?? find(pressed, event)
    if (!found) return
    event.preventDefault()
    before = ''
    if (!isAgain || moving.has(found.key)) found.run(event)
  })
}

function find(name: string, event: KeyboardEvent): Key | undefined {
  if (!name) return undefined
  const typing = isTyping(event.target)
  const dialog = isCovered()
  return layers
    .flatMap((layer) => layer.current)
    .find((key) => key.key === name && (!typing || key.inFields) && (!dialog || key.inDialog))
}

function nameOf(event: KeyboardEvent): string | undefined {
  if (['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return undefined
  const named: Record<string, string> = {
    ' ': 'space',
    Escape: 'esc',
    ArrowUp: 'up',
    ArrowDown: 'down',
    ArrowLeft: 'left',
    ArrowRight: 'right',
  }
  const plain = named[event.key] ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase())
  const shifted = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? 'shift+' : ''
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shifted}${plain}`
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
}

function setLayers(next: readonly Layer[]): void {
  layers = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
