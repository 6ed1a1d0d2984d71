import { type LineField, type LineFields, withoutEdited } from './lineFields.ts'
import type { Suggestion } from './reportTypes.ts'
import type { LineEdits } from './useLineEdits.ts'

/** What stands in fields that nobody has filled: its values, and in a sentence for each where it comes from. */
export interface Offers {
  fields: Partial<Pick<LineFields, 'categoryId' | 'purpose'>>
  why: Partial<Record<LineField, string>>
}

export const noOffers: Offers = { fields: {}, why: {} }

/** A line with suggestions in the fields that nobody typed in. Whatever is typed there, nothing too, is the person's own. */
export function withOffers(line: LineEdits, offers: Offers): LineEdits {
  const fields = withoutEdited(offers.fields, line.edits)
  return {
    ...line,
    fields: { ...line.fields, ...fields },
    suggested: withoutEdited(offers.why, line.edits),
    set: (field, value) => line.set(field, value, field in offers.fields),
  }
}

type Say = (key: string, params?: Record<string, unknown>) => string

/** Where a suggestion comes from, in a sentence; `isSelf`: to the very person whose lines they are. */
export function whySuggested(t: Say, suggested: NonNullable<Suggestion['category']>, isSelf: boolean): string {
  const { from, times, of } = suggested
  if (from === 'reading') return t('expenses.reportPage.suggested.reading')
  const whose = from === 'own' && isSelf ? 'self' : from
  return t(`expenses.reportPage.suggested.${times === of ? 'all' : 'some'}`, { whose, times, of })
}
