import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { RouterClient } from '@orpc/server'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { type Damaged, damagedIn } from '#core/fitting-answer.ts'
import { askTalka, ForeignAnswer } from '#core/foreign-answer.ts'
import type { Duties } from '#duties/index.ts'

/** What a call may carry beside its input: a change's key, by which a repeat is recognised. */
export interface CallContext {
  idempotencyKey?: string
}

const link = new RPCLink<CallContext>({
  url: () => `${location.origin}/rpc`,
  headers: ({ context }) => ({
    ...shownToHeader(),
    ...(behalfId() ? { 'x-talka-behalf': behalfId()! } : {}),
    ...(context?.idempotencyKey ? { 'idempotency-key': context.idempotencyKey } : {}),
    'accept-language': document.documentElement.lang,
  }),
  fetch: async (request, init) => {
    const response = await askTalka(request, init)
    const reference = response.headers.get('x-request-id') ?? undefined
    if (response.status >= 500) lastReference = reference
    const damaged = damagedIn(response.headers)
    if (damaged.length > 0) tellDamaged(damaged, reference)
    return response
  },
})
let lastReference: string | undefined
let tellDamaged: (damaged: readonly Damaged[], reference: string | undefined) => void = () => {}

/** Who says on the page that records of an answer are damaged. */
export function whenDamaged(tell: typeof tellDamaged): void {
  tellDamaged = tell
}

/** Every operation of every duty, typed: `await client.expenses.submit({ id })`. */
export const client: RouterClient<Duties, CallContext> = createORPCClient(link)

/** The same for Query: `useQuery(api.expenses.reports.queryOptions({ input }))`. */
export const api = createTanstackQueryUtils(client)

let shownTo: string | null = null
const hearers = new Set<() => void>()

/** To whom this page is shown, once that is known; nobody else's session may answer it, whoever signs in in another tab. */
export function shownToId(): string | null {
  return shownTo
}

/** The same for whatever asks by itself. */
export function shownToHeader(): Record<string, string> {
  return shownTo ? { 'x-talka-member': shownTo } : {}
}

/** From now on this page is shown to the member, whose session is there; to nobody while one signs in. */
export function showTo(memberId: string | null): void {
  shownTo = memberId
  if (memberId && chosenBehalf()?.by !== memberId) actFor(null)
  if (memberId) for (const hear of hearers) hear()
}

/** Hears each time that the session of the person to whom this page is shown has been found there. */
export function whenShown(hear: () => void): void {
  hearers.add(hear)
}

/** Whom the person to whom this page is shown has chosen to act for in this tab, if anybody. */
export function behalfId(): string | null {
  const chosen = chosenBehalf()
  return chosen && chosen.by === shownTo ? chosen.behalf : null
}

/** From now on whom this page is shown to acts for the member in this tab (or for nobody); the caller refreshes what is shown. */
export function actFor(memberId: string | null): void {
  if (memberId && shownTo) sessionStorage.setItem('talka-behalf', `${shownTo} ${memberId}`)
  else sessionStorage.removeItem('talka-behalf')
}

function chosenBehalf(): { by: string; behalf: string } | null {
  const [by, behalf] = sessionStorage.getItem('talka-behalf')?.split(' ') ?? []
  return by && behalf ? { by, behalf } : null
}

/** What went wrong with a call, sorted by what the person can do about it. */
export type Trouble =
  | { kind: 'refused'; message: string; says: string | undefined; reasons: string[]; data: Record<string, unknown> }
  | { kind: 'invalid'; message: string; fields: Record<string, string>; isSentence: boolean }
  | { kind: 'signedOut' | 'forbidden' | 'absent'; message: string; says: string | undefined }
  | { kind: 'offline'; message: string }
  | { kind: 'foreign'; message: string; status: number }
  | { kind: 'bug'; message: string; reference: string | undefined }

const kinds: Record<string, 'signedOut' | 'forbidden' | 'absent'> = {
  UNAUTHORIZED: 'signedOut',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'absent',
}

/** Sorts an error of a call. What never reached Talka is `offline`, what something on the way answered `foreign`, else a `bug`. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ForeignAnswer) {
    const { message, status, isAway } = error
    return isAway ? { kind: 'offline', message } : { kind: 'foreign', message, status }
  }
  if (!(error instanceof ORPCError)) {
    const message = error instanceof Error ? error.message : String(error)
    return error instanceof TypeError && /fetch|network|load failed/i.test(message)
      ? { kind: 'offline', message }
      : { kind: 'bug', message, reference: undefined }
  }
  const data = (error.data ?? {}) as Record<string, unknown>
  const says = typeof data.says === 'string' ? data.says : undefined
  const kind = kinds[error.code]
  if (kind) return { kind, message: error.message, says }
  const fields = fieldErrors(data, error.message)
  // What a schema has against a field is no sentence without the field's name.
  if (fields) return { kind: 'invalid', message: error.message, fields, isSentence: !Array.isArray(data.fields) }
  if (error.status < 500) return { kind: 'refused', message: error.message, says, reasons: reasonsOf(data), data }
  const reference = data.reference ?? data.requestId ?? lastReference
  return { kind: 'bug', message: error.message, reference: reference === undefined ? undefined : String(reference) }
}

function fieldErrors(data: Record<string, unknown>, message: string): Record<string, string> | undefined {
  if (Array.isArray(data.fields)) {
    const faults = data.fields as { field: string; message: string }[]
    return Object.fromEntries(faults.map((fault) => [fault.field, fault.message]))
  }
  const field = (data.details as { field?: unknown } | undefined)?.field
  return typeof field === 'string' ? { [field]: message } : undefined
}

function reasonsOf(data: Record<string, unknown>): string[] {
  return Array.isArray(data.reasons) ? data.reasons.map((reason: { message: string }) => reason.message) : []
}
