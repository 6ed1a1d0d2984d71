import { Button } from '@mantine/core'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { useWords } from '#web/words.ts'
import type { Receipt } from '../receipts/types.ts'
import { useReceipt } from '../report/useReceipt.ts'
import classes from './PersonPicker.module.css'

/** Says that others have sorted what was meant here, and what became of it; nothing else is meant before one goes on. */
export function SortedMeanwhile({ receipts, goOn }: { receipts: readonly Receipt[]; goOn: () => void }) {
  const { t } = useWords()
  const [first, ...others] = receipts
  const now = useReceipt(others.length === 0 ? first?.id : undefined).data
  const numbers = receipts.map(({ number }) => number)
  const says = now?.setAsideAt
    ? t('expenses.tray.gone.aside', { number: now.number, why: now.setAsideWhy ?? '' })
    : now?.memberName
      ? t('expenses.tray.gone.given', { number: now.number, name: now.memberName })
      : t('expenses.tray.gone.sorted', { numbers, n: numbers.length })
  return (
    <div className={classes.picker}>
      <div className={classes.pickerHead}>
        <Meanwhile hasChanged says={says} />
        <Button onClick={goOn}>{t('expenses.reportPage.do.goOn')}</Button>
      </div>
    </div>
  )
}
