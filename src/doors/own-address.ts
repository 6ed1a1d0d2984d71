import type { OpenOffice } from '#core/offices.ts'

/** Whether a proxy in front is believed. */
interface Proxied {
  trustProxy: boolean
}

/**
 * The host names a request may have been sent to, the surest first: as it came, then as a trusted proxy says. A proxy adds
 * its word behind what the caller wrote, so only the last one is the proxy's.
 */
export function askedHosts({ trustProxy }: Proxied, request: Request): string[] {
  const forwarded = trustProxy ? request.headers.get('x-forwarded-host')?.split(',').at(-1)?.trim() : undefined
  return [new URL(request.url).host, ...(forwarded ? [forwarded] : [])].map((host) => host.toLowerCase())
}

/** A host name without its port. */
export function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '')
}

/** Where the office's own pages may come from, as `host:port`, also when a proxy passes on neither its name nor its port. */
export function ownHosts(house: Proxied, request: Request, office: Pick<OpenOffice, 'url'>): string[] {
  const address = new URL(office.url)
  const asked = askedHosts(house, request)
  const atOurPort = address.port ? asked.map((host) => `${withoutPort(host)}:${address.port}`) : []
  return [address.host, ...asked, ...asked.map(withoutPort), ...atOurPort]
}

/**
 * What is wrong between the settings and the proxy in front, in a sentence for the administrator; undefined when nothing is.
 * A browser's own word counts: it says that our page asked, and under which address it was opened.
 */
export function proxyAdvice(house: Proxied, request: Request, office: Pick<OpenOffice, 'url'>): string | undefined {
  const { headers } = request
  const forwards = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'].some((name) => headers.has(name))
  if (forwards && !house.trustProxy)
    return 'A proxy in front sends X-Forwarded-* headers, which are ignored: set TALKA_TRUST_PROXY=true, or have it send none.'
  const origin = headers.get('origin')
  if (!origin || headers.get('sec-fetch-site') === 'cross-site' || headers.has('authorization')) return undefined
  const isOurs = URL.canParse(origin) && ownHosts(house, request, office).includes(new URL(origin).host)
  if (!isOurs && headers.get('sec-fetch-site') === 'same-origin')
    return `Pages are opened at ${origin}, which Talka does not know: set TALKA_URL=${origin}, or have the proxy send this Host.`
  if (isOurs && new URL(origin).protocol === 'https:' && office.url.startsWith('http:'))
    return `Pages are opened at ${origin}, but links lead to ${office.url}: set TALKA_URL=${origin}.`
  return undefined
}
