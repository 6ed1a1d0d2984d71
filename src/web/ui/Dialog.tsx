import type { DrawerProps, ModalProps } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { DialogBox, SheetBox } from '#web/ui/DialogBox.tsx'
import { LeaveContext } from '#web/ui/useAnswered.tsx'
import { useClosing } from '#web/ui/useClosing.tsx'

/** A dialog over the page; who closes it with something typed in a form of it, or before an answer has come, is asked first. */
export function Dialog({ children, onClose, ...props }: ModalProps) {
  const box = useBox(onClose)
  return (
    <DialogBox {...props} onClose={box.close}>
      {box.around(children)}
    </DialogBox>
  )
}

/** The same at the side of the page, or at the bottom of a phone. */
export function SideSheet({ children, onClose, ...props }: DrawerProps) {
  const box = useBox(onClose)
  return (
    <SheetBox {...props} onClose={box.close}>
      {box.around(children)}
    </SheetBox>
  )
}

function useBox(onClose: () => void) {
  const inside = useRef<HTMLDivElement>(null)
  const { close, question } = useClosing((part) => part)
  const leave = (go: () => void) => close(inside.current, go)
  return {
    close: () => leave(onClose),
    around: (children: ReactNode) => (
      <LeaveContext value={leave}>
        <div ref={inside}>{children}</div>
        {question}
      </LeaveContext>
    ),
  }
}
