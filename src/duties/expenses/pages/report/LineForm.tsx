import { Group } from '@mantine/core'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react'
import { isCovered } from '#web/covered.ts'
import { DiscardDraft } from '#web/ui/Confirm.tsx'
import { Form } from '#web/ui/Form.tsx'
import { Note } from '#web/ui/Note.tsx'
import { useWords } from '#web/words.ts'
import { focusField, moveAmongFields } from './FieldFrame.tsx'
import shared from './form.module.css'
import { LineFieldset } from './LineFieldset.tsx'
import classes from './LineForm.module.css'
import type { LineField } from './lineFields.ts'
import type { Trust } from './readerTrust.ts'
import type { Category, Line } from './reportTypes.ts'
import type { LineEdits } from './useLineEdits.ts'

/** What keys and links do with the form from outside. */
export interface LineFormHandle {
  submit: () => void
  /** Into a field of it; into none in particular, to where one begins in it. */
  focus: (field: string | null) => void
}

interface Props {
  ref: Ref<LineFormHandle>
  title: string
  line: LineEdits
  month: string
  categories: readonly Category[]
  earlier: readonly Line[]
  trust: (field: LineField) => Trust | null
  /** Why nothing can be typed here, in a sentence, and what else one can do. */
  closed: ReactNode
  /** Closed, but what stands in the fields can be copied, and the focus stays where it is. */
  keepsFields?: boolean
  /** What stands in it is on its way: nothing typed would come along. */
  isSent?: boolean
  /** Somebody types all the same. */
  onTypedOver?: () => void
  onFocusField: (field: LineField | null) => void
  onSubmit: () => void
  /** Where the cursor goes when the form appears; the form itself when nothing needs looking at. */
  startAt: string | undefined
  /** The main buttons under the fields. */
  actions: ReactNode
  /** The receipts of the line, above the fields. */
  children?: ReactNode
}

/** One line as a form: Enter anywhere in it accepts, arrows and Tab go through the fields. */
export function LineForm(props: Props) {
  const { ref, title, line, closed, onFocusField, onSubmit, startAt } = props
  const form = useRef<HTMLFormElement>(null)
  const submit = () => form.current?.requestSubmit()
  const send = () => {
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (wrong) wrong.focus()
    else if (!closed) onSubmit()
  }
  useEnterAnywhere(submit)
  const { isSent = false } = props
  useQuietWhile(form, isSent, props.onTypedOver)
  // React hears here also what is chosen in the lists and calendars that open over the page.
  const onClickCapture = (event: MouseEvent<HTMLFormElement>) => {
    if (!isSent || onlyGoes(event.target)) return
    props.onTypedOver?.()
    event.preventDefault()
    event.stopPropagation()
  }
  // On a phone a field that has the focus has its keyboard over the page.
  const isPhone = () => matchMedia('(max-width: 760px)').matches
  const begin = () => {
    if (isCovered()) return
    if (startAt && !isPhone() && focusField(form.current, startAt)) return
    form.current?.focus({ preventScroll: true })
    form.current?.querySelector('h2')?.scrollIntoView({ block: 'nearest' })
  }
  useImperativeHandle(ref, () => ({
    submit,
    focus: (field) => (field && !isCovered() && focusField(form.current, field)) || begin(),
  }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form appears
  useEffect(() => {
    if (!isPhone()) begin()
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    if (event.key === 'Escape') form.current?.focus()
    else if (event.key === 'Enter' && event.target === form.current) submit()
    else if (!form.current || !moveAmongFields(form.current, event)) return
    event.preventDefault()
  }
  return (
    <Form
      mayLeave
      typesOn
      ref={form}
      className={shared.form}
      tabIndex={-1}
      aria-label={title}
      onClickCapture={onClickCapture}
      onKeyDown={onKeyDown}
      onFocus={(event) => onFocusField(fieldAt(event.target))}
      onInput={(event) => {
        const field = fieldAt(event.target)
        if (field) line.begin(field)
      }}
      onSubmit={send}
    >
      <h2>{title}</h2>
      {closed && <Note>{closed}</Note>}
      {line.restoredAt && <Restored at={line.restoredAt} discard={line.discard} />}
      {props.children}
      <div className={classes.fields}>
        <LineFieldset
          line={line}
          month={props.month}
          categories={props.categories}
          earlier={props.earlier}
          trust={props.trust}
          disabled={Boolean(closed) && !props.keepsFields}
        />
      </div>
      <div className={classes.formFoot}>{props.actions}</div>
    </Form>
  )
}

/**
 * Nothing is typed over what is on its way, nor is it sent again; the keys of the page, and those that only go, are heard.
 * What the mouse chooses is kept away by the form itself.
 */
function useQuietWhile(form: RefObject<HTMLFormElement | null>, isSent: boolean, onTyped?: () => void): void {
  const latest = useRef(onTyped)
  useEffect(() => {
    latest.current = onTyped
  })
  useEffect(() => {
    if (!isSent) return
    const quiet = (event: Event) => {
      if (!(event.target instanceof HTMLElement) || !form.current?.contains(event.target)) return
      if (event instanceof globalThis.KeyboardEvent && !writes(event)) return
      if (event.target !== form.current) latest.current?.()
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    for (const kind of ['keydown', 'beforeinput']) document.addEventListener(kind, quiet, { capture: true })
    return () => {
      for (const kind of ['keydown', 'beforeinput']) document.removeEventListener(kind, quiet, { capture: true })
    }
  }, [form, isSent])
}

/** Whether a key writes in the field it is pressed in, or sends the form. */
function writes({ key, target, ctrlKey, metaKey, altKey }: globalThis.KeyboardEvent): boolean {
  if (key === 'Enter') return true
  const isKept = ctrlKey || metaKey || altKey || key === 'Tab' || key === 'Escape'
  return !isKept && target instanceof Element && target.matches('input, textarea')
}

/** Whether a click there only goes into a field. */
function onlyGoes(target: EventTarget): boolean {
  return target instanceof Element && target.matches('input, textarea, label')
}

/** Enter accepts also while nothing on the page has the cursor: after a dialog, or a click beside the form. */
function useEnterAnywhere(submit: () => void): void {
  const latest = useRef(submit)
  useEffect(() => {
    latest.current = submit
  })
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const { target } = event
      const isNowhere = target === document.body || (target instanceof HTMLElement && target.id === 'main')
      if (event.key !== 'Enter' || !isNowhere || event.defaultPrevented) return
      if (!isCovered()) latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function fieldAt(target: EventTarget): LineField | null {
  const frame = (target as HTMLElement).closest<HTMLElement>('[data-field]')
  return (frame?.dataset.field as LineField | undefined) ?? null
}

/** Says that what is typed comes from before, and gives it up. */
function Restored({ at, discard }: { at: string; discard: () => void }) {
  const { t, ago } = useWords()
  return (
    <Note tone="info" role="status">
      <Group gap="4px 8px">
        {t('web.draft.restored')} <span>{t('web.draft.kept', { ago: ago(at) })}</span>
        <DiscardDraft size="compact-xs" onYes={discard} />
      </Group>
    </Note>
  )
}
