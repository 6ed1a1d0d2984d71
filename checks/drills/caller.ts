/** Calls the product's REST door as somebody. */
export interface Caller {
  get<Answer = Record<string, unknown>>(path: string): Promise<Answer>
  post<Answer = Record<string, unknown>>(path: string, body?: object): Promise<Answer>
  bytes(path: string): Promise<Buffer>
  /** Begins an upload (tus.io); gives its address and its id. */
  beginUpload(name: string, size: number): Promise<Upload>
  /** Sends a piece from an offset; resolves when it is acknowledged, with the offset then reached. */
  sendPiece(upload: Upload, offset: number, piece: BodyInit): Promise<number>
  /** How much of it the product has. */
  offsetOf(upload: Upload): Promise<number>
}

export interface Upload {
  path: string
  id: string
}

/** The product answered, but not with success. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number
  readonly detail: string
  constructor(what: string, status: number, body: string) {
    const detail = (body.startsWith('{') && (JSON.parse(body) as { detail?: string }).detail) || body
    super(`${what}: ${status} ${detail}`)
    this.status = status
    this.detail = detail
  }
}

const tus = { 'tus-resumable': '1.0.0' }

export function callerAt(url: string, headers: Record<string, string>): Caller {
  const ask = async (path: string, init: RequestInit & { duplex?: 'half' } = {}) => {
    const answer = await fetch(url + path, { ...init, headers: { ...headers, ...init.headers } })
    if (!answer.ok) throw new Refused(`${init.method ?? 'GET'} ${path}`, answer.status, await answer.text())
    return answer
  }
  const json = { 'content-type': 'application/json' }
  return {
    get: async (path) => (await ask(`/api${path}`)).json(),
    post: async (path, body = {}) => {
      const sent = body instanceof FormData ? { body } : { body: JSON.stringify(body), headers: json }
      return (await ask(`/api${path}`, { method: 'POST', ...sent })).json()
    },
    bytes: async (path) => Buffer.from(await (await ask(`/api${path}`)).arrayBuffer()),
    async beginUpload(name, size) {
      const metadata = `filename ${Buffer.from(name).toString('base64')}`
      const begun = { ...tus, 'upload-length': String(size), 'upload-metadata': metadata }
      const answer = await ask('/uploads', { method: 'POST', headers: begun })
      const path = answer.headers.get('location')!
      return { path, id: path.split('/').at(-1)! }
    },
    async sendPiece({ path }, offset, piece) {
      const type = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }
      const answer = await ask(path, { method: 'PATCH', headers: { ...tus, ...type }, body: piece, duplex: 'half' })
      return Number(answer.headers.get('upload-offset'))
    },
    offsetOf: async ({ path }) =>
      Number((await ask(path, { method: 'HEAD', headers: tus })).headers.get('upload-offset')),
  }
}

/** Signs in by what `post` answers with a cookie, and makes a key that outlives every restart. */
export async function keyFrom(
  url: string,
  path: string,
  body: object,
  rights: readonly string[] | null = null,
): Promise<{ id: string; key: Record<string, string>; caller: Caller }> {
  const answer = await fetch(`${url}/api${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: url },
  })
  if (!answer.ok) throw new Refused(path, answer.status, await answer.text())
  const { id } = (await answer.json()) as { id: string }
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const { key } = await callerAt(url, { cookie, origin: url }).post<{ key: string }>('/office/api-keys', {
    name: 'drill',
    rights,
  })
  const headers = { authorization: `Bearer ${key}` }
  return { id, key: headers, caller: callerAt(url, headers) }
}
