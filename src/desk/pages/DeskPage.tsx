import { IconCoffee } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { useKeys } from '#web/keys.ts'
import { useSession } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { useHere } from '#web/ui/useHere.ts'
import { useWords } from '#web/words.ts'
import classes from './Desk.module.css'
import { LongWork } from './LongWork.tsx'
import { WaitingRow } from './WaitingRow.tsx'

/** Everything that waits for the person, most urgent and oldest first; a step leaves when it is done. */
export function Page() {
  const { t } = useWords()
  const { behalf } = useSession()
  const waiting = useQuery(api.desk.waiting.queryOptions({ input: {} }))
  const items = waiting.data?.items ?? []
  // Failed work stands above with its acts; its line would lead back here.
  const steps = items.filter((item) => item.link !== '/')
  const here = useRowKeys(steps)

  if (waiting.isPending) return <PageSkeleton />
  return (
    <>
      <PageHeader
        title={behalf ? t('desk.nameOf', { name: behalf.name }) : t('desk.name')}
        note={items.length > 0 && !behalf ? t('desk.count', { n: items.length }) : undefined}
      />
      {!behalf && <LongWork />}
      {isUnread(waiting) ? (
        <ErrorState error={waiting.error} retry={() => waiting.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState
          icon={IconCoffee}
          title={behalf ? t('desk.emptyOf') : t('desk.empty')}
          text={behalf ? t('desk.emptyOfText', { name: behalf.name }) : t('desk.emptyText')}
        />
      ) : (
        steps.length > 0 && (
          <ul className={classes.list} aria-label={t('desk.title')}>
            {steps.map((item) => (
              <WaitingRow key={item.key} item={item} isHere={item === here.row} onFocus={() => here.stand(item)} />
            ))}
          </ul>
        )
      )}
    </>
  )
}

/** `j`, `k` and the arrows walk the rows; Enter opens the one in focus, as it is a link. */
function useRowKeys<Item extends { key: string; link: string }>(items: readonly Item[]) {
  const { t } = useWords()
  const navigate = useNavigate()
  const here = useHere(items, (item) => item.key)
  const go = (steps: number) => document.getElementById(`waits-${here.further(steps)?.key}`)?.focus()
  useKeys(
    [
      { key: 'j', does: t('desk.keys.next'), run: () => go(1) },
      { key: 'k', does: t('desk.keys.previous'), run: () => go(-1) },
      { key: 'down', does: t('desk.keys.next'), run: () => go(1) },
      { key: 'up', does: t('desk.keys.previous'), run: () => go(-1) },
      { key: 'o', does: t('desk.keys.open'), run: () => here.row && navigate({ to: here.row.link }) },
    ],
    items.length > 0,
  )
  return here
}
