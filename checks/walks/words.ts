import { translate } from '#core/words.ts'

/** What the salesperson reads, in Lithuanian, by the key of the text. */
export function lt(key: string, params: Record<string, string | number> = {}): string {
  return translate('lt', key, params)
}
