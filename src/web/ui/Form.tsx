import { Button, type ButtonProps } from '@mantine/core'
import { type BlockerFn, useRouter } from '@tanstack/react-router'
import {
  type ComponentProps,
  createContext,
  lazy,
  type ReactNode,
  type Ref,
  Suspense,
  useContext,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { useWords } from '#web/words.ts'

// Dialogs come when one is asked for: the sign-in is a form too.
const DiscardQuestion = lazy(async () => ({ default: (await import('#web/ui/Confirm.tsx')).DiscardQuestion }))

interface Props extends Omit<ComponentProps<'form'>, 'onSubmit' | 'noValidate' | 'ref'> {
  ref?: Ref<HTMLFormElement>
  /** Sends what was typed; a promise of nothing means that it was refused and still stands in the form. */
  onSubmit: () => unknown
  /**
   * What is typed may be left without asking: a draft keeps it, or it is quickly typed again. Asked is only while a
   * field holds something that it has not given to the form yet.
   */
  mayLeave?: boolean
  children: ReactNode
}

interface Held {
  isAsked: boolean
  hold: (id: string, isHeld: boolean) => void
  /** A field says whether it holds something typed that the form has not got from it. */
  keep: (id: string, isKept: boolean) => void
  /** Does what throws away what was typed, once that may be. */
  leave: (go: () => void) => void
}

const FormContext = createContext<Held | null>(null)
const forms = new Set<() => HTMLFormElement | null>()

/**
 * A form that is sent once its fields have nothing against it, each saying so in our words and not in the browser's, and
 * that asks before what was typed in it is thrown away.
 */
export function Form({ ref, onSubmit, mayLeave = false, children, ...rest }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const held = useRef(new Set<string>())
  const [isAsked, setAsked] = useState(false)
  const kept = useRef(new Set<string>())
  const [{ hold, keep }] = useState(() => ({ hold: noteIn(held.current), keep: noteIn(kept.current) }))
  const typed = useTyped(form, mayLeave, kept.current)
  useImperativeHandle(ref, () => form.current!)
  const submit = () => {
    if (held.current.size > 0) {
      flushSync(() => setAsked(true))
      return form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    }
    setAsked(false)
    typed.send(onSubmit)
  }
  return (
    <FormContext value={{ isAsked, hold, keep, leave: typed.leave }}>
      <form
        {...rest}
        noValidate
        ref={form}
        onPointerDownCapture={typed.note}
        onKeyDownCapture={typed.note}
        onInputCapture={typed.noteLate}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {children}
      </form>
      {typed.question}
    </FormContext>
  )
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
  return fault ?? (form?.isAsked ? lacks : null)
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

interface CancelProps extends ButtonProps {
  onClick: () => void
  /** "Cancel", if not given. */
  children?: ReactNode
}

/** Leaves the form it stands in: who has typed something is asked first. */
export function CancelButton({ onClick, children, ...button }: CancelProps) {
  const { t } = useWords()
  const form = useContext(FormContext)
  return (
    <Button variant="default" {...button} onClick={() => (form ? form.leave(onClick) : onClick())}>
      {children ?? t('web.cancel')}
    </Button>
  )
}

/** Whether something stands typed and not sent in a form within this part of the page. */
export function isTypedIn(part: HTMLElement | null): boolean {
  return [...forms].some((typed) => part?.contains(typed()))
}

/** Knows whether the form differs from how it stood when somebody first touched it, and asks before the page is left. */
function useTyped(form: { current: HTMLFormElement | null }, mayLeave: boolean, unread: ReadonlySet<string>) {
  const first = useRef<string | null>(null)
  const isTyped = () => (mayLeave ? unread.size > 0 : first.current !== null && first.current !== written(form.current))
  const latest = useRef(isTyped)
  useEffect(() => {
    latest.current = isTyped
  })
  useEffect(() => {
    const typed = () => (latest.current() ? form.current : null)
    forms.add(typed)
    return () => void forms.delete(typed)
  }, [form])
  const [go, setGo] = useState<(() => void) | null>(null)
  const ask = (next: () => void) => setGo(() => next)
  useLeaving(latest, ask)
  const reply = (yes: boolean) => {
    setGo(null)
    if (!yes) return
    first.current = null
    go?.()
  }
  return {
    note: () => {
      first.current ??= written(form.current)
    },
    /** Filled in without a key or a press, as a password manager does: how it stood before is not known. */
    noteLate: () => {
      first.current ??= ''
    },
    send: (run: () => unknown) => {
      const before = first.current
      first.current = null
      void Promise.resolve(run()).then((done) => {
        if (done === undefined) first.current ??= before
      })
    },
    leave: (next: () => void) => (isTyped() ? ask(next) : next()),
    question: go && (
      <Suspense>
        <DiscardQuestion reply={reply} />
      </Suspense>
    ),
  }
}

function noteIn(fields: Set<string>) {
  return (id: string, isNoted: boolean) => void (isNoted ? fields.add(id) : fields.delete(id))
}

/**
 * Keeps the page where it is while something is typed, and asks. The router's own hook asks before it steps back to the
 * page, so that a second Back while it asks would be gone.
 */
function useLeaving(isTyped: { current: () => boolean }, ask: (go: () => void) => void): void {
  const { history } = useRouter()
  const latest = useRef(ask)
  useEffect(() => {
    latest.current = ask
  })
  useEffect(
    () =>
      history.block({
        enableBeforeUnload: () => isTyped.current(),
        blockerFn: async ({ currentLocation: from, nextLocation: to, action }: Parameters<BlockerFn>[0]) => {
          if (!isTyped.current()) return false
          const rest = { ignoreBlocker: true }
          latest.current(() => {
            if (action === 'PUSH') history.push(to.href, to.state, rest)
            else if (action === 'REPLACE') history.replace(to.href, to.state, rest)
            else history.go(to.state.__TSR_index - from.state.__TSR_index, rest)
          })
          return true
        },
      }),
    [history, isTyped],
  )
}

function written(form: HTMLFormElement | null): string {
  const fields = form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? []
  return JSON.stringify([...fields].map((field) => ('checked' in field && field.checked) || field.value))
}
