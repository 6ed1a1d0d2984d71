/** The resumable upload protocol as it is spoken here: tus.io 1.0. */
export const tusVersion = '1.0.0'
export const extensions = ['creation', 'creation-with-upload', 'termination', 'expiration']
export const methods = ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS']

/** Headers of extensions that are not spoken: whoever sends them counts on what would not be done. */
const foreign: Record<string, string[]> = {
  POST: ['Upload-Concat', 'Upload-Checksum', 'Upload-Defer-Length'],
  PATCH: ['Upload-Checksum', 'Upload-Length', 'Upload-Defer-Length'],
}
/** What the protocol's library reads; what else a proxy adds is none of its business. */
const spoken = /^(tus|upload|content)-/

interface Fault {
  status: number
  says: string
  params?: Record<string, unknown>
  headers?: Record<string, string>
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
  const names = foreign[method]?.filter((name) => headers.has(name)) ?? []
  const length = headers.get('upload-length')
  if (method === 'POST' && !names.includes('Upload-Concat') && !/^\d{1,15}$/.test(length ?? ''))
    return { status: 400, says: 'core.uploadLength' }
  if (names.length > 0) {
    const params = { headers: names.join(', '), extensions: extensions.join(', ') }
    return { status: 400, says: 'core.uploadExtension', params, headers: { 'tus-extension': extensions.join(',') } }
  }
  if (method !== 'PATCH') return undefined
  if (headers.get('content-type') !== 'application/offset+octet-stream')
    return { status: 415, says: 'core.uploadHeaders', params: { headers: 'Content-Type' } }
  if (!headers.has('upload-offset'))
    return { status: 400, says: 'core.uploadHeaders', params: { headers: 'Upload-Offset' } }
  return undefined
}
