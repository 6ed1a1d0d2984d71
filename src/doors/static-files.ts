import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'

const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}
const pressed = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/**
 * What one reads at this address, whatever the method: a file of the built web app, in its compressed form where the browser takes it. Assets carry their hash in their name
 * and are kept for ever; any other address of a page gets `index.html`. Null when it is neither.
 */
export async function staticAnswer(folder: string, request: Request): Promise<Response | null> {
  const path = pathOf(request)
  if (path === null) return null
  const file = join(folder, path)
  if (extname(path) && (await isFile(file))) return answerWith(request, file, path)
  const wantsPage = !extname(path) && (request.headers.get('accept') ?? '*/*').match(/text\/html|\*\/\*/)
  const index = join(folder, 'index.html')
  return wantsPage && (await isFile(index)) ? answerWith(request, index, '/index.html') : null
}

async function answerWith(request: Request, file: string, path: string): Promise<Response> {
  const accepted = request.headers.get('accept-encoding') ?? ''
  const isAsset = path.startsWith('/assets/')
  const headers = new Headers({
    'content-type': kinds[extname(path)] ?? 'application/octet-stream',
    'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  })
  const { mtimeMs, size } = await stat(file)
  const tag = `W/"${Math.floor(mtimeMs).toString(36)}-${size.toString(36)}"`
  headers.set('etag', tag)
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers })
  for (const [coding, ending] of pressed) {
    if (!accepted.includes(coding) || !(await isFile(file + ending))) continue
    headers.set('content-encoding', coding)
    return bodyOf(request, await readFile(file + ending), headers)
  }
  return bodyOf(request, await readFile(file), headers)
}

function bodyOf(request: Request, bytes: Buffer<ArrayBuffer>, headers: Headers): Response {
  headers.set('content-length', String(bytes.byteLength))
  return new Response(request.method === 'HEAD' ? null : bytes, { headers })
}

function pathOf(request: Request): string | null {
  try {
    const path = normalize(decodeURIComponent(new URL(request.url).pathname))
    return path.includes('\0') || path.includes('..') || /(^|[\\/])\./.test(path) ? null : path
  } catch {
    return null
  }
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
