import { flushSync } from 'react-dom'
import { troubleOf } from '#web/client.ts'
import { FaultsText, TroubleText, tellFaults, tellTrouble } from '#web/notices.tsx'
import { refuseAt } from '#web/refusals.tsx'

/** Sorts of trouble that are an answer to the act; others, as a lost line, are about the page as a whole. */
const answers: readonly string[] = ['refused', 'forbidden', 'absent']

/**
 * Shows a refusal: what is wrong with fields of the page stands at them, where `mark` puts it, and the first of them gets
 * the focus; all else is said where the act was pressed, or in passing where there is no place for it.
 */
export function showRefusal(
  error: unknown,
  act: HTMLElement | null,
  mark: (faults: Record<string, string>) => void,
): void {
  const trouble = troubleOf(error)
  if (trouble.kind !== 'invalid') {
    const isSaid = answers.includes(trouble.kind) && refuseAt(act, <TroubleText trouble={trouble} />)
    if (!isSaid) tellTrouble(error)
    return
  }
  // Only what React has drawn can be found on the page.
  flushSync(() => mark(trouble.fields))
  const told = Object.entries(trouble.fields).map(([field, message]) => ({ field, at: fieldSaying(message) }))
  told.find(({ at }) => at)?.at?.focus()
  const unsaid = told.filter(({ at }) => !at).map(({ field }) => field)
  if (unsaid.length === 0) return
  if (!refuseAt(act, <FaultsText trouble={trouble} fields={unsaid} />)) tellFaults(trouble, unsaid)
}

/** The field of the page that says so now. */
function fieldSaying(message: string): HTMLElement | undefined {
  const said = [...document.querySelectorAll('[id$="-error"]')].filter((one) => one.textContent === message)
  return said.flatMap(({ id }) => document.querySelector<HTMLElement>(`[aria-describedby~="${id}"]`) ?? [])[0]
}
