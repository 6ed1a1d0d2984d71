import type { DrawerProps, ModalProps } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { DiscardQuestion } from '#web/ui/Confirm.tsx'
import { DialogBox, SheetBox } from '#web/ui/DialogBox.tsx'
import { isTypedIn } from '#web/ui/useTyped.tsx'

/** A dialog over the page; who closes it with something typed in a form of it is asked first. */
export function Dialog({ children, onClose, ...props }: ModalProps) {
  const closing = useClosing(onClose)
  return (
    <DialogBox {...props} onClose={closing.close}>
      {closing.around(children)}
    </DialogBox>
  )
}

/** The same at the side of the page, or at the bottom of a phone. */
export function SideSheet({ children, onClose, ...props }: DrawerProps) {
  const closing = useClosing(onClose)
  return (
    <SheetBox {...props} onClose={closing.close}>
      {closing.around(children)}
    </SheetBox>
  )
}

function useClosing(onClose: () => void) {
  const inside = useRef<HTMLDivElement>(null)
  const [isAsking, ask] = useState(false)
  const reply = (yes: boolean) => {
    ask(false)
    if (yes) onClose()
  }
  return {
    close: () => (isTypedIn(inside.current) ? ask(true) : onClose()),
    around: (children: ReactNode) => (
      <>
        <div ref={inside}>{children}</div>
        {isAsking && <DiscardQuestion reply={reply} />}
      </>
    ),
  }
}
