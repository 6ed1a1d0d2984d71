import { Button, Menu } from '@mantine/core'
import {
  IconArchive,
  IconArrowBackUp,
  IconCut,
  IconDots,
  IconHistory,
  IconInbox,
  IconRefresh,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useMenuAbout } from '#web/ui/useMenuAbout.ts'
import { useWords } from '#web/words.ts'
import { HistoryDrawer } from '../report/HistoryDrawer.tsx'
import { partsIn } from '../report/readerTrust.ts'
import { SetAsideDialog } from './SetAsideDialog.tsx'
import { type FullReceipt, versionSeen } from './types.ts'

/** What else can be done with a receipt: read again, set aside or take back, to the tray, history. */
export function ReceiptActions({ receipt: now, close }: { receipt: FullReceipt; close: () => void }) {
  const { t } = useWords()
  const [shown, show] = useState<'history' | 'aside' | null>(null)
  const { about: receipt, menu } = useMenuAbout(now)
  const receiptId = receipt.id
  const again = useChange(client.expenses.readAgain, { done: t('expenses.receipts.readingAgain') })
  const back = useChange(client.expenses.takeBack, { done: t('expenses.receipts.takenBack') })
  const several = useChange(client.expenses.sayOneReceipt)
  const isSaidOne = partsIn(receipt.reading).length > 1 && receipt.partsOffered === 0 && !receipt.setAsideAt
  const toTray = useChange(client.expenses.attribute, {
    done: t('expenses.receipts.inTray'),
    undo: ({ items }) => client.expenses.attribute({ receipts: items.map(versionSeen), memberId: receipt.memberId }),
  })
  const isUsed = receipt.lines > 0
  const used = isUsed && <small style={{ display: 'block' }}>{t('expenses.twins.inUse')}</small>
  return (
    <>
      <Menu position="bottom-end" {...menu}>
        <Menu.Target>
          <Button variant="default" px={8} ml="auto" aria-label={t('web.more')}>
            <IconDots size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {receipt.mayChange && (
            <>
              <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => again.run({ receiptId })}>
                {t('expenses.receipts.readAgain')}
              </Menu.Item>
              {isSaidOne && receipt.lines === 0 && (
                <Menu.Item leftSection={<IconCut size={16} />} onClick={() => several.run({ receiptId, isOne: false })}>
                  {t('expenses.parts.several')}
                </Menu.Item>
              )}
              {receipt.setAsideAt ? (
                <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => back.run(versionSeen(receipt))}>
                  {t('expenses.receipts.takeBack')}
                </Menu.Item>
              ) : (
                <Menu.Item leftSection={<IconArchive size={16} />} disabled={isUsed} onClick={() => show('aside')}>
                  {t('expenses.receipts.setAside')}
                  {used}
                </Menu.Item>
              )}
              {receipt.memberId && !receipt.setAsideAt && (
                <Menu.Item
                  leftSection={<IconInbox size={16} />}
                  disabled={isUsed}
                  onClick={() => toTray.run({ receipts: [versionSeen(receipt)], memberId: null })}
                >
                  {t('expenses.receipts.toTray')}
                  {used}
                </Menu.Item>
              )}
            </>
          )}
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => show('history')}>
            {t('web.history.title')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {shown === 'history' && <HistoryDrawer recordId={receiptId} close={() => show(null)} />}
      {shown === 'aside' && (
        <SetAsideDialog receipts={[now]} seen={[receipt]} close={() => show(null)} onDone={close} />
      )}
    </>
  )
}
