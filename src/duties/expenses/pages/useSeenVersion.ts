import { useState } from 'react'
import { troubleOf } from '#web/client.ts'

/**
 * The version of a record that somebody has read who types what is to be said to it: the one that stood there when he began,
 * and once he was refused with the newer words, those.
 */
export function useSeenVersion(now: { version: number }, isTyped: boolean) {
  const [read, setRead] = useState<number | null>(null)
  if (isTyped !== (read !== null)) setRead(isTyped ? now.version : null)
  return {
    version: read ?? now.version,
    /** For `onRefused`; the refusal is shown as any other. */
    catch: (error: unknown): boolean => {
      const trouble = troubleOf(error)
      const { version } =
        (trouble.kind === 'refused' && (trouble.data.details as { version?: number } | undefined)) || {}
      if (version !== undefined) setRead(version)
      return false
    },
  }
}
