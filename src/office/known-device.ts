import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { normalizeIP } from '@better-auth/core/utils/ip'
import type { OpenOffice } from '#core/offices.ts'
import type { Try } from './queries/sign-in-tries.ts'

const cookie = 'talka.device'
const cookieSeconds = 365 * 24 * 60 * 60
/** So many people may use one device. */
const mostOwners = 5

type Installation = Pick<OpenOffice, 'name' | 'secret' | 'url'>

/** A try to sign in with that e-mail: from a device on which its owner has signed in before, or from a network. */
export function tryFrom(office: Installation, email: string, at: { headers: Headers; address: string | null }): Try {
  const device = deviceOf(at.headers)
  const isKnown = device?.seals.some((seal) => isSame(seal, sealOf(office, device.id, email))) ?? false
  return { who: email, isKnown, place: isKnown ? `device ${device?.id}` : `network ${networkOf(at.address)}` }
}

/** Lets the browser keep that the owner of the e-mail has signed in on it; worth nothing without his password. */
export function rememberDevice(office: Installation, email: string, headers: Headers, answerHeaders: Headers): void {
  const { id, seals } = deviceOf(headers) ?? { id: randomBytes(16).toString('base64url'), seals: [] }
  const own = sealOf(office, id, email)
  const value = [id, own, ...seals.filter((seal) => seal !== own)].slice(0, mostOwners + 1).join('.')
  const secure = office.url.startsWith('https:') ? '; Secure' : ''
  answerHeaders.append(
    'set-cookie',
    `${cookie}=${value}; Path=/; Max-Age=${cookieSeconds}; HttpOnly; SameSite=Lax${secure}`,
  )
}

/** The network of an address: a /24 of IPv4, a /48 of IPv6, as they are given to one customer or place. */
export function networkOf(address: string | null): string {
  const normal = normalizeIP(address ?? '', { ipv6Subnet: 48 })
  return normal.replace(/^(\d+\.\d+\.\d+)\.\d+$/, '$1.0')
}

function deviceOf(headers: Headers): { id: string; seals: string[] } | null {
  const given = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]{22}(?:\\.[\\w-]{43})+)(?:;|$)`).exec(
    headers.get('cookie') ?? '',
  )
  const [id, ...seals] = given?.[1]?.split('.') ?? []
  return id ? { id, seals: seals.slice(0, mostOwners) } : null
}

function sealOf({ name, secret }: Installation, id: string, email: string): string {
  return createHmac('sha256', secret).update(`device\n${name}\n${id}\n${email}`).digest('base64url')
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
