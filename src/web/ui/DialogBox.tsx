import { Drawer, type DrawerProps, Modal, type ModalProps } from '@mantine/core'
import { type RefObject, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import shared from '#web/NoticeList.module.css'
import { RefusalPlace } from '#web/refusals.tsx'
import { focusBack, keepFocusIn, tabThrough } from '#web/ui/keepFocus.ts'
import { useWords } from '#web/words.ts'

/** A box over the page; whoever closes it stands again where it was opened from. Pages take `Dialog`, which asks first. */
export function DialogBox({ role, 'aria-label': name, children, onClose, ...props }: ModalProps) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const isOnTop = useOver(props.opened, box)
  // Mantine gives both to a box around the dialog, where they name nothing.
  const mark = (inside: HTMLDivElement | null) => {
    const dialog = inside?.closest('[role="dialog"]')
    if (name) dialog?.setAttribute('aria-label', name)
    if (role) dialog?.setAttribute('role', role)
    // Else the focus would go to the button that closes. A list would open over the dialog by it.
    if (inside?.querySelector('[data-autofocus]')) return
    const first = inside?.querySelector('input:not([disabled]), textarea:not([disabled])')
    if (first?.role !== 'combobox') first?.setAttribute('data-autofocus', '')
  }
  const latest = useRef(mark)
  useLayoutEffect(() => {
    latest.current = mark
    mark(box.current)
  })
  // One and the same function: a new one would be without its box while a dialog over this one is laid on it.
  const hold = useCallback((inside: HTMLDivElement | null) => {
    box.current = inside
    latest.current(inside)
  }, [])
  return (
    <Modal closeButtonProps={{ 'aria-label': t('web.close') }} {...props} onClose={() => isOnTop() && onClose()}>
      <div ref={hold}>
        {children}
        <RefusalPlace />
      </div>
    </Modal>
  )
}

/** The same at the side of the page, or at the bottom of a phone. */
export function SheetBox({ children, onClose, ...props }: DrawerProps) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const isOnTop = useOver(props.opened, box)
  return (
    <Drawer closeButtonProps={{ 'aria-label': t('web.close') }} {...props} onClose={() => isOnTop() && onClose()}>
      <div ref={box}>{children}</div>
    </Drawer>
  )
}

type Box = RefObject<HTMLElement | null>

/** All that a box over the page does to what lies under it; gives whether it is the one on top. */
function useOver(isOpen: boolean, box: Box): () => boolean {
  useFocusBack(isOpen)
  useCover(isOpen, box)
  // What has the focus may go while it is open, as a receipt that somebody else takes.
  useEffect(() => {
    if (isOpen) keepFocusIn(box.current)
  })
  return useIsOnTop(isOpen)
}

const boxes: Box[] = []

/** What lies under a box takes neither focus nor keys, and nobody hears of it: the page, and the boxes below the last. */
function useCover(isOpen: boolean, box: Box): void {
  useLayoutEffect(() => {
    if (!isOpen) return
    boxes.push(box)
    layUnder()
    // Notices lie over every box: after the last of this one the key comes to them, and from them back.
    const onTab = (event: KeyboardEvent) => {
      if (box === boxes.at(-1)) tabThrough(event, [box.current?.closest('[aria-modal]'), noticeList()])
    }
    document.addEventListener('keydown', onTab, true)
    return () => {
      document.removeEventListener('keydown', onTab, true)
      boxes.splice(boxes.indexOf(box), 1)
      layUnder()
    }
  }, [isOpen, box])
}

const noticeList = () => document.querySelector(`.${shared.notices}[data-position="bottom-right"]`)

function layUnder(): void {
  document.getElementById('root')?.toggleAttribute('inert', boxes.length > 0)
  for (const box of boxes) box.current?.closest('[aria-modal]')?.toggleAttribute('inert', box !== boxes.at(-1))
}

const open: string[] = []

/** Mantine lets Esc close all dialogs at once: only the one on top may, and what lies under it not by the same press. */
function useIsOnTop(isOpen: boolean): () => boolean {
  const me = useId()
  useEffect(() => {
    if (!isOpen) return
    open.push(me)
    return () => void setTimeout(() => open.splice(open.lastIndexOf(me), 1))
  }, [isOpen, me])
  return () => open.at(-1) === me
}

/** Mantine gives the focus back only where the dialog stays while it is closed; ours mostly come open and go. */
function useFocusBack(isOpenAtFirst: boolean): void {
  const [opener] = useState(() => (isOpenAtFirst ? openerNow() : null))
  useEffect(() => () => focusBack(opener), [opener])
}

/** What has the focus; for an item of a menu, which goes with its menu, the menu's button. */
function openerNow(): HTMLElement | null {
  const focused = document.activeElement
  const menu = focused?.closest('[role="menu"]')
  const opener = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused
  return opener instanceof HTMLElement ? opener : null
}
