import type pg from 'pg'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { logged, repeat } from './repeat.ts'
import type { WrittenEvent } from './told.ts'

/** Tells pages of an office what has just changed; the database stays the only truth. */
export interface Live {
  publish(events: readonly WrittenEvent[]): void
  /** `missed` is called when something may not have been heard: who listens looks again. */
  listen(listener: (event: WrittenEvent) => void, missed?: () => void): () => void
}

export interface LiveHub {
  of(office: string): Live
  close(): Promise<void>
}

const channel = 'talka_live'
/** PostgreSQL refuses a notification of 8000 bytes and more. */
const largestNotice = 7000
const mostWaiting = 10_000
const self = newId()

/**
 * Own listeners hear at once; other processes hear in batches over one connection, outside every writing transaction,
 * because `NOTIFY` inside one makes all commits queue.
 */
export async function openLiveHub(pool: pg.Pool, log: Log): Promise<LiveHub> {
  const listeners = new Map<string, Set<(event: WrittenEvent) => void>>()
  const whoMissed = new Set<() => void>()
  let waiting: { office: string; event: WrittenEvent }[] = []
  let closed = false

  const tellOwn = (office: string, event: WrittenEvent) => {
    for (const listener of listeners.get(office) ?? []) void logged(log, 'telling a page', () => listener(event))
  }

  const tellOthers = async () => {
    const batch = waiting.splice(0)
    try {
      for (const notice of notices(batch)) await pool.query('select pg_notify($1, $2)', [channel, notice])
    } catch (error) {
      // The database is away: told when it is back, twice rather than not at all.
      waiting = [...batch, ...waiting].slice(-mostWaiting)
      throw error
    }
  }
  const stopTelling = repeat({ everyMs: 100, what: 'telling other processes', log }, tellOthers)

  let client: pg.PoolClient | undefined
  const hear = async () => {
    const fresh = await pool.connect()
    fresh.on('notification', ({ payload }) => void logged(log, 'hearing another process', () => take(payload)))
    try {
      await fresh.query(`listen ${channel}`)
    } catch (error) {
      fresh.release(true)
      throw error
    }
    if (closed) return fresh.release(true)
    client = fresh
    fresh.once('error', () => {
      letGo()
      hearAgain()
    })
  }
  const take = (payload = '{}') => {
    const notice = JSON.parse(payload) as Notice
    if (notice.from === self) return
    for (const { office, event } of notice.told ?? []) tellOwn(office, event)
  }
  // The server may end a connection that is just being given back: it is given back once.
  const letGo = () => {
    client?.release(true)
    client = undefined
  }
  const hearAgain = () => {
    if (!closed) setTimeout(() => hear().then(tellMissed, hearAgain), 1000).unref()
  }
  const tellMissed = () => {
    for (const missed of [...whoMissed]) void logged(log, 'telling a page that it missed something', missed)
  }
  await hear()

  return {
    of: (office) => ({
      publish(events) {
        for (const event of events) {
          tellOwn(office, event)
          waiting.push({ office, event })
        }
      },
      listen(listener, missed) {
        const all = listeners.get(office) ?? new Set()
        listeners.set(office, all.add(listener))
        if (missed) whoMissed.add(missed)
        return () => {
          all.delete(listener)
          if (missed) whoMissed.delete(missed)
        }
      },
    }),
    async close() {
      closed = true
      waiting = []
      letGo()
      await stopTelling()
    },
  }
}

interface Notice {
  from: string
  told: { office: string; event: WrittenEvent }[]
}

function* notices(batch: Notice['told']): Generator<string> {
  let told: Notice['told'] = []
  for (const one of batch) {
    const longer = [...told, one]
    if (told.length > 0 && JSON.stringify({ from: self, told: longer }).length > largestNotice) {
      yield JSON.stringify({ from: self, told })
      told = [one]
    } else told = longer
  }
  if (told.length > 0) yield JSON.stringify({ from: self, told })
}
