import { IconEye } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '#web/words.ts'
import classes from './FieldFrame.module.css'
import type { LineField } from './lineFields.ts'
import type { Trust } from './readerTrust.ts'

interface Props {
  field: LineField | 'receipts'
  trust?: Trust | null
  /** Somebody typed over what was read, so the reader's doubt no longer matters. */
  edited?: boolean
  /** What stands in it is suggested and nobody's choice yet. */
  suggested?: boolean
  wide?: boolean
  children: ReactNode
}

/** A field of a line with the reader's word on it: nothing while it is sure, "look at it" while it is not. */
export function FieldFrame({ field, trust, edited, suggested, wide, children }: Props) {
  const { t } = useWords()
  const doubt = trust && !trust.sure && !edited
  return (
    <div
      className={classes.field}
      data-field={field}
      data-wide={wide || undefined}
      data-suggested={suggested || undefined}
      data-trust={trust && !edited ? (trust.sure ? 'sure' : 'doubt') : undefined}
    >
      {children}
      {doubt && (
        <span className={classes.doubt}>
          <IconEye size={13} aria-hidden />
          {t('expenses.reportPage.trust.doubt', { percent: trust.percent })}
        </span>
      )}
    </div>
  )
}

/** Puts the cursor into a field of the form. */
export function focusField(form: HTMLElement | null, field: string): boolean {
  const frame = form?.querySelector<HTMLElement>(`[data-field="${field}"]`)
  const first = (what: string) => frame?.querySelector<HTMLElement>(what)
  // A button, such as the one that adds a rate, only where there is nothing yet to type in.
  const input = first('input:not([disabled]), textarea:not([disabled])') ?? first('button:not([disabled])')
  if (!input) return false
  input.focus()
  if (input instanceof HTMLInputElement) input.select()
  return true
}

/** Up and down go from field to field, where the field itself has no use for them. */
export function moveAmongFields(form: HTMLElement, event: { key: string; target: EventTarget }): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || event.target instanceof HTMLTextAreaElement) return false
  const inputs = [...form.querySelectorAll<HTMLElement>('[data-field] input:not([disabled]), [data-field] textarea')]
  const at = inputs.indexOf(event.target as HTMLElement)
  const next = inputs[at < 0 ? (step > 0 ? 0 : inputs.length - 1) : at + step]
  next?.focus()
  if (next instanceof HTMLInputElement) next.select()
  return next !== undefined
}
