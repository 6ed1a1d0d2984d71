import { isFileField } from './field-kinds.ts'
import type { Operation } from './operations-of.ts'

const structured = /^(application\/json|multipart\/form-data)$/
/** What curl sends by itself: neither fields as we name them nor a file. */
const guessed = 'application/x-www-form-urlencoded'

/** The field of an operation that takes a file; undefined when none does. */
export function fileFieldOf({ input }: Pick<Operation, 'input'>): string | undefined {
  return Object.entries(input.properties ?? {}).find(([, schema]) => isFileField(schema))?.[0]
}

/** Whether the body is the file itself, as `curl --data-binary @receipt.jpg -H 'Content-Type: image/jpeg'` sends it. */
export function isRawFile(request: Request, operation: Operation): boolean {
  const type = mediaType(request)
  const isNamedJson = type === 'application/json' && request.headers.has('content-disposition')
  const isFile = type !== undefined && type !== guessed && (isNamedJson || !structured.test(type))
  return operation.method !== 'GET' && isFile && fileFieldOf(operation) !== undefined
}

/** The kind of a body that nothing here reads; undefined where there is none or it can be read. */
export function unreadKind(request: Request): string | undefined {
  const { headers } = request
  const packed = headers.get('content-encoding')
  const type = mediaType(request)
  if (headers.get('content-length') === '0' || !request.body) return undefined
  if (packed && packed !== 'identity') return packed
  return type === undefined || structured.test(type) ? undefined : type
}

/** The same request as the protocol library wants it: its kind in small letters; what has a name would be a file to it. */
export function withPlainKind(request: Request): Request {
  const given = request.headers.get('content-type')
  const plain = given?.replace(/^[^;]*/, (type) => type.trim().toLowerCase())
  if (!plain || (plain === given && !request.headers.has('content-disposition'))) return request
  const headers = new Headers(request.headers)
  headers.set('content-type', plain)
  headers.delete('content-disposition')
  return new Request(request, { headers })
}

function mediaType({ headers }: Request): string | undefined {
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  return type.trim().toLowerCase() || undefined
}

/** The same request as a form: the body is its file, the names in the address its other fields. */
export async function formOf(request: Request, operation: Operation): Promise<Request> {
  const url = new URL(request.url)
  const headers = new Headers(request.headers)
  const type = headers.get('content-type')!
  const name = nameIn(headers.get('content-disposition')) || url.searchParams.get('fileName') || 'file'
  const form = new FormData()
  for (const [key, value] of url.searchParams) form.append(key, value)
  form.set(fileFieldOf(operation)!, new File([await request.arrayBuffer()], name, { type }))
  for (const own of ['content-type', 'content-length', 'content-disposition']) headers.delete(own)
  return new Request(new URL(url.pathname, url), {
    method: request.method,
    headers,
    body: form,
    signal: request.signal,
  })
}

// RFC 6266; what is no name is none.
function nameIn(disposition: string | null): string | undefined {
  const coded = /filename\*=utf-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  try {
    if (coded) return decodeURIComponent(coded)
  } catch {
    return undefined
  }
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1]
}
