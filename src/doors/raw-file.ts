import { isFileField } from './field-kinds.ts'
import type { Operation } from './operations-of.ts'

const structured = /^(application\/json|multipart\/form-data|application\/x-www-form-urlencoded)\b/i

/** The field of an operation that takes a file; undefined when none does. */
export function fileFieldOf({ input }: Pick<Operation, 'input'>): string | undefined {
  return Object.entries(input.properties ?? {}).find(([, schema]) => isFileField(schema))?.[0]
}

/** Whether the body is the file itself, as `curl --data-binary @receipt.jpg -H 'Content-Type: image/jpeg'` sends it. */
export function isRawFile(request: Request, operation: Operation): boolean {
  const type = request.headers.get('content-type')
  return operation.method !== 'GET' && Boolean(type) && !structured.test(type!) && fileFieldOf(operation) !== undefined
}

/** The same request as a form: the body is its file, the names in the address its other fields. */
export async function formOf(request: Request, operation: Operation): Promise<Request> {
  const url = new URL(request.url)
  const headers = new Headers(request.headers)
  const type = headers.get('content-type')!
  const name = nameIn(headers.get('content-disposition')) ?? url.searchParams.get('fileName') ?? ''
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
