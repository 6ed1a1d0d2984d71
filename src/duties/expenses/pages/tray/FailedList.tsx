import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useWords } from '#web/words.ts'
import { AllOf } from './AllOf.tsx'
import { ReceiptRow } from './ReceiptRow.tsx'
import classes from './Tray.module.css'

/** Receipts that could not be read, each with the reason: read again, or type the fields by hand. */
export function FailedList() {
  const { t } = useWords()
  const { data } = useSuspenseQuery(api.expenses.receipts.queryOptions({ input: { state: 'failed', limit: 200 } }))
  const again = useChange(client.expenses.readAgain, { done: t('expenses.receipts.readingAgain') })
  if (data.items.length === 0)
    return (
      <EmptyState icon={IconCheck} title={t('expenses.tray.noneFailed')} text={t('expenses.tray.noneFailedText')} />
    )
  return (
    <>
      <ul className={classes.rows}>
        {data.items.map((receipt) => (
          <ReceiptRow key={receipt.id} receipt={receipt} note={receipt.trouble?.text ?? ''}>
            <Button variant="default" component={Link} to={`/expenses/receipts?state=failed&open=${receipt.id}`}>
              {t('expenses.tray.byHand')}
            </Button>
            <Button loading={again.running} onClick={() => again.run({ receiptId: receipt.id })}>
              {t('expenses.receipts.readAgain')}
            </Button>
          </ReceiptRow>
        ))}
      </ul>
      <AllOf state="failed" page={data} />
    </>
  )
}
