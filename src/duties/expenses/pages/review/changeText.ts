import type { Params } from '#core/message.ts'
import type { DepartmentReport, PresentedLine } from './types.ts'

type Change = DepartmentReport['changes'][number]

/** A change since the version last looked at, in one sentence: what was added, taken out, or which fields differ. */
export function changeText(
  change: Change,
  line: PresentedLine | undefined,
  currency: string,
  t: (key: string, params?: Params) => string,
): string {
  const name = line ? `${line.memberName}, ${line.merchant}` : ''
  if (change.kind === 'added') return t('expenses.review.changed.added', { line: name })
  if (change.kind === 'removed') return t('expenses.review.changed.removed')
  const fields = Object.keys(change.fields).map((field) => t(`expenses.review.fields.${field}`))
  const claimed = change.fields.claimedCents as [number, number] | undefined
  if (!claimed || !line) return t('expenses.review.changed.fields', { line: name, fields: fields.join(', ') })
  return t('expenses.review.changed.amount', {
    line: name,
    was: { cents: claimed[0], currency },
    now: { cents: claimed[1], currency },
  })
}
