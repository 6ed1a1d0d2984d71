import { IconInbox } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { MasterDetail } from '#web/ui/MasterDetail.tsx'
import { useWords } from '#web/words.ts'
import { PartsOffer } from '../picture/PartsOffer.tsx'
import { PictureNotes } from '../picture/PictureNotes.tsx'
import { SetAsideDialog } from '../receipts/SetAsideDialog.tsx'
import type { Receipt } from '../receipts/types.ts'
import { ReceiptPicture } from '../report/ReceiptPicture.tsx'
import { useReceipt, useReceiptAhead } from '../report/useReceipt.ts'
import { useMyTeams } from '../useMyTeams.ts'
import { PersonPicker } from './PersonPicker.tsx'
import { SortedMeanwhile } from './SortedMeanwhile.tsx'
import classes from './Sorting.module.css'
import { TrayList } from './TrayList.tsx'
import { useAttribute } from './useAttribute.ts'
import { useMeant } from './useMeant.ts'

/** The tray's receipts at the left, one of them at the right with the people it may belong to; then the next. */
export function Sorting() {
  const { t } = useWords()
  const { data } = useSuspenseQuery(api.expenses.tray.queryOptions({ input: { limit: 200 } }))
  const { items } = data
  const { people, isReady } = useMyTeams()
  const { inFront, here, meant, gone, chosen, isOpen, ...tray } = useMeant(items)
  const [aside, setAside] = useState<readonly Receipt[]>([])
  useReceiptAhead(here.further(1)?.id)
  const maySort = useReceipt(inFront?.id).data?.mayChange
  const attribute = useAttribute(tray.goOn)
  const mayPut = maySort !== false && gone.length === 0
  const isDeciding = attribute.running || aside.length > 0
  useKeys([
    { key: 'j', does: t('web.table.down1'), run: () => tray.open(here.further(1)) },
    { key: 'k', does: t('web.table.up1'), run: () => tray.open(here.further(-1)) },
    { key: 'x', does: t('web.table.choose'), run: () => here.row && tray.toggle(here.row.id) },
    { key: 's', does: t('expenses.receipts.setAside'), run: () => mayPut && setAside(meant) },
  ])
  useWideOpen(isOpen, items[0], tray.open)
  const about = meant.length > 0 || !inFront ? meant : [inFront]
  const theirs = people.filter((person) => about.some((item) => item.teamId === person.teamId))
  return (
    <>
      {inFront ? (
        <MasterDetail
          id="tray"
          width={360}
          isOpen={isOpen}
          close={() => tray.open(undefined)}
          list={
            <TrayList
              items={items}
              openId={inFront.id}
              chosen={chosen}
              open={(id) => tray.open({ id })}
              toggle={tray.toggle}
            />
          }
          detail={
            <div className={classes.detail}>
              {gone.length > 0 && !isDeciding ? (
                <SortedMeanwhile receipts={gone} goOn={tray.letGo} />
              ) : (
                isReady &&
                (maySort !== undefined || theirs.length > 0) && (
                  <PersonPicker
                    key={inFront.id}
                    count={about.length}
                    people={theirs}
                    maySort={maySort ?? true}
                    choose={(person) => mayPut && attribute.run({ receipts: meant, person })}
                    setAside={() => mayPut && setAside(meant)}
                  />
                )
              )}
              <div className={classes.notes}>
                <PictureNotes receipt={inFront} />
                {here.row && maySort && (
                  <PartsOffer key={inFront.id} receipt={inFront} goTo={(id) => tray.open({ id })} />
                )}
              </div>
              <ReceiptPicture receipts={[inFront]} place={null} />
            </div>
          }
        />
      ) : (
        <EmptyState icon={IconInbox} title={t('expenses.tray.empty')} text={t('expenses.tray.emptyText')} />
      )}
      {aside.length > 0 && (
        <SetAsideDialog
          receipts={items.filter(({ id }) => aside.some((one) => one.id === id))}
          seen={aside}
          close={() => setAside([])}
          onDone={() => tray.goOn(aside)}
        />
      )}
    </>
  )
}

/** On a wide screen the first receipt stands open by itself; on a phone the list comes first. */
function useWideOpen(isOpen: boolean, first: Receipt | undefined, open: (first: Receipt) => void): void {
  const firstId = first?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when nothing is open or another is first
  useEffect(() => {
    if (!isOpen && first && window.matchMedia('(min-width: 761px)').matches) open(first)
  }, [isOpen, firstId])
}
