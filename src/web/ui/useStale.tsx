import { useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { troubleOf } from '#web/client.ts'
import { useLastChange } from '#web/lastChange.ts'
import { isSame } from '#web/touched.ts'
import { Conflict, type ConflictField } from '#web/ui/Conflict.tsx'
import { useSendAgain } from '#web/ui/Form.tsx'
import { useWords } from '#web/words.ts'

interface Details {
  version: number
  fields: { field: string; now: unknown; yours: unknown }[]
}

interface Shown {
  label: (field: string) => string
  /** A value in words where it is more than a text, a number, a day or a yes. */
  value?: (field: string, value: unknown) => string | undefined
  /** The record as it was when the person began to type. */
  was?: object | undefined
}

interface Refused {
  recordId: string | null
  version: number
  /** Fields that both changed, to choose from. */
  fields: ConflictField<unknown>[]
  /** What the person changed and nobody else. */
  own: Record<string, unknown>
  /** What somebody else changed and the person did not. */
  others: Record<string, unknown>
}

/** Sends what stands for the person's edit, as `onSubmit` of the form does; `others` is for what is only sent whole. */
type Resolve = (version: number, chosen: Record<string, unknown>, others: Record<string, unknown>) => unknown

/**
 * Catches the refusal of an edit of an older version, so that the form can show both sides of the fields that both changed;
 * what only one changed is kept without a question.
 */
export function useStale({ label, value, was }: Shown) {
  const inWords = usePlainWords()
  const [conflict, setConflict] = useState<Refused | null>(null)
  const before = (was ?? {}) as Record<string, unknown>
  const close = () => setConflict(null)
  return {
    conflict,
    close,
    /** For `onRefused`: true when it was such a refusal. */
    catch: (error: unknown): boolean => {
      const trouble = troubleOf(error)
      if (trouble.kind !== 'refused' || trouble.says !== 'core.stale') return false
      const { version, fields } = trouble.data.details as Details
      const mine = fields.filter(({ field, yours }) => !(field in before) || !isSame(yours, before[field]))
      const both = mine.filter(({ field, now }) => !(field in before) || !isSame(now, before[field]))
      const own = mine.filter((one) => !both.includes(one)).map(({ field, yours }) => [field, yours])
      const others = fields.filter((one) => !mine.includes(one)).map(({ field, now }) => [field, now])
      const shown = both.map(({ field, now, yours }) => ({
        id: field,
        label: label(field),
        yours,
        theirs: now,
        show: (given: unknown) => value?.(field, given) ?? inWords(given),
      }))
      const recordId = (trouble.data.record ?? null) as string | null
      setConflict({
        recordId,
        version,
        fields: shown,
        own: Object.fromEntries(own),
        others: Object.fromEntries(others),
      })
      return true
    },
    /**
     * Both sides, once it was, to stand within the form: `resolve` gets the version to save upon and what stands for the
     * person's edit, and the form is sent by it.
     */
    question: (resolve: Resolve) => conflict && <Question refused={conflict} close={close} resolve={resolve} />,
  }
}

interface QuestionProps {
  refused: Refused
  close: () => void
  resolve: Resolve
}

function Question({ refused: { recordId, version, fields, own, others }, close, resolve }: QuestionProps) {
  const isUnasked = fields.length === 0
  const by = useLastChange(isUnasked ? null : recordId)
  const sendAgain = useSendAgain()
  const goOn = (chosen: Record<string, unknown>) => sendAgain(() => resolve(version, { ...own, ...chosen }, others))
  // Nobody touched the same field: what was typed is saved upon the newer version, before anything else can be typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears
  useLayoutEffect(() => {
    if (!isUnasked) return
    close()
    goOn({})
  }, [])
  if (isUnasked) return null
  const answer = (chosen: Record<string, unknown>) => {
    // The form lies under it no more when it is sent.
    flushSync(close)
    goOn(chosen)
  }
  return <Conflict fields={fields} by={by} cancel={close} resolve={answer} />
}

function usePlainWords() {
  const { t, day } = useWords()
  return (value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'web.yes' : 'web.no')
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return day(value)
    return value === null ? '–' : String(value)
  }
}
