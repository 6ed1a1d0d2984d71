import { isUtf8 as isUtf8Text } from 'node:buffer'
import { largestUpload } from '#core/staging.ts'

/** The resumable upload protocol as it is spoken here: tus.io 1.0. */
export const tusVersion = '1.0.0'
export const extensions = ['creation', 'creation-with-upload', 'termination', 'expiration']

/** What is answered at the place where uploads begin, and at one of them. */
const answered = { beginning: ['POST', 'OPTIONS'], upload: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'] }
const methods = Object.values(answered).flat()

/** Headers of extensions that are not spoken: whoever sends them counts on what would not be done. */
const foreign: Record<string, string[]> = {
  POST: ['Upload-Concat', 'Upload-Checksum', 'Upload-Defer-Length'],
  PATCH: ['Upload-Checksum', 'Upload-Length', 'Upload-Defer-Length'],
}
/** What the protocol's library reads; what else a proxy adds is none of its business. */
const spoken = /^(tus|upload|content|transfer)-/

interface Fault {
  status: number
  says: string
  params?: Record<string, unknown>
  headers?: Record<string, string>
}

/** What one asks about: the id of an upload, or null for the place where they begin; undefined for neither. */
export function uploadAsked({ url }: Request): string | null | undefined {
  const found = /^\/uploads(?:\/([^/]{0,100}))?$/.exec(new URL(url).pathname)
  return found ? found[1] || null : undefined
}

/** The methods of an upload, or of the place where they begin. */
export function methodsOf(uploadId: string | null): readonly string[] {
  return uploadId === null ? answered.beginning : answered.upload
}

/** The request as the protocol means it: its method may stand in a header where a line lets only POST through. */
export function asSpoken(request: Request): Request {
  const named = request.method === 'POST' ? request.headers.get('x-http-method-override')?.toUpperCase() : undefined
  const wanted = named ?? request.method
  // What is none of them is refused as such, whatever it is.
  const method = methods.includes(wanted) ? wanted : 'GET'
  const headers = new Headers([...request.headers].filter(([name]) => spoken.test(name)))
  const { url, signal } = request
  const takesBody = method === 'POST' || method === 'PATCH'
  return new Request(url, {
    method,
    headers,
    signal,
    ...(takesBody ? { body: request.body, duplex: 'half' } : {}),
  } as RequestInit)
}

/** What is wrong with a request before its upload is looked at; undefined when nothing is. */
export function faultIn({ method, headers }: Request): Fault | undefined {
  if (headers.get('tus-resumable') !== tusVersion) {
    const versions = { 'tus-version': tusVersion }
    return { status: 412, says: 'core.uploadHeaders', params: { headers: 'Tus-Resumable' }, headers: versions }
  }
  const isEmpty = !headers.has('transfer-encoding') && Number(headers.get('content-length')) === 0
  const bringsBytes = method === 'PATCH' || (method === 'POST' && !isEmpty)
  const names = foreign[method]?.filter((name) => headers.has(name)) ?? []
  const length = headers.get('upload-length') ?? ''
  if (method === 'POST' && !names.includes('Upload-Concat') && !/^\d+$/.test(length))
    return { status: 400, says: 'core.uploadLength' }
  if (names.length > 0) {
    const params = { headers: names.join(', '), extensions: extensions.join(', ') }
    return { status: 400, says: 'core.uploadExtension', params, headers: { 'tus-extension': extensions.join(',') } }
  }
  if (method === 'POST' && Number(length) > largestUpload)
    return { status: 413, says: 'core.uploadTooLarge', params: { mb: largestUpload / 1024 ** 2 } }
  if (method === 'POST' && !isUtf8(headers.get('upload-metadata')))
    return { status: 400, says: 'core.uploadHeaders', params: { headers: 'Upload-Metadata' } }
  if (bringsBytes && headers.get('content-type') !== 'application/offset+octet-stream')
    return { status: 415, says: 'core.uploadHeaders', params: { headers: 'Content-Type' } }
  if (method !== 'PATCH') return undefined
  if (!headers.has('upload-offset'))
    return { status: 400, says: 'core.uploadHeaders', params: { headers: 'Upload-Offset' } }
  return undefined
}

/** Whether all that the header tells in Base64 is text. */
function isUtf8(metadata: string | null): boolean {
  const values = (metadata ?? '').split(',').map((pair) => pair.trim().split(' ')[1] ?? '')
  return values.every((value) => isUtf8Text(Buffer.from(value, 'base64')))
}
