import { isHttps } from './house.ts'
import { askedHosts } from './own-address.ts'

const wellKnown = '/.well-known/oauth-protected-resource'
const protectedDoors = ['api', 'mcp']

/**
 * What a program finds out about a door before it has a key (RFC 9728). No authorization server is named: keys are made
 * by their members. Null for an address that is no door's.
 */
export function protectedResource(house: { trustProxy: boolean }, request: Request): Response | null {
  const door = new URL(request.url).pathname.slice(wellKnown.length + 1)
  if (door && !protectedDoors.includes(door)) return null
  const origin = originOf(house, request)
  return Response.json({
    resource: door ? `${origin}/${door}` : origin,
    resource_name: 'Talka',
    bearer_methods_supported: ['header'],
    resource_documentation: `${origin}/api`,
  })
}

/** The challenge of a 401 (RFC 6750 §3, RFC 9728 §5.1): a key is wanted, and where to read about it. */
export function challenge(house: { trustProxy: boolean }, request: Request): string {
  const door = new URL(request.url).pathname.split('/')[1] === 'mcp' ? 'mcp' : 'api'
  const wrong = request.headers.has('authorization') ? ', error="invalid_token"' : ''
  return `Bearer realm="Talka", resource_metadata="${originOf(house, request)}${wellKnown}/${door}"${wrong}`
}

// The address as the caller wrote it; he has to find the same in the document (RFC 9728 §3.3).
function originOf(house: { trustProxy: boolean }, request: Request): string {
  return `${isHttps(house, request) ? 'https' : 'http'}://${askedHosts(house, request).at(-1)}`
}
