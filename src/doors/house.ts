import type { AnyRouter } from '@orpc/server'
import type { Actor } from '#core/actor.ts'
import type { Call } from '#core/call.ts'
import type { Log } from '#core/log.ts'
import type { Offices, OpenOffice } from '#core/offices.ts'
import type { Standing } from '#core/standing.ts'
import type { Room } from '#core/upload-room.ts'
import { askedHosts, withoutPort } from './own-address.ts'

/** Who calls, by session cookie or API key, and in which language to answer. */
type Identify = (office: OpenOffice, headers: Headers) => Promise<{ actor: Actor | null; language: 'en' | 'lt' }>

/** Whose staged uploads a caller without sign-in may make, and how much: the bearer of a link. Null: nobody's. */
type MayUpload = (office: OpenOffice, headers: Headers) => Promise<{ ownerKey: string; room: Room } | null>

/** What the doors stand before: the operations, the offices, and how to tell who calls. */
export interface House {
  duties: AnyRouter
  offices: Offices
  /** How the place of files and the mail server are. */
  standing?: Standing
  identify: Identify
  mayUpload: MayUpload
  log: Log
  /** The built web app. */
  webFolder: string
  /** Believe `X-Forwarded-*` of a proxy in front. */
  trustProxy: boolean
  /** Opens `/metrics` to who sends it; nobody may without it. */
  metricsToken?: string | undefined
  /** How often a live stream beats; 20 s when absent. */
  liveBeatMs?: number
  /** How long a request waits for another of the same upload; 30 s when absent. */
  uploadLockMs?: number
}

/** What a door knows of a request before it asks who calls. */
export interface Arrival {
  request: Request
  requestId: string
  /** Network address of the caller, as far as it can be told. */
  address: string
}

/** Finds the office by the host name and the caller by cookie or key. */
export async function callOf(house: House, { request, requestId, address }: Arrival): Promise<Call> {
  const office = await house.offices.byHost(hostOf(house, request))
  const { actor, language } = await house.identify(office, request.headers)
  const { headers } = request
  return { office, actor, language, requestId, address, headers, answerHeaders: new Headers() }
}

/** The host name a request asks for, without its port: one that an office claims before one that a proxy adds. */
export function hostOf(house: House, request: Request): string {
  const hosts = askedHosts(house, request).map(withoutPort)
  return hosts.find((host) => house.offices.claims(host)) ?? hosts.at(-1)!
}

/** Whether the caller's own connection is encrypted. */
export function isHttps(house: { trustProxy: boolean }, request: Request): boolean {
  if (new URL(request.url).protocol === 'https:') return true
  return house.trustProxy && request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'
}
