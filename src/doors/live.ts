import type { Actor } from '#core/actor.ts'
import type { Call } from '#core/call.ts'
import { now } from '#core/clock.ts'
import { isDatabaseAway } from '#core/database-away.ts'
import { goneTo, isHeld, mayChangeRights, mayReadEvent, openRecords } from '#core/event-scope.ts'
import type { Log } from '#core/log.ts'
import { repeat } from '#core/repeat.ts'
import type { WrittenEvent } from '#core/told.ts'
import { doorProblem, problemAnswer, wrongField } from './problem.ts'

/** Events commit in another order than their ids were made in; a page that was away gets this much again. */
const overlapSeconds = 10
const mostMissed = 2_000

export const streamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

/** The open streams of this process, to be ended when it stops. */
export class LiveStreams {
  readonly #open = new Set<() => void>()
  readonly log: Log
  readonly beatMs: number

  /** A stream beats every so often, and asks then whether its reader may still hear. */
  constructor(log: Log, beatMs = 20_000) {
    this.log = log
    this.beatMs = beatMs
  }

  add(end: () => void): () => void {
    this.#open.add(end)
    return () => void this.#open.delete(end)
  }

  endAll(): void {
    for (const end of [...this.#open]) end()
  }

  get count(): number {
    return this.#open.size
  }
}

/** Who still calls with these headers: null when the session ended or the member left, refused when not for that person. */
type StillCalls = () => Promise<Actor | null>

/** A page's stream of what has just changed, as server-sent events: only what concerns its reader, ids to resume by. */
export function liveAnswer(request: Request, call: Call, streams: LiveStreams, stillCalls: StillCalls): Response {
  const { office, requestId, language } = call
  const { searchParams: asked } = new URL(request.url)
  // The page says to whom it was shown as its calls do in `x-talka-member`; no stream is asked for with a header.
  if (!call.actor || (asked.get('member') ?? call.actor.id) !== call.actor.id)
    return problemAnswer(doorProblem(401, 'core.notSignedIn', { instance: requestId, language }))
  const after = request.headers.get('last-event-id') ?? asked.get('lastEventId')
  if (after && !timeOf(after)) return problemAnswer(wrongField('lastEventId', 'core.field.eventId', call))
  const stream = openStream(streams)
  const reader = openReader(call.actor, stream, stillCalls)
  // A page whose stream ends comes again with the last it heard, and gets what it missed.
  stream.atEnd(office.live.listen((event) => reader.hear([event]), stream.end))
  stream.atEnd(
    repeat({ everyMs: streams.beatMs, what: 'the beat of a live stream', log: streams.log }, async () => {
      await reader.askAgain()
      stream.write(': still here\n\n')
    }),
  )
  request.signal.addEventListener('abort', stream.end)
  if (request.signal.aborted) stream.end()
  stream.write('retry: 2000\n\n')
  if (after) missedEvents(call, after).then(reader.hear).catch(stream.end)
  return new Response(stream.body, { headers: streamHeaders })
}

/**
 * Who reads a stream. What happens in the office may change his rights, and so may a day or his session's end: then
 * nothing more is said before it is known who he is now. A refusal ends the stream; while the database is away it waits.
 */
function openReader(caller: Actor, stream: ReturnType<typeof openStream>, stillCalls: StillCalls) {
  let reader = caller
  // His rights may have changed between his question and the first that is heard.
  let isDoubted = true
  let isAsking = false
  let heard: WrittenEvent[] = []
  const ask = async () => {
    if (isAsking) return
    isAsking = true
    // Heard while it was asked: the answer may be older, so it is asked once more.
    while (isDoubted) {
      isDoubted = false
      const found = await stillCalls().catch((error) => (isDatabaseAway(error) ? 'away' : null))
      if (found === 'away') {
        isDoubted = true
        break
      }
      if (!found) stream.end()
      else reader = found
    }
    isAsking = false
    if (!isDoubted) tell()
  }
  const tell = () => {
    for (const event of heard) {
      if (mayReadEvent(reader, event))
        stream.write(`id: ${event.id}\ndata: ${JSON.stringify(shown(event, reader))}\n\n`)
    }
    heard = []
  }
  return {
    askAgain() {
      isDoubted = true
      return ask()
    },
    hear(events: readonly WrittenEvent[]) {
      heard.push(...events)
      if (Temporal.Instant.compare(now(), reader.until) >= 0 || events.some(mayChangeRights)) isDoubted = true
      if (isDoubted) void ask()
      else if (!isAsking) tell()
    },
  }
}

/** A stream that may end at any moment, by us, by its reader or by a stop: what is written afterwards is let go. */
function openStream(streams: LiveStreams) {
  const encoder = new TextEncoder()
  const endings: (() => unknown)[] = []
  let isOpen = true
  let controller: ReadableStreamDefaultController<Uint8Array>
  const close = () => {
    isOpen = false
    for (const ending of endings.splice(0)) void ending()
  }
  const end = () => {
    if (!isOpen) return
    close()
    controller.close()
  }
  const body = new ReadableStream<Uint8Array>({
    start: (own) => {
      controller = own
    },
    cancel: close,
  })
  endings.push(streams.add(end))
  return {
    body,
    end,
    write(text: string) {
      if (isOpen) controller.enqueue(encoder.encode(text))
    },
    atEnd: (ending: () => unknown) => void endings.push(ending),
  }
}

function shown(event: WrittenEvent, reader: Actor) {
  const { id, operation, actorId } = event
  return { id, operation, records: openRecords(reader, event), actor: actorId }
}

async function missedEvents({ office }: Call, after: string): Promise<WrittenEvent[]> {
  const since = timeOf(after)
  if (!since) return []
  return office.db
    .selectFrom('event')
    .select([
      'id',
      'operation',
      'records',
      'departmentRecords',
      'actorId',
      'memberId',
      'teamId',
      'departmentId',
      'openTo',
    ])
    .select([isHeld.as('isHeld'), goneTo.as('goneTo')])
    .where('id', '>', firstIdAt(since.subtract({ seconds: overlapSeconds })))
    .orderBy('id')
    .limit(mostMissed)
    .execute()
}

/** The instant a UUIDv7 was made (RFC 9562 §5.7); undefined for anything else. */
function timeOf(id: string): Temporal.Instant | undefined {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) return undefined
  return Temporal.Instant.fromEpochMilliseconds(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
}

function firstIdAt(instant: Temporal.Instant): string {
  const hex = Math.max(0, instant.epochMilliseconds).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
