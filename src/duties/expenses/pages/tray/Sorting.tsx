import { IconInbox } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { usePageSearch } from '#web/address.ts'
import { api } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { MasterDetail } from '#web/ui/MasterDetail.tsx'
import { useWords } from '#web/words.ts'
import { PartsOffer } from '../picture/PartsOffer.tsx'
import { PictureNotes } from '../picture/PictureNotes.tsx'
import { SetAsideDialog } from '../receipts/SetAsideDialog.tsx'
import { ReceiptPicture } from '../report/ReceiptPicture.tsx'
import { useReceiptAhead } from '../report/useReceipt.ts'
import { useMyTeams } from '../useMyTeams.ts'
import { PersonPicker } from './PersonPicker.tsx'
import classes from './Sorting.module.css'
import { TrayList } from './TrayList.tsx'
import { useAttribute } from './useAttribute.ts'

/** The tray's receipts at the left, one of them at the right with the people it may belong to; then the next. */
export function Sorting() {
  const { t } = useWords()
  const [search, setSearch] = usePageSearch()
  const { data } = useSuspenseQuery(api.expenses.tray.queryOptions({ input: { limit: 200 } }))
  const { people, isReady } = useMyTeams()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [aside, setAside] = useState(false)
  const items = data.items
  const at = Math.max(
    0,
    items.findIndex((item) => item.id === search.open),
  )
  const shown = items[at]
  const isOpen = items.some((item) => item.id === search.open)
  const picked = items.filter((item) => chosen.has(item.id))
  const meant = picked.length > 0 ? picked : shown ? [shown] : []
  useReceiptAhead(items[at + 1]?.id)
  const go = (to: number) => setSearch({ open: items[Math.max(0, Math.min(items.length - 1, to))]?.id })
  const goOn = () => {
    const rest = items.filter((item) => !meant.includes(item))
    const next = rest.find((item) => items.indexOf(item) > at) ?? rest.at(-1)
    setChosen(new Set())
    setSearch({ open: isOpen ? next?.id : undefined })
  }
  const attribute = useAttribute(goOn)
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  useKeys([
    { key: 'j', does: t('web.table.down1'), run: () => go(at + 1) },
    { key: 'k', does: t('web.table.up1'), run: () => go(at - 1) },
    { key: 'x', does: t('web.table.choose'), run: () => shown && toggle(shown.id) },
    { key: 's', does: t('expenses.receipts.setAside'), run: () => setAside(meant.length > 0) },
  ])
  useWideOpen(isOpen, items[0]?.id, (open) => setSearch({ open }))
  const teamIds = new Set(meant.map((item) => item.teamId))
  return (
    <>
      {shown ? (
        <MasterDetail
          id="tray"
          width={360}
          isOpen={isOpen}
          close={() => setSearch({ open: undefined })}
          list={
            <TrayList
              items={items}
              openId={shown.id}
              chosen={chosen}
              open={(open) => setSearch({ open })}
              toggle={toggle}
            />
          }
          detail={
            <div className={classes.detail}>
              {isReady && (
                <PersonPicker
                  key={shown.id}
                  count={meant.length}
                  people={people.filter((person) => teamIds.has(person.teamId))}
                  choose={(person) => attribute.run({ receipts: meant, person })}
                  setAside={() => setAside(true)}
                />
              )}
              <div className={classes.notes}>
                <PictureNotes receipt={shown} />
                {people.some((person) => person.teamId === shown.teamId) && (
                  <PartsOffer key={shown.id} receipt={shown} goTo={(open) => setSearch({ open })} />
                )}
              </div>
              <ReceiptPicture receipts={[shown]} place={null} />
            </div>
          }
        />
      ) : (
        <EmptyState icon={IconInbox} title={t('expenses.tray.empty')} text={t('expenses.tray.emptyText')} />
      )}
      {aside && <SetAsideDialog receipts={meant} close={() => setAside(false)} onDone={goOn} />}
    </>
  )
}

/** On a wide screen the first receipt stands open by itself; on a phone the list comes first. */
function useWideOpen(isOpen: boolean, first: string | undefined, open: (id: string) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when nothing is open or another is first
  useEffect(() => {
    if (!isOpen && first && window.matchMedia('(min-width: 761px)').matches) open(first)
  }, [isOpen, first])
}
