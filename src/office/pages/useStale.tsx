import { useStale as useStaleEdit } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'

/** Catches the refusal of an edit of an older version, so that the form can show both sides; ids are shown by name. */
export function useStale(
  labelOf: (field: string) => string,
  nameOf?: (id: string) => string | undefined,
  was?: object,
) {
  const { t } = useWords()
  const value = (field: string, value: unknown) => {
    if (field === 'roles') return (value as string[]).map((role) => t(`office.role.${role}`)).join(', ')
    if (typeof value === 'boolean') return t(value ? 'web.yes' : 'web.no')
    return nameOf?.(String(value))
  }
  return useStaleEdit({ label: labelOf, value, was })
}
