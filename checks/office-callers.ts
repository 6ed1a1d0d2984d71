import { createRouterClient } from '@orpc/server'
import type { Actor } from '#core/actor.ts'
import type { OpenOffice } from '#core/offices.ts'
import * as operations from '#office/operations.ts'
import { actorOf, identify } from '#office/public.ts'

const router = { office: operations }

/** Calls the office's operations as a member with today's rights, in the name of `behalf` if given. For tests. */
export function as(office: OpenOffice, member: { id: string }, behalf?: { id: string }) {
  return clientOf(office, async (headers) => {
    const actor = await actorOf(office, member.id, behalf?.id ?? null)
    return { actor, language: actor?.language ?? 'en', headers, answerHeaders: new Headers() }
  })
}

/** A browser or program: keeps the cookies it is given and is recognised by them, or by its headers. For tests. */
export function browser(office: OpenOffice, headers: Record<string, string> = {}, address = '127.0.0.1') {
  const cookies = new Map<string, string>()
  const client = clientOf(office, async () => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const asked = new Headers({ ...(cookie ? { cookie } : {}), ...headers })
    const answerHeaders = new Headers()
    const append = answerHeaders.append.bind(answerHeaders)
    answerHeaders.append = (name, value) => {
      const [, key, kept] = /^([^=]+)=([^;]*)/.exec(name === 'set-cookie' ? value : '') ?? []
      if (key) cookies.set(key, kept ?? '')
      append(name, value)
    }
    return { ...(await identify(office, asked)), headers: asked, answerHeaders, address }
  })
  return Object.assign(client, { cookies: () => cookies })
}

interface Caller {
  actor: Actor | null
  language: 'en' | 'lt'
  headers: Headers
  answerHeaders: Headers
  address?: string
}

function clientOf(office: OpenOffice, callerOf: (headers: Headers) => Promise<Caller>) {
  const context = async () => ({ office, requestId: 'test', address: '127.0.0.1', ...(await callerOf(new Headers())) })
  return createRouterClient(router, { context }).office
}

/** What everybody who was given one in a test signs in with. */
export const password = 'ąžuolai prie upės'

/** Gives the member that password, by an invitation of the administrator. */
export async function givePasswordTo(office: OpenOffice, administrator: { id: string }, memberId: string) {
  const { link } = await as(office, administrator).invite({ memberId })
  await browser(office).acceptInvitation({ token: link.split('/').at(-1)!, password })
}

/** For `assert.rejects`: the refusal of that key. */
export function refused(says: string) {
  return (error: { data?: { says?: string }; message?: string }) => {
    if (error.data?.says === says) return true
    throw new Error(`expected ${says}, got ${error.data?.says ?? error.message}`, { cause: error })
  }
}
