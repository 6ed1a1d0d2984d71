import { Checkbox, Group } from '@mantine/core'
import { useState } from 'react'
import { DayText } from '#web/ui/Day.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useWords } from '#web/words.ts'
import classes from './MoreReceiptsDialog.module.css'
import { Thumb } from './PileStrip.tsx'
import type { PileReceipt } from './reportTypes.ts'

interface Props {
  pile: readonly PileReceipt[]
  chosen: readonly string[]
  choose: (receiptIds: string[]) => unknown
  close: () => void
}

/** Further receipts of the same purchase: the invoice and the card slip, both sides of a bill. */
export function MoreReceiptsDialog({ pile, chosen, choose, close }: Props) {
  const { t } = useWords()
  const [ids, setIds] = useState<readonly string[]>(chosen)
  return (
    <Dialog opened onClose={close} title={t('expenses.reportPage.more.title')}>
      <Form onSubmit={() => choose([...ids])}>
        <p className="lead">{t(`expenses.reportPage.more.${pile.length > 0 ? 'text' : 'none'}`)}</p>
        <Checkbox.Group value={[...ids]} onChange={setIds}>
          <ul className={classes.moreList}>
            {pile.map((receipt, at) => (
              <li key={receipt.id}>
                <Checkbox
                  value={receipt.id}
                  data-autofocus={at === 0 || undefined}
                  label={
                    <span className={classes.moreRow}>
                      <Thumb receipt={receipt} />
                      <span>
                        <strong>
                          <Outside>{receipt.merchant ?? receipt.fileName}</Outside>
                        </strong>
                        <small>
                          {receipt.number}
                          {receipt.spentOn && (
                            <>
                              {' · '}
                              <DayText day={receipt.spentOn} />
                            </>
                          )}
                        </small>
                      </span>
                      {receipt.totalCents !== null && receipt.currency && (
                        <MoneyText cents={receipt.totalCents} currency={receipt.currency} />
                      )}
                    </span>
                  }
                />
              </li>
            ))}
          </ul>
        </Checkbox.Group>
        <Group justify="flex-end" gap="xs" mt="md">
          <CancelButton onClick={close}>{pile.length === 0 && t('web.close')}</CancelButton>
          {pile.length > 0 && <SendButton>{t('expenses.reportPage.more.yes')}</SendButton>}
        </Group>
      </Form>
    </Dialog>
  )
}
