import { flushSync } from 'react-dom'
import { troubleOf } from '#web/client.ts'
import { FaultsText, TroubleText, tellFaults, tellTrouble } from '#web/notices.tsx'
import { refuseAt } from '#web/refusals.tsx'

/** Sorts of trouble that are an answer to the act; others, as a lost line, are about the page as a whole. */
const answers: readonly string[] = ['refused', 'forbidden', 'absent']

/** Whether it is what the office answers to the act: what the act was about is then another than was seen. */
export function isAnswer(error: unknown): boolean {
  return answers.includes(troubleOf(error).kind)
}

/**
 * Whether a page has nothing to show of what it asked for: it could not be read at all, or is no longer to be read. What was
 * read stays, and what is typed in it, while reading it anew fails.
 */
export function isUnread({ data, error }: { data: unknown; error: unknown }): boolean {
  return Boolean(error) && (data === undefined || isAnswer(error))
}

/**
 * Shows a refusal: what is wrong with fields of the page stands at them, where `mark` puts it, and the first of them gets
 * the focus; all else is said where the act was pressed, or in passing where there is no place for it. Gives the place.
 */
export function showRefusal(
  error: unknown,
  act: HTMLElement | null,
  mark: (faults: Record<string, string>) => void,
): HTMLElement | null {
  const trouble = troubleOf(error)
  if (trouble.kind !== 'invalid') {
    const isSignedOut = trouble.kind === 'signedOut'
    const place = isSignedOut || isAnswer(error) ? refuseAt(act, <TroubleText trouble={trouble} />) : null
    // That is also about the page as a whole, and stands there until it is over.
    if (isSignedOut || !place) tellTrouble(error)
    return place
  }
  // Only what React has drawn can be found on the page.
  flushSync(() => mark(trouble.fields))
  const told = Object.entries(trouble.fields).map(([field, message]) => ({ field, at: fieldSaying(message) }))
  told.find(({ at }) => at)?.at?.focus()
  const unsaid = told.filter(({ at }) => !at).map(({ field }) => field)
  if (unsaid.length === 0) return null
  const place = refuseAt(act, <FaultsText trouble={trouble} fields={unsaid} />)
  if (!place) tellFaults(trouble, unsaid)
  return place
}

/** The field of the page that says so now. */
function fieldSaying(message: string): HTMLElement | undefined {
  const said = [...document.querySelectorAll('[id$="-error"]')].filter((one) => one.textContent === message)
  return said.flatMap(({ id }) => document.querySelector<HTMLElement>(`[aria-describedby~="${id}"]`) ?? [])[0]
}
