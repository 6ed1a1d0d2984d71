import { Button } from '@mantine/core'
import { IconArchive } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useWords } from '#web/words.ts'
import { versionSeen } from '../receipts/types.ts'
import { AllOf } from './AllOf.tsx'
import { ReceiptRow } from './ReceiptRow.tsx'
import classes from './Tray.module.css'

/** What was set aside, with its reason; nothing is thrown away. */
export function AsideList() {
  const { t } = useWords()
  const { data } = useSuspenseQuery(api.expenses.receipts.queryOptions({ input: { state: 'setAside', limit: 200 } }))
  const back = useChange(client.expenses.takeBack, { done: t('expenses.receipts.takenBack') })
  if (data.items.length === 0)
    return (
      <EmptyState icon={IconArchive} title={t('expenses.tray.noneAside')} text={t('expenses.tray.noneAsideText')} />
    )
  return (
    <>
      <ul className={classes.rows}>
        {data.items.map((receipt) => (
          <ReceiptRow
            key={receipt.id}
            receipt={receipt}
            note={t('expenses.receipts.setAsideWhy', { why: receipt.setAsideWhy ?? '' })}
          >
            <Button variant="default" loading={back.running} onClick={() => back.run(versionSeen(receipt))}>
              {t('expenses.receipts.takeBack')}
            </Button>
          </ReceiptRow>
        ))}
      </ul>
      <AllOf state="setAside" page={data} />
    </>
  )
}
