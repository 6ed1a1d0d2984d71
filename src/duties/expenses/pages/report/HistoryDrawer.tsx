import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { SideSheet } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { History } from '#web/ui/History.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'

/** What happened to a record, at the right of the page. */
export function HistoryDrawer({ recordId, close }: { recordId: string; close: () => void }) {
  const { t } = useWords()
  const history = useQuery(api.desk.history.queryOptions({ input: { recordId, limit: 100 } }))
  const entries = history.data?.items.map(({ id, at, actorName, behalfName, text }) => ({
    id,
    at,
    actor: actorName,
    behalf: behalfName,
    text,
  }))
  return (
    <SideSheet opened onClose={close} position="right" title={t('web.history.title')}>
      {history.isPending && <RowsSkeleton rows={8} />}
      {isUnread(history) && <ErrorState error={history.error} retry={() => history.refetch()} />}
      {entries && <History entries={entries} />}
    </SideSheet>
  )
}
