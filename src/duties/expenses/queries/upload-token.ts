import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The token of an upload link: its id and an HMAC-SHA256 (RFC 2104) over office and id, both base64url. Made of the
 * secret alone, so that it can be shown again, and no two offices share one.
 */
export function uploadTokenOf(office: { name: string; secret: string }, linkId: string): string {
  const bytes = Buffer.from(linkId.replaceAll('-', ''), 'hex')
  return `${bytes.toString('base64url')}${macOf(office, linkId).toString('base64url')}`
}

/** The link's id if the token is one of ours; compared in constant time. */
export function linkIdOf(office: { name: string; secret: string }, token: string): string | null {
  if (!/^[A-Za-z0-9_-]{65}$/.test(token)) return null
  const hex = Buffer.from(token.slice(0, 22), 'base64url').toString('hex')
  const linkId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  // The whole text is compared: base64url has letters whose last bits mean nothing.
  return timingSafeEqual(Buffer.from(token), Buffer.from(uploadTokenOf(office, linkId))) ? linkId : null
}

function macOf({ name, secret }: { name: string; secret: string }, linkId: string): Buffer {
  return createHmac('sha256', secret).update(`upload link\n${name}\n${linkId}`).digest()
}
