import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { shownToId } from '#web/client.ts'
import { sessionKey } from '#web/session.tsx'

/** One event as the server tells it: which operation changed which records, and who did it. */
export interface LiveEvent {
  id: string
  operation: string
  records: string[]
  actor: string | null
}

export type Line = 'open' | 'lost'
let line: Line = 'open'
const lineListeners = new Set<() => void>()
const eventListeners = new Set<(event: LiveEvent) => void>()

/** Whether the server is heard; the shell says calmly when it is not. */
export function useLine(): Line {
  return useSyncExternalStore(subscribeToLine, () => line)
}

/** Calls back for every live event while the component is shown: "somebody else has changed this record". */
export function useLiveEvents(onEvent: (event: LiveEvent) => void): void {
  useEffect(() => {
    eventListeners.add(onEvent)
    return () => void eventListeners.delete(onEvent)
  }, [onEvent])
}

/** Listens for changes by others and asks afresh for what is shown of the duty; gives back how to stop. */
export function listenLive(queries: QueryClient): () => void {
  const duties = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let lastId = ''
  let source: EventSource | undefined
  let wait = 1_000

  const refresh = () => {
    timer = undefined
    const changed = new Set(duties)
    duties.clear()
    void queries.invalidateQueries({ predicate: (query) => mentions(query.queryKey, changed) })
  }
  const hear = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as LiveEvent
    lastId = message.lastEventId || event.id || lastId
    for (const listener of eventListeners) listener(event)
    duties.add(event.operation.split('.')[0]!)
    timer ??= setTimeout(refresh, 60)
  }
  const open = () => {
    const asked = new URLSearchParams({ member: shownToId() ?? '', ...(lastId && { lastEventId: lastId }) })
    source = new EventSource(`/live?${asked}`)
    source.onopen = () => {
      wait = 1_000
      setLine('open')
    }
    source.onmessage = hear
    source.onerror = () => {
      setLine('lost')
      if (source?.readyState !== EventSource.CLOSED) return
      // It is not told why: the line may be lost, or the session over.
      void queries.invalidateQueries({ queryKey: sessionKey })
      again = setTimeout(open, wait)
      wait = Math.min(wait * 2, 30_000)
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    clearTimeout(again)
    source?.close()
  }
}

/** The desk shows every duty's work, so any event concerns it. */
function mentions(key: readonly unknown[], duties: ReadonlySet<string>): boolean {
  const path = Array.isArray(key[0]) ? key[0] : key
  return typeof path[0] === 'string' && (path[0] === 'desk' || duties.has(path[0]))
}

function setLine(now: Line): void {
  if (line === now) return
  line = now
  for (const tell of lineListeners) tell()
}

function subscribeToLine(tell: () => void): () => void {
  lineListeners.add(tell)
  return () => lineListeners.delete(tell)
}
