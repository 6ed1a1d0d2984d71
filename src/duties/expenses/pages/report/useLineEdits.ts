import { useEffect, useRef } from 'react'
import { useEditDraft } from '#web/ui/useDraft.ts'
import { type Edits, type LineField, type LineFields, withEdit, withoutSaved } from './lineFields.ts'

export interface LineEdits {
  fields: LineFields
  edits: Edits
  /** The line's version when the first edit was made, and the edited fields as they stood. */
  version: number
  was: Edits
  /** `isOffered`: something was suggested for the field, so that leaving it empty is an edit too. */
  /** Somebody begins to type in a field, which may be read only when it is left: what he edits is how it stands now. */
  begin: (field: LineField) => void
  set: <Field extends LineField>(field: Field, value: LineFields[Field], isOffered?: boolean) => void
  /** Fields that hold a suggestion and no choice yet, each with where it comes from. */
  suggested: Partial<Record<LineField, string>>
  /** Takes the suggestions of these fields away; they stay empty until somebody fills them. */
  clear: (fields: readonly LineField[]) => void
  discard: () => void
  /** These edits are saved, as this version; what has been typed since stays. */
  saved: (saved: Edits, version: number) => void
  restoredAt: string | null
}

/** A line as it stands with what was typed over it. Only the typed fields are kept, so that others' changes show at once. */
export function useLineEdits(key: string, base: LineFields, version: number): LineEdits {
  const draft = useEditDraft<Edits, { version: number; was: Edits }>(key, { version, was: {} })
  const edits = draft.edit ?? {}
  const latest = useRef(edits)
  useEffect(() => {
    latest.current = edits
  })
  const isClean = Object.keys(edits).length === 0
  const begun = useRef<{ key: string; version: number; was: Edits } | null>(null)
  const begunHere = begun.current?.key === key ? begun.current : null
  const stoodAt = (next: Edits): Edits => ({
    ...Object.fromEntries(Object.keys(next).map((field) => [field, base[field as LineField]])),
    ...begunHere?.was,
    ...draft.begun.was,
  })
  const forget = () => {
    begun.current = null
    draft.forget()
  }
  const keep = (next: Edits) => {
    const beganAt = ((isClean && begunHere) || draft.begun).version
    if (Object.keys(next).length === 0) forget()
    else draft.change(next, { version: beganAt, was: stoodAt(next) })
  }
  return {
    fields: { ...base, ...edits },
    edits,
    was: draft.begun.was,
    version: draft.begun.version,
    suggested: {},
    begin: (field) => {
      if (begunHere && field in begunHere.was) return
      const was = { ...begunHere?.was, [field]: base[field] }
      begun.current = { key, version: begunHere?.version ?? version, was }
    },
    set: (field, value, isOffered) => keep(withEdit(base, edits, field, value, isOffered)),
    clear: (fields) => keep({ ...edits, ...Object.fromEntries(fields.map((field) => [field, base[field]])) }),
    discard: forget,
    saved: (saved, version) => {
      const left = withoutSaved(latest.current, saved)
      begun.current = null
      if (Object.keys(left).length === 0) draft.forget()
      else draft.change(left, { version, was: { ...stoodAt(left), ...saved } })
    },
    restoredAt: isClean ? null : draft.restoredAt,
  }
}
