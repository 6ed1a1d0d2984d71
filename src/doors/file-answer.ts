import { createHash } from 'node:crypto'
import { fileHeaders } from './security.ts'

/** Kinds a browser shows without running anything in them; all others are only offered for keeping. */
const shown = /^(image\/(jpeg|png|webp|gif|heic|avif)|application\/pdf|text\/(plain|csv))\b/

/**
 * Turns an operation's File into what a browser keeps and shows: its name in UTF-8 (RFC 6266), an ETag by its content,
 * for ever when the address itself is the hash of the content, and nothing at all when the browser has it already.
 */
export async function fileAnswer(request: Request, response: Response): Promise<Response> {
  const hash = response.headers.get('etag')?.replaceAll('"', '')
  const bytes = hash ? undefined : await response.arrayBuffer()
  const tag = hash ?? createHash('sha256').update(new Uint8Array(bytes!)).digest('hex')
  const isByHash = request.url.includes(tag)
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(fileHeaders)) headers.set(name, value)
  headers.set('etag', `"${tag}"`)
  headers.set('cache-control', isByHash ? 'private, max-age=31536000, immutable' : 'private, no-cache')
  headers.set('content-disposition', disposition(headers))
  if (isKnown(request, tag)) {
    headers.delete('content-length')
    return new Response(null, { status: 304, headers })
  }
  return new Response(bytes ?? response.body, { status: response.status, headers })
}

function isKnown(request: Request, tag: string): boolean {
  const known = request.headers.get('if-none-match')
  return known?.split(',').some((one) => one.trim().replace(/^W\//, '') === `"${tag}"`) ?? false
}

function disposition(headers: Headers): string {
  const kind = shown.test(headers.get('content-type') ?? '') ? 'inline' : 'attachment'
  const name = fileName(headers.get('content-disposition') ?? '')
  const plain = name.normalize('NFKD').replace(/[^\w .()-]/g, '')
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded(name)}`
}

function fileName(given: string): string {
  const utf8 = /filename\*=(?:UTF-8|utf-8)''([^;]+)/.exec(given)?.[1]
  const name = utf8 ? decodeURIComponent(utf8) : /filename="([^"]*)"/.exec(given)?.[1]
  return (name ?? 'file').replace(/[\p{Cc}/\\]/gu, '_').slice(0, 200) || 'file'
}

function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
}
