import { type BlockerFn, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'

// Dialogs come when one is asked for: the sign-in is a form too.
const DiscardQuestion = lazy(async () => ({ default: (await import('#web/ui/Confirm.tsx')).DiscardQuestion }))

const forms = new Set<() => HTMLFormElement | null>()

/** Whether something stands typed and not sent in a form within this part of the page. */
export function isTypedIn(part: HTMLElement | null): boolean {
  return [...forms].some((typed) => part?.contains(typed()))
}

/** Knows whether the form differs from how it stood when somebody first touched it, and asks before the page is left. */
export function useTyped(form: { current: HTMLFormElement | null }, mayLeave: boolean, unread: ReadonlySet<string>) {
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
    /** Sends what was typed; afterwards it is typed still where nothing has come of it. */
    send: (run: () => unknown) => {
      const before = first.current
      first.current = null
      const sent = run()
      void Promise.resolve(sent).then((done) => {
        if (done === undefined) first.current ??= before
      })
      return sent
    },
    leave: (next: () => void) => (isTyped() ? ask(next) : next()),
    question: go && (
      <Suspense>
        <DiscardQuestion reply={reply} />
      </Suspense>
    ),
  }
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
