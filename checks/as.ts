import { createRouterClient, type RouterClient } from '@orpc/server'
import type { Call } from '#core/call.ts'
import type { OpenOffice } from '#core/offices.ts'
import { type Duties, duties } from '#duties/index.ts'
import { actorOf } from '#office/public.ts'

/** Calls operations as a member (`null`: a stranger), with the rights of today's duty chart, as a signed-in page would. */
export function as(
  office: OpenOffice,
  member: { id: string } | null,
  options: { behalf?: { id: string }; headers?: Record<string, string> } = {},
): RouterClient<Duties> {
  return createRouterClient(duties, { context: () => callAs(office, member, options) })
}

/** The call a door would make for the member; its rights are read afresh. */
export async function callAs(
  office: OpenOffice,
  member: { id: string } | null,
  options: { behalf?: { id: string }; headers?: Record<string, string> } = {},
): Promise<Call> {
  const actor = member ? await actorOf(office, member.id, options.behalf?.id ?? null) : null
  return {
    office,
    actor,
    language: actor?.language ?? 'en',
    requestId: 'test',
    address: '127.0.0.1',
    headers: new Headers(options.headers),
    answerHeaders: new Headers(),
  }
}
