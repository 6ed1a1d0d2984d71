import { Button, type ButtonProps, Input } from '@mantine/core'
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useContext,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { RefusalPlace } from '#web/refusals.tsx'
import { focusBack, focusIn } from '#web/ui/keepFocus.ts'
import { LeaveContext } from '#web/ui/useAnswered.tsx'
import { useStill } from '#web/ui/useStill.ts'
import { useTyped } from '#web/ui/useTyped.tsx'
import { useWords } from '#web/words.ts'

interface Props extends Omit<ComponentProps<'form'>, 'onSubmit' | 'noValidate' | 'ref'> {
  ref?: Ref<HTMLFormElement>
  /**
   * Sends what was typed; a promise of nothing means that it was refused and still stands in the form. Until the promise
   * ends nothing sends it again, whatever is pressed.
   */
  onSubmit: () => unknown
  /**
   * What is typed may be left without asking: a draft keeps it, or it is quickly typed again. Asked is only while a
   * field holds something that it has not given to the form yet.
   */
  mayLeave?: boolean
  /** What is typed while it is sent stays in it, to be sent next; else nothing can be changed meanwhile that would be lost. */
  typesOn?: boolean
  /** What it is about is being read anew: nothing is sent before that is shown. */
  isReading?: boolean
  children: ReactNode
}

interface Held {
  isAsked: boolean
  /** While the mouse or a finger is down, nothing may vanish: the button under it would move away from the press. */
  isPressed: boolean
  hold: (id: string, isHeld: boolean) => void
  /** A field says whether it holds something typed that the form has not got from it. */
  keep: (id: string, isKept: boolean) => void
  /** Does what throws away what was typed, once that may be. */
  leave: (go: () => void) => void
  /** What leaves the form without sending it, where it has such a button. */
  cancel: { current: (() => void) | null }
  isSending: boolean
  sendAgain: SendAgain
}

type SendAgain = (run: () => unknown) => void

const FormContext = createContext<Held | null>(null)

/**
 * A form that is sent once its fields have nothing against it, each saying so in our words and not in the browser's, and
 * that asks before what was typed in it is thrown away.
 */
export function Form(props: Props) {
  const { ref, onSubmit, mayLeave = false, typesOn = false, isReading = false, children, ...rest } = props
  const { t } = useWords()
  const form = useRef<HTMLFormElement>(null)
  const held = useRef(new Set<string>())
  const [isAsked, setAsked] = useState(false)
  const kept = useRef(new Set<string>())
  const [{ hold, keep }] = useState(() => ({ hold: noteIn(held.current), keep: noteIn(kept.current) }))
  const typed = useTyped(form, mayLeave, kept.current)
  useImperativeHandle(ref, () => form.current!)
  const [isPressed, press] = usePressed()
  const sending = useSending()
  const still = useStill(form, sending.isSending && !typesOn)
  const submit = () => {
    if (isReading) return
    if (held.current.size > 0) {
      flushSync(() => setAsked(true))
      return form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-lack]')?.focus()
    }
    setAsked(false)
    sending.send(() => typed.send(onSubmit))
  }
  const cancel = useRef<(() => void) | null>(null)
  const [opener] = useState(() => document.activeElement)
  const leave = (go: () => void) =>
    typed.leave(() => {
      go()
      focusBack(opener instanceof HTMLElement ? opener : null)
    })
  const sendAgain = (run: () => unknown) => {
    focusIn(form.current)
    sending.sendNext(() => typed.send(run))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    rest.onKeyDown?.(event)
    const does = keyOf(event)
    if (does === 'send') setTimeout(() => form.current?.requestSubmit())
    else if (does === 'leave' && cancel.current) leave(cancel.current)
    else return
    event.preventDefault()
  }
  return (
    <FormContext
      value={{ isAsked, isPressed, hold, keep, leave, cancel, isSending: isReading || sending.isSending, sendAgain }}
    >
      <form
        {...rest}
        {...still}
        noValidate
        aria-busy={sending.isSending || undefined}
        ref={form}
        onPointerDownCapture={() => {
          if (!still) typed.note()
          press()
        }}
        onKeyDownCapture={(event) => {
          if (still) still.onKeyDownCapture(event)
          else typed.note()
        }}
        onInputCapture={() => still || typed.noteLate()}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {children}
        <RefusalPlace />
      </form>
      <span role="status" className="unseen">
        {sending.isSending && t('web.sending')}
      </span>
      {typed.question}
    </FormContext>
  )
}

/**
 * What a key does to the form it is pressed in: Ctrl+Enter sends it from any field, once the field has read what is typed
 * in it; Esc leaves it, where no list of a field is open and no dialog around it closes by itself, as all over the page do.
 */
function keyOf(event: KeyboardEvent<HTMLFormElement>): 'send' | 'leave' | null {
  const { target, currentTarget, nativeEvent } = event
  if (event.defaultPrevented || nativeEvent.isComposing) return null
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return null
  if (event.key === 'Enter') return event.ctrlKey || event.metaKey ? 'send' : null
  if (event.key !== 'Escape' || target.getAttribute('aria-expanded') === 'true') return null
  return currentTarget.closest('[aria-modal]') ? null : 'leave'
}

/**
 * What a field has to say: `fault` at once and `lacks` once the form was to be sent. While there is either, the form is
 * not sent.
 */
export function useFault(fault: string | null, lacks: string | null = null): string | null {
  const form = useContext(FormContext)
  const id = useId()
  const hold = form?.hold
  const isHeld = Boolean(fault ?? lacks)
  useLayoutEffect(() => {
    hold?.(id, isHeld)
    return () => hold?.(id, false)
  }, [hold, id, isHeld])
  const now = fault ?? (form?.isAsked ? lacks : null)
  const isPressed = form?.isPressed
  const said = useRef(now)
  useLayoutEffect(() => {
    if (!isPressed) said.current = now
  }, [isPressed, now])
  return isPressed ? (now ?? said.current) : now
}

/** One sending at a time: what is pressed before it has ended sends nothing. */
function useSending() {
  const underWay = useRef<Promise<unknown> | null>(null)
  const [isSending, setSending] = useState(false)
  const send = (run: () => unknown) => {
    if (underWay.current) return
    const sent = run()
    if (!(sent instanceof Promise)) return
    const note = (now: Promise<unknown> | null) => {
      underWay.current = now
      setSending(now !== null)
    }
    note(sent)
    void sent.finally(() => note(null))
  }
  /** Sends once what is under way has ended. */
  const sendNext = (run: () => unknown) =>
    void (underWay.current ? underWay.current.finally(() => send(run)) : send(run))
  return { isSending, send, sendNext }
}

/**
 * For a question about what the form was to send, which stands within it: sends the form anew with what was answered. In no
 * form it is just done.
 */
export function useSendAgain(): SendAgain {
  return useContext(FormContext)?.sendAgain ?? ((run) => void run())
}

function usePressed() {
  const [isPressed, setPressed] = useState(false)
  useEffect(() => {
    if (!isPressed) return
    // The click comes after the release.
    const release = () => void setTimeout(() => setPressed(false))
    const ends = ['pointerup', 'pointercancel', 'dragend'] as const
    for (const end of ends) addEventListener(end, release)
    return () => {
      for (const end of ends) removeEventListener(end, release)
    }
  }, [isPressed])
  return [isPressed, () => setPressed(true)] as const
}

/** What a form lacks that no field of it can say; put where it is to be mended, and shown once the form was to be sent. */
export function Lack({ says }: { says: string | null }) {
  const said = useFault(null, says)
  return (
    said && (
      <Input.Error data-lack role="alert" tabIndex={-1}>
        {said}
      </Input.Error>
    )
  )
}

/** Says of a field that reads what is typed only when it is left, whether something stands in it that is not read yet. */
export function useUnread(isUnread: boolean): void {
  const keep = useContext(FormContext)?.keep
  const id = useId()
  useLayoutEffect(() => {
    keep?.(id, isUnread)
    return () => keep?.(id, false)
  }, [keep, id, isUnread])
}

/** Sends the form it stands in, and shows while that is being sent: it keeps the focus, which it had not if it were disabled. */
export function SendButton({ loading = false, ...button }: ButtonProps & { loading?: boolean; children: ReactNode }) {
  const isSending = useContext(FormContext)?.isSending ?? false
  return (
    <Button
      type="submit"
      {...button}
      loading={loading || isSending}
      {...(isSending && {
        renderRoot: (root) => <button {...root} disabled={button.disabled} aria-disabled />,
      })}
    />
  )
}

interface CancelProps extends ButtonProps {
  onClick: () => void
  /** "Cancel", if not given. */
  children?: ReactNode
}

/** Leaves the form it stands in, else the dialog: who has typed something is asked first, and who waits for an answer. */
export function CancelButton({ onClick, children, ...button }: CancelProps) {
  const { t } = useWords()
  const form = useContext(FormContext)
  const leaveDialog = useContext(LeaveContext)
  const leave = form?.leave ?? leaveDialog
  useEffect(() => {
    if (!form) return
    const { cancel } = form
    cancel.current = onClick
    return () => {
      cancel.current = null
    }
  })
  return (
    <Button variant="default" data-leaves {...button} onClick={() => (leave ? leave(onClick) : onClick())}>
      {children || t('web.cancel')}
    </Button>
  )
}

function noteIn(fields: Set<string>) {
  return (id: string, isNoted: boolean) => void (isNoted ? fields.add(id) : fields.delete(id))
}
