import { useDraft } from '#web/ui/useDraft.ts'
import { type Edits, type LineField, type LineFields, withEdit } from './lineFields.ts'

export interface LineEdits {
  fields: LineFields
  edits: Edits
  /** The line's version when the first edit was made. */
  version: number
  set: <Field extends LineField>(field: Field, value: LineFields[Field]) => void
  discard: () => void
  restoredAt: string | null
}

/** A line as it stands with what was typed over it. Only the typed fields are kept, so that others' changes show at once. */
export function useLineEdits(key: string, base: LineFields, version: number): LineEdits {
  const draft = useDraft<{ edits: Edits; version: number }>(key, { edits: {}, version })
  const { edits } = draft.value
  const isClean = Object.keys(edits).length === 0
  return {
    fields: { ...base, ...edits },
    edits,
    version: isClean ? version : draft.value.version,
    set: (field, value) => {
      const next = withEdit(base, edits, field, value)
      if (Object.keys(next).length === 0) draft.forget()
      else draft.change({ edits: next, version: isClean ? version : draft.value.version })
    },
    discard: draft.forget,
    restoredAt: isClean ? null : draft.restoredAt,
  }
}
