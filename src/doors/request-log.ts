import type { IncomingMessage } from 'node:http'
import type { MiddlewareHandler } from 'hono'
import { newId } from '#core/ids.ts'
import { nearestLanguage } from '#core/message.ts'
import type { Env } from './env.ts'
import type { House } from './house.ts'
import type { Metrics } from './metrics.ts'

/** First of all: gives every request an id, notes who asks, and writes one line when it is answered. */
export function logRequests(house: House, metrics: Metrics): MiddlewareHandler<Env> {
  return async (c, next) => {
    const given = c.req.header('x-request-id')
    const requestId = given && /^[\w.-]{8,64}$/.test(given) ? given : newId()
    const address = callerAddress(house, c.req.raw, peerOf(c.env))
    c.set('arrival', { request: c.req.raw, requestId, address })
    c.set('language', nearestLanguage(c.req.header('accept-language')))
    const started = performance.now()
    await next()
    c.res.headers.set('x-request-id', requestId)
    const ms = Math.round((performance.now() - started) * 10) / 10
    const { pathname } = new URL(c.req.url)
    const door = pathname.split('/')[1] || 'page'
    metrics.requests.observe({ door: known.has(door) ? door : 'page', status: c.res.status }, ms / 1000)
    const call = c.get('call') as { actor: { id: string } | null; office: { name: string } } | undefined
    const member = call?.actor ? { office: call.office.name, member: call.actor.id } : {}
    house.log[levelFor(door, c.res.status)](
      { requestId, ...member },
      `${c.req.method} ${withoutSecrets(pathname)} ${c.res.status} ${ms} ms`,
    )
  }
}

/** The address at the other end of the line. */
function peerOf(env: { incoming?: IncomingMessage } | undefined): string {
  return env?.incoming?.socket?.remoteAddress ?? ''
}

/** Long words in an address may be links' secrets; ids of records are not. */
function withoutSecrets(path: string): string {
  return path
    .split('/')
    .map((part) => (part.length >= 20 && !/^[0-9a-f-]{36}$|^[0-9a-f]{64}$|^[a-zA-Z]+$|\.\w+$/.test(part) ? '…' : part))
    .join('/')
}

/** What only says that a page was shown, or that we live, is for who looks for a fault. */
function levelFor(door: string, status: number): 'debug' | 'info' {
  return status < 400 && !working.has(door) ? 'debug' : 'info'
}

const working = new Set(['rpc', 'api', 'mcp', 'uploads'])
const known = new Set(['rpc', 'api', 'mcp', 'live', 'uploads', 'auth', 'healthz', 'readyz', 'metrics', 'assets'])

function callerAddress(house: House, request: Request, peer: string): string {
  const forwarded = house.trustProxy ? request.headers.get('x-forwarded-for') : null
  return forwarded?.split(',').at(-1)?.trim() || peer
}
