import { useEffect, useRef } from 'react'
import { useDraft } from '#web/ui/useDraft.ts'
import { type Edits, type LineField, type LineFields, withEdit, withoutSaved } from './lineFields.ts'

export interface LineEdits {
  fields: LineFields
  edits: Edits
  /** The line's version when the first edit was made, and the edited fields as they stood. */
  version: number
  was: Edits
  /** `isOffered`: something was suggested for the field, so that leaving it empty is an edit too. */
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
  const draft = useDraft<{ edits: Edits; version: number; was?: Edits }>(key, { edits: {}, version })
  const { edits } = draft.value
  const latest = useRef(edits)
  useEffect(() => {
    latest.current = edits
  })
  const isClean = Object.keys(edits).length === 0
  const stoodAt = (next: Edits): Edits => ({
    ...Object.fromEntries(Object.keys(next).map((field) => [field, base[field as LineField]])),
    ...(isClean ? {} : draft.value.was),
  })
  const keep = (next: Edits) => {
    if (Object.keys(next).length === 0) draft.forget()
    else draft.change({ edits: next, version: isClean ? version : draft.value.version, was: stoodAt(next) })
  }
  return {
    fields: { ...base, ...edits },
    edits,
    was: draft.value.was ?? {},
    version: isClean ? version : draft.value.version,
    suggested: {},
    set: (field, value, isOffered) => keep(withEdit(base, edits, field, value, isOffered)),
    clear: (fields) => keep({ ...edits, ...Object.fromEntries(fields.map((field) => [field, base[field]])) }),
    discard: draft.forget,
    saved: (saved, version) => {
      const left = withoutSaved(latest.current, saved)
      if (Object.keys(left).length === 0) draft.forget()
      else draft.change({ edits: left, version, was: { ...stoodAt(left), ...saved } })
    },
    restoredAt: isClean ? null : draft.restoredAt,
  }
}
