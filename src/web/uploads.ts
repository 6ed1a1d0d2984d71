import { createStore, del, entries, set } from 'idb-keyval'
import { useSyncExternalStore } from 'react'
import { type DetailedError, Upload } from 'tus-js-client'
import { saysOfForeign } from '#core/foreign-answer.ts'
import { uploadPiece } from '#core/upload-piece.ts'
import { shownToHeader, troubleOf, whenShown } from '#web/client.ts'
import { currentSpeech } from '#web/words.ts'

/** One file on its way: it stays on this device until the operation that takes it has answered. */
export interface Sending {
  id: string
  /** Which queue it belongs to, such as a round or an upload link: `expenses.receipts:ROUND`. */
  queue: string
  name: string
  size: number
  state: 'waiting' | 'sending' | 'pausing' | 'filing' | 'done' | 'refused'
  /** Bytes the server has. */
  sent: number
  /** Why it was not taken, in words. */
  refusal: string | null
  /** The duty itself does not take this file, and will not the next time either. */
  isFinal: boolean
  /** Refused for want of its person's session: it goes on by itself once that is there again. */
  isSignedOut: boolean
  /** What the queue is told with it. */
  input: unknown
  /** What the operation that took it up answered; nothing before. */
  answer: unknown
}

/** How a queue hands over its files. */
interface UploadQueue {
  /** The operation that takes an upload up: `({ uploadId, name }, key) => client.expenses.addReceipt(…)`. */
  file: (sent: { uploadId: string; name: string; input: unknown }, idempotencyKey: string) => Promise<unknown>
  /** Headers for the bytes, such as an upload link's token; none when signed in. */
  headers?: Record<string, string>
  onFiled?: () => void
  /** What it says of a file that it will not take the next time either; everything else may be otherwise by then. */
  forGood?: readonly string[]
}

interface Kept {
  queue: string
  name: string
  bytes: Blob
  input: unknown
  at: number
  uploadUrl: string | null
  /** The upload that was handed over; whether it was taken up is not known until the answer has come. */
  handedOver?: string
}

interface Turn {
  stopped: boolean
  stop: () => void
}

const atOnce = 2
/**
 * What waits on this device. Pictures that versions before kept in `talka-uploads` carried nobody's name, so that nobody may
 * send or see them: they are cleared away.
 */
const store = createStore('talka-own-uploads', 'files')
indexedDB.deleteDatabase('talka-uploads')
const queues = new Map<string, UploadQueue>()
const kept = new Map<string, Kept>()
const running = new Map<string, Turn>()
const listeners = new Set<() => void>()
let shown: readonly Sending[] = []

/** Puts files in a queue. They are kept on this device first, so that closing the page loses none. */
export async function sendFiles(queue: string, files: readonly File[], input: unknown = null): Promise<void> {
  for (const file of files) {
    const id = crypto.randomUUID()
    const item: Kept = { queue, name: file.name || 'picture', bytes: file, input, at: Date.now(), uploadUrl: null }
    await keep(id, item)
    admit(id, item)
  }
  work()
}

/** Opens a queue: what was left in it before a reload goes on by itself. Gives back how to close it. */
export function openQueue(queue: string, how: UploadQueue): () => void {
  queues.set(queue, how)
  void readKept().then(work)
  return () => {
    queues.delete(queue)
    for (const item of shown) if (item.queue === queue) running.get(item.id)?.stop()
  }
}

/** The files of a queue and how far they are; an empty list when all have arrived and were looked at. */
export function useSending(queue: string): readonly Sending[] {
  const all = useSyncExternalStore(subscribe, () => shown)
  return all.filter((item) => item.queue === queue)
}

/** Tries a refused file once more; with another input where one is given. */
export async function sendAgain(id: string, input?: unknown): Promise<void> {
  const item = kept.get(id)
  if (!item) return
  if (input !== undefined) {
    item.input = input
    await keep(id, item)
  }
  change(id, { state: 'waiting', refusal: null, input: item.input })
  work()
}

whenShown(() => {
  for (const item of shown) if (item.state === 'refused' && item.isSignedOut) void sendAgain(item.id)
})

/** Takes a file off the list and off this device. */
export function forgetSending(id: string): void {
  running.get(id)?.stop()
  release(id)
  show(shown.filter((item) => item.id !== id))
}

/** Takes everything that has arrived off the list. */
export function forgetDone(queue: string): void {
  show(shown.filter((item) => item.queue !== queue || item.state !== 'done'))
}

function work(): void {
  const busy = shown.filter((item) => running.has(item.id)).length
  const next = shown.filter((item) => item.state === 'waiting' && queues.has(item.queue) && !running.has(item.id))
  for (const item of next.slice(0, Math.max(0, atOnce - busy))) void send(item.id, queues.get(item.queue)!)
}

async function send(id: string, how: UploadQueue): Promise<void> {
  const item = kept.get(id)
  if (!item) return
  const turn: Turn = { stopped: false, stop: () => {} }
  turn.stop = () => {
    turn.stopped = true
    change(id, { state: 'waiting' })
  }
  running.set(id, turn)
  try {
    const answer = await handOver(id, item, how, turn)
    release(id)
    change(id, { state: 'done', answer })
    how.onFiled?.()
  } catch (error) {
    if (!turn.stopped) change(id, { state: 'refused', ...refusalOf(error, how) })
  } finally {
    running.delete(id)
    if (!turn.stopped) work()
  }
}

/**
 * Sends the bytes and has them taken up, under the upload's own id as key. What was handed over before is first handed
 * over again: its answer is remembered, while the upload itself is gone. Only where there is neither is it sent anew.
 */
async function handOver(id: string, item: Kept, how: UploadQueue, turn: Turn): Promise<unknown> {
  const file = (uploadId: string) => {
    change(id, { state: 'filing', sent: item.bytes.size })
    return untilReached(id, turn, () => how.file({ uploadId, name: item.name, input: item.input }, uploadId))
  }
  if (item.handedOver) {
    try {
      return await file(item.handedOver)
    } catch (error) {
      if (troubleOf(error).kind !== 'absent') throw error
    }
  }
  const url = await sendBytes(id, item, how, turn)
  item.handedOver = url.split('/').at(-1)!
  await keep(id, item)
  return file(item.handedOver)
}

/** Sends the bytes from where they stopped. A poor line is waited out for as long as it takes; only a refusal ends it. */
function sendBytes(id: string, item: Kept, how: UploadQueue, turn: Turn): Promise<string> {
  return new Promise((done, fail) => {
    const upload = new Upload(item.bytes as File, {
      endpoint: '/uploads',
      uploadUrl: item.uploadUrl,
      headers: how.headers ?? shownToHeader(),
      chunkSize: uploadPiece,
      metadata: { filename: item.name, filetype: item.bytes.type },
      retryDelays: Array.from({ length: 10_000 }, (_, at) => Math.min(30_000, 700 * 1.6 ** Math.min(at, 12))),
      storeFingerprintForResuming: false,
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0
        const again = status === 0 || status >= 500 || status === 409 || status === 423 || status === 429
        if (again) change(id, { state: 'pausing' })
        return again
      },
      onUploadUrlAvailable: () => {
        item.uploadUrl = upload.url
        void keep(id, item)
      },
      onProgress: (sent) => change(id, { state: 'sending', sent }),
      onSuccess: () => done(upload.url!),
      onError: (error) => fail(new BytesRefused(error)),
    })
    const stop = turn.stop
    turn.stop = () => {
      stop()
      void upload.abort()
      fail(new Error('stopped'))
    }
    change(id, { state: 'sending' })
    upload.start()
  })
}

async function untilReached(id: string, turn: { stopped: boolean }, act: () => Promise<unknown>): Promise<unknown> {
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      return await act()
    } catch (error) {
      if (turn.stopped || troubleOf(error).kind !== 'offline') throw error
      change(id, { state: 'pausing' })
      await new Promise((again) => setTimeout(again, wait))
      change(id, { state: 'filing' })
    }
  }
}

/** Talka says in words why it does not take a file; what something on the way answers is told as that. */
function refusalText(error: Error): string {
  const answer = (error as Partial<DetailedError>).originalResponse
  if (!answer) return error.message
  const status = answer.getStatus()
  if (!answer.getHeader('x-request-id')) return currentSpeech().t(saysOfForeign(status), { status })
  const problem = JSON.parse(answer.getBody() || '{}') as { detail?: string; title?: string }
  return problem.detail ?? problem.title ?? error.message
}

/** The bytes were not taken. */
class BytesRefused extends Error {
  readonly isSignedOut: boolean

  constructor(error: Error) {
    super(refusalText(error), { cause: error })
    this.isSignedOut = (error as Partial<DetailedError>).originalResponse?.getStatus() === 401
  }
}

function refusalOf(error: unknown, how: UploadQueue): Pick<Sending, 'refusal' | 'isFinal' | 'isSignedOut'> {
  const trouble = troubleOf(error)
  return {
    refusal: (error as Error).message,
    isFinal: trouble.kind === 'refused' && (how.forGood?.includes(trouble.says ?? '') ?? false),
    isSignedOut: error instanceof BytesRefused ? error.isSignedOut : trouble.kind === 'signedOut',
  }
}

let reading: Promise<void> | undefined
function readKept(): Promise<void> {
  reading ??= entries<string, Kept>(store)
    .then((found) => {
      for (const [id, item] of found.sort((a, b) => a[1].at - b[1].at)) if (!kept.has(id)) admit(id, item)
    })
    .catch(() => {})
  return reading
}

function admit(id: string, item: Kept): void {
  kept.set(id, item)
  const size = item.bytes.size
  const { queue, name, input } = item
  const sending = { id, queue, name, size, input, state: 'waiting', sent: 0, answer: null } as const
  show([...shown, { ...sending, refusal: null, isFinal: false, isSignedOut: false }])
}

/** A device without room or in private mode cannot keep files; they are then sent from memory. */
async function keep(id: string, item: Kept): Promise<void> {
  await set(id, item, store).catch(() => {})
}

function release(id: string): void {
  kept.delete(id)
  void del(id, store).catch(() => {})
}

function change(id: string, part: Partial<Sending>): void {
  show(shown.map((item) => (item.id === id ? { ...item, ...part } : item)))
}

function show(next: readonly Sending[]): void {
  shown = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
