/** Answer headers for our own pages: scripts only from here, no frames around us (OWASP Secure Headers). */
export function securityHeaders(isHttps: boolean): Record<string, string> {
  return {
    'content-security-policy': pagePolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

// Mantine writes style attributes and a style element of its own, so styles may be inline; scripts never.
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "media-src 'self' blob:",
  "frame-src 'self' blob:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A file somebody brought, shown inside our own pages: nothing in it may run or load. */
export const fileHeaders: Record<string, string> = {
  'content-security-policy':
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', '']

/**
 * Whether a changing request may rest on its cookie. A browser says itself whether our own page asked, whatever a proxy makes
 * of the address; an older one, or one without encryption, names the page. One that says neither can only be a program, and
 * must send what no form of a foreign page can (OWASP CSRF Prevention, Fetch Metadata and origin check). A request with a key
 * rests on that key alone, which no foreign page has.
 */
export function comesFromOurPages(request: Request, ownHosts: readonly string[]): boolean {
  if (harmless.has(request.method) || !request.headers.has('cookie')) return true
  if (/^Bearer /i.test(request.headers.get('authorization') ?? '')) return true
  const site = request.headers.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = request.headers.get('origin')
  if (origin) return URL.canParse(origin) && ownHosts.includes(new URL(origin).host)
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  return !formTypes.includes(type)
}
