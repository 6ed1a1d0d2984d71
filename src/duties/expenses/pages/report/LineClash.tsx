import { useLastChange } from '#web/lastChange.ts'
import { Conflict } from '#web/ui/Conflict.tsx'
import { useWords } from '#web/words.ts'
import { known } from '../../rules/amounts.ts'
import { fieldsOfLine, type LineField, type LineFields } from './lineFields.ts'
import type { Category } from './reportTypes.ts'
import type { Clash } from './useWork.ts'

interface Props {
  clash: Clash
  categories: readonly Category[]
  resolve: (chosen: Partial<LineFields>) => void
  cancel: () => void
}

/** Two people edited one line: each field that differs, to choose from. */
export function LineClash({ clash, categories, resolve, cancel }: Props) {
  const { t, day, money, percent } = useWords()
  const by = useLastChange(clash.theirs.id)
  const theirs = fieldsOfLine(clash.theirs)
  const currency = clash.edits.currency ?? theirs.currency
  const nameOf = (id: unknown) => categories.find((one) => one.id === id)?.name ?? ''
  const amount = (value: unknown) => (known(Number(value)) === null ? '–' : money(Number(value), currency))
  const shown: Partial<Record<LineField, (value: unknown) => string>> = {
    spentOn: (value) => day(String(value)),
    categoryId: nameOf,
    amountCents: amount,
    ownShareCents: amount,
    vat: (value) =>
      (value as LineFields['vat'])
        .map((part) => `${percent(Number(part.rate))}: ${money(part.vatCents, currency)}`)
        .join(', '),
  }
  const fields = clash.fields.map((field) => {
    const show = shown[field]
    return {
      id: field,
      label: t(`expenses.reportPage.fieldName.${field}`),
      yours: clash.edits[field] as unknown,
      theirs: theirs[field] as unknown,
      ...(show ? { show } : {}),
    }
  })
  return (
    <Conflict fields={fields} by={by} resolve={(chosen) => resolve(chosen as Partial<LineFields>)} cancel={cancel} />
  )
}
