import { useCallback, useRef } from 'react'
import { client } from '#web/client.ts'
import { type LiveEvent, useLiveEvents } from '#web/live.ts'
import { tellDone } from '#web/notices.tsx'
import { useSession } from '#web/session.tsx'

const notOftenerThanMs = 15_000

/** Tells in passing when somebody else changes the report that lies open here; what is shown follows by itself. */
export function useOthersChanges(reportId: string): void {
  const { member } = useSession()
  const toldAt = useRef(Number.NEGATIVE_INFINITY)
  const hear = useCallback(
    (event: LiveEvent) => {
      const isOthers = event.actor !== null && event.actor !== member.id
      if (!isOthers || !event.records.includes(reportId)) return
      if (performance.now() - toldAt.current < notOftenerThanMs) return
      toldAt.current = performance.now()
      void client.desk
        .history({ recordId: reportId, limit: 1 })
        .then(({ items }) => items[0] && tellDone(items[0].text))
        .catch(() => undefined)
    },
    [reportId, member.id],
  )
  useLiveEvents(hear)
}
