import { type BlockerFn, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useAnswered } from '#web/ui/useAnswered.tsx'
import { actIn } from '#web/underWay.ts'

// Dialogs come when one is asked for: the sign-in is a form too.
const DiscardQuestion = lazy(async () => ({ default: (await import('#web/ui/Confirm.tsx')).DiscardQuestion }))

interface Watched {
  /** The form while something stands typed and not sent in it. */
  typed: () => HTMLFormElement | null
  /** The form while it is sent and waits for its answer, where a refusal has to find what was typed. */
  awaits: () => HTMLFormElement | null
}

const forms = new Set<Watched>()

/** Whether something stands typed and not sent in a form within this part of the page. */
export function isTypedIn(part: HTMLElement | null): boolean {
  return [...forms].some(({ typed }) => part?.contains(typed()))
}

/** A form within this part of the page that is sent and waits for its answer; null where none does. */
export function awaitingIn(part: HTMLElement | null): HTMLFormElement | null {
  return [...forms].map(({ awaits }) => awaits()).find((form) => form && part?.contains(form)) ?? null
}

/**
 * Knows whether the form differs from how it stood when somebody first touched it, and whether it waits for its answer, and
 * asks before the form or the page is left.
 */
export function useTyped(form: { current: HTMLFormElement | null }, mayLeave: boolean, unread: ReadonlySet<string>) {
  const first = useRef<string | null>(null)
  const isSent = useRef(false)
  const isTyped = () => (mayLeave ? unread.size > 0 : first.current !== null && first.current !== written(form.current))
  const awaits = () => !mayLeave && isSent.current && actIn(form.current) !== undefined
  const latest = useRef({ isTyped, awaits })
  useEffect(() => {
    latest.current = { isTyped, awaits }
  })
  useEffect(() => {
    const watched = {
      typed: () => (latest.current.isTyped() ? form.current : null),
      awaits: () => (latest.current.awaits() ? form.current : null),
    }
    forms.add(watched)
    return () => void forms.delete(watched)
  }, [form])
  const [go, setGo] = useState<(() => void) | null>(null)
  const answered = useAnswered()
  const leave = (part: HTMLElement | null, next: () => void) => {
    const goOn = () => (isTypedIn(part) ? setGo(() => next) : next())
    if (mayLeave) goOn()
    else answered.leave(form.current, goOn)
  }
  useLeaving(
    () => latest.current.isTyped() || latest.current.awaits(),
    (next) => leave(document.body, next),
  )
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
      isSent.current = true
      const sent = run()
      void Promise.resolve(sent).then((done) => {
        isSent.current = false
        // What was noted meanwhile is how it was sent, and that is what has not been taken.
        if (done === undefined) first.current = before ?? first.current
      })
      return sent
    },
    /** Does what takes the form away, once that may be. */
    leave: (next: () => void) => leave(form.current, next),
    question: (
      <>
        {go && (
          <Suspense>
            <DiscardQuestion reply={reply} />
          </Suspense>
        )}
        {answered.question}
      </>
    ),
  }
}

/**
 * Keeps the page where it is as long as the form holds it there, and asks. The router's own hook asks before it steps back to
 * the page, so that a second Back while it asks would be gone.
 */
function useLeaving(holds: () => boolean, ask: (go: () => void) => void): void {
  const { history } = useRouter()
  const latest = useRef({ holds, ask })
  useEffect(() => {
    latest.current = { holds, ask }
  })
  useEffect(
    () =>
      history.block({
        enableBeforeUnload: () => latest.current.holds(),
        blockerFn: async ({ currentLocation: from, nextLocation: to, action }: Parameters<BlockerFn>[0]) => {
          if (!latest.current.holds()) return false
          const rest = { ignoreBlocker: true }
          latest.current.ask(() => {
            if (action === 'PUSH') history.push(to.href, to.state, rest)
            else if (action === 'REPLACE') history.replace(to.href, to.state, rest)
            else history.go(to.state.__TSR_index - from.state.__TSR_index, rest)
          })
          return true
        },
      }),
    [history],
  )
}

function written(form: HTMLFormElement | null): string {
  const fields = form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? []
  return JSON.stringify([...fields].map((field) => ('checked' in field && field.checked) || field.value))
}
