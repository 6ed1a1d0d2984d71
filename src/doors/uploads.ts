import { ORPCError } from '@orpc/server'
import { ERRORS, MemoryLocker, Server } from '@tus/server'
import type { Call } from '#core/call.ts'
import { isDatabaseAway } from '#core/database-away.ts'
import { FilesRefused } from '#core/files.ts'
import { newId } from '#core/ids.ts'
import { isOpenTo, keyReason } from '#core/may-call.ts'
import type { OpenOffice } from '#core/offices.ts'
import type { RefusalData } from '#core/refusal.ts'
import { beginUpload, largestUpload, ownerKeyOf, stagedUpload } from '#core/staging.ts'
import { inWords } from '#core/translate-errors.ts'
import { type Room, roomOfMember } from '#core/upload-room.ts'
import { secondsAway } from './bugs.ts'
import type { House } from './house.ts'
import { operationsOf } from './operations-of.ts'
import { doorProblem, problemAnswer } from './problem.ts'
import { RateLimit } from './rate-limit.ts'
import { withHeaders } from './rpc.ts'
import { asSpoken, faultIn, methodsOf, tusVersion, uploadAsked } from './upload-protocol.ts'
import { UploadStore } from './upload-store.ts'

interface Uploader {
  ownerKey: string
  room: Room
  isMember: boolean
  language: string
  /** Why it was refused, where that is ours to say. */
  refusal?: { says: string; params: Record<string, unknown> }
}

/**
 * Files on their way in, by the resumable upload protocol (tus.io 1.0): members, and bearers of an upload link.
 * They lie in the office's staging, also over a restart, until an operation takes them up.
 */
export function openUploads(house: House) {
  const servers = new Map<string, Server>()
  const uploaders = new WeakMap<Request, Uploader>()
  const beginnings = new RateLimit(120)
  const takers = operationsOf(house.duties).filter(
    ({ right, input }) => right !== 'anyone' && input.properties?.uploadId,
  )

  return async (asked: Request, call: Call): Promise<Response> => {
    const request = asSpoken(asked)
    const { office, language, requestId } = call
    // Whoever sends by a link is its bearer, also where somebody is signed in besides: the link's operations take it up.
    const isByLink = asked.headers.has('x-talka-link')
    const actor = isByLink ? null : call.actor
    const uploadId = uploadAsked(request)
    const record = uploadId ?? null
    const problem = (status: number, says: string, params = {}, headers = {}) =>
      problemAnswer(doorProblem(status, says, { instance: requestId, language, params, record }), {
        'tus-resumable': tusVersion,
        ...headers,
      })
    if (uploadId === undefined) return problem(404, 'core.noSuchAddress')
    const methods = methodsOf(record)
    const allow = methods.join(', ')
    if (!methods.includes(request.method)) return problem(405, 'core.otherMethod', { allow }, { allow })
    if (request.method === 'OPTIONS')
      return withHeaders(await serverFor(office).handleWeb(request), new Headers({ allow }))
    const notByKey = keyReason(actor, { changes: true })
    if (notByKey) return problem(403, notByKey.says)
    const owner = actor
      ? { ownerKey: ownerKeyOf(actor), room: roomOfMember }
      : await house.mayUpload(office, asked.headers)
    if (!owner) return problem(401, isByLink ? 'core.uploadByNoLink' : 'core.notSignedIn')
    // Nothing that he may do would take it up.
    if (request.method === 'POST' && actor && !takers.some((operation) => isOpenTo(actor, operation)))
      return problem(403, 'core.uploadForNothing')
    const seconds = request.method === 'POST' ? beginnings.secondsToWait(owner.ownerKey) : 0
    if (seconds > 0) return problem(429, 'core.tooManyRequests', { seconds })
    const fault = faultIn(request)
    if (fault) return problem(fault.status, fault.says, fault.params, fault.headers)
    const uploader: Uploader = { ...owner, isMember: actor !== null, language }
    uploaders.set(request, uploader)
    const answer = await serverFor(office).handleWeb(request)
    if (answer.status < 400)
      return withHeaders(answer, await expiryOf(office, answer.headers.get('location') ?? request.url))
    // A link that was withdrawn meanwhile took what had come by it along.
    const isGone = answer.status === 404 || answer.status === 410
    if (isGone && isByLink && !(await house.mayUpload(office, asked.headers)))
      return problem(401, 'core.uploadByNoLink')
    const { says, params } = uploader.refusal ?? (await refusalOf(answer, requestId))
    const { 'content-length': _, 'content-type': __, ...headers } = Object.fromEntries(answer.headers)
    const retry = answer.status === 503 ? { 'retry-after': String(secondsAway) } : {}
    return problem(answer.status, says, params, { ...headers, ...retry })
  }

  function serverFor(office: OpenOffice): Server {
    const server = servers.get(office.name) ?? tusServer(office, uploaders, house.uploadLockMs ?? 30_000)
    servers.set(office.name, server)
    return server
  }
}

/** Until when the upload of an address is kept, as the protocol tells it; nothing once it is dropped. */
async function expiryOf(office: OpenOffice, address: string): Promise<Headers> {
  const upload = await stagedUpload(office, address.split('/').at(-1)!)
  return new Headers(upload && { 'upload-expires': new Date(upload.keptUntil).toUTCString() })
}

/** What the protocol's library refuses by itself, in our words: it names headers in its own. */
async function refusalOf(answer: Response, reference: string): Promise<NonNullable<Uploader['refusal']>> {
  const headers = [...new Set((await answer.text()).match(/\b(upload|tus|content)-[a-z-]+/gi))].join(', ')
  if (answer.status === 404 || answer.status === 410) return { says: 'core.noSuchUpload', params: {} }
  if (answer.status === 409) return { says: 'core.uploadOffset', params: {} }
  if (answer.status >= 500) return { says: 'core.bug', params: { reference } }
  return headers ? { says: 'core.uploadHeaders', params: { headers } } : { says: 'core.unreadableRequest', params: {} }
}

function tusServer(office: OpenOffice, uploaders: WeakMap<Request, Uploader>, lockMs: number): Server {
  const uploaderOf = (request: unknown) => uploaders.get(request as Request)!
  return new Server({
    path: '/uploads',
    relativeLocation: true,
    maxSize: largestUpload,
    allowedOrigins: () => false,
    datastore: new UploadStore(office),
    locker: new MemoryLocker({ acquireLockTimeout: lockMs }),
    namingFunction: () => newId(),
    onUploadCreate: async (request, { id, size = 0, metadata }) => {
      const uploader = uploaderOf(request)
      const { filename, filetype } = metadata ?? {}
      const upload = {
        id,
        owner: uploader.ownerKey,
        size,
        fileName: filename ?? undefined,
        mime: filetype ?? undefined,
      }
      const left = await beginUpload(office, upload, uploader.room)
      if (!left) return {}
      const mb = Math.floor(left.bytes / 1024 ** 2)
      uploader.refusal = {
        says: uploader.isMember ? 'core.uploadRoom' : 'core.uploadRoomByLink',
        params: { ...left, mb },
      }
      throw { status_code: 413, body: '' }
    },
    onIncomingRequest: async (request, uploadId) => {
      if (request.method === 'POST') return
      if ((await stagedUpload(office, uploadId))?.owner === uploaderOf(request).ownerKey) return
      throw { status_code: 404, body: '' }
    },
    onResponseError: async (request, error) => {
      const uploader = uploaderOf(request)
      const said = (status_code: number, says: string, params: Record<string, unknown> = {}) => {
        uploader.refusal ??= { says, params }
        return { status_code, body: '' }
      }
      if (error === ERRORS.ERR_LOCK_TIMEOUT) return said(423, 'core.uploadBusy')
      // What the store of files does not answer with is in its cause.
      if (error instanceof FilesRefused) return said(503, error.says, error.params)
      if (isDatabaseAway(error)) return said(503, 'core.databaseAway')
      const refused = inWords(error, uploader.language)
      if (refused instanceof ORPCError) {
        const { says, params } = refused.data as RefusalData
        return said(says === 'core.diskFull' ? 507 : refused.status, says, params)
      }
      if (!('status_code' in error) || error.status_code !== 413) return undefined
      return said(413, 'core.uploadMoreThanSaid')
    },
  })
}
