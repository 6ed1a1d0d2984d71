import { isIP } from 'node:net'
import type { Call } from '#core/call.ts'
import { type House, hostOf } from './house.ts'

/**
 * Whether an agent asked under a name of ours, and no page of elsewhere made it ask (MCP, Streamable HTTP, security
 * warning): a foreign name that leads to this machine could otherwise be used by any page in a browser beside it.
 */
export function comesByOwnName(house: House, request: Request, { office }: Call): boolean {
  const host = hostOf(house, request)
  if (!isOwn(host, house, office.url)) return false
  const origin = request.headers.get('origin')
  if (origin === null) return true
  return URL.canParse(origin) && new URL(origin).hostname === host
}

// A number cannot be made to lead elsewhere by a name server.
function isOwn(host: string, house: House, url: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || isIP(bare) > 0 || host === new URL(url).hostname || house.offices.claims(host)
}
