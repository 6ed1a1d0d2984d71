import { useState } from 'react'
import { troubleOf } from '#web/client.ts'
import { Conflict, type ConflictField } from '#web/ui/Conflict.tsx'

interface Details {
  version: number
  fields: { field: string; now: unknown; yours: unknown }[]
}

interface Shown {
  label: (field: string) => string
  value?: (field: string, value: unknown) => string | undefined
}

/** Catches the refusal of an edit of an older version, so that the form can show both sides field by field. */
export function useStale({ label, value }: Shown) {
  const [conflict, setConflict] = useState<{ version: number; fields: ConflictField<unknown>[] } | null>(null)
  const close = () => setConflict(null)
  return {
    conflict,
    close,
    /** For `onRefused`: true when it was such a refusal. */
    catch: (error: unknown): boolean => {
      const trouble = troubleOf(error)
      if (trouble.kind !== 'refused' || trouble.says !== 'core.stale') return false
      const { version, fields } = trouble.data.details as Details
      const shown = fields.map(({ field, now, yours }) => ({
        id: field,
        label: label(field),
        yours,
        theirs: now,
        show: (given: unknown) => value?.(field, given) ?? (given === null ? '–' : String(given)),
      }))
      setConflict({ version, fields: shown })
      return true
    },
    /** Both sides, once it was; `resolve` gets the version to save upon and what was chosen of each field. */
    question: (resolve: (version: number, chosen: Record<string, unknown>) => void) =>
      conflict && (
        <Conflict
          fields={conflict.fields}
          cancel={close}
          resolve={(chosen) => {
            close()
            resolve(conflict.version, chosen)
          }}
        />
      ),
  }
}
