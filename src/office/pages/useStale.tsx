import { useState } from 'react'
import { troubleOf } from '#web/client.ts'
import type { ConflictField } from '#web/ui/Conflict.tsx'
import { useWords } from '#web/words.ts'

interface Details {
  version: number
  fields: { field: string; now: unknown; yours: unknown }[]
}

interface StaleEdit {
  version: number
  fields: ConflictField<unknown>[]
}

/** Catches the refusal of an edit of an older version, so that the form can show both sides; ids are shown by name. */
export function useStale(labelOf: (field: string) => string, nameOf?: (id: string) => string | undefined) {
  const { t } = useWords()
  const [conflict, setConflict] = useState<StaleEdit | null>(null)
  const show = (field: string) => (value: unknown) => {
    if (field === 'roles') return (value as string[]).map((role) => t(`office.role.${role}`)).join(', ')
    if (typeof value === 'boolean') return t(value ? 'web.yes' : 'web.no')
    return nameOf?.(String(value)) ?? String(value)
  }
  return {
    conflict,
    close: () => setConflict(null),
    /** For `onRefused`: true when it was such a refusal. */
    catch: (error: unknown) => {
      const trouble = troubleOf(error)
      if (trouble.kind !== 'refused' || trouble.says !== 'core.stale') return false
      const { version, fields } = trouble.data.details as Details
      setConflict({
        version,
        fields: fields.map(({ field, now, yours }) => ({
          id: field,
          label: labelOf(field),
          yours,
          theirs: now,
          show: show(field),
        })),
      })
      return true
    },
  }
}
