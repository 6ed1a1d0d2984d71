import { ORPCError } from '@orpc/server'
import { Server } from '@tus/server'
import { keyReason } from '#core/actor.ts'
import { isDatabaseAway } from '#core/database-away.ts'
import { FilesRefused } from '#core/files.ts'
import { newId } from '#core/ids.ts'
import type { OpenOffice } from '#core/offices.ts'
import type { Call } from '#core/operation.ts'
import { beginUpload, largestUpload, ownerKeyOf, stagedUpload } from '#core/staging.ts'
import { inWords } from '#core/translate-errors.ts'
import { type Room, roomOfMember } from '#core/upload-room.ts'
import { translate } from '#core/words.ts'
import { secondsAway } from './bugs.ts'
import type { House } from './house.ts'
import { doorProblem, problemAnswer } from './problem.ts'
import { RateLimit } from './rate-limit.ts'
import { withHeaders } from './rpc.ts'
import { UploadStore } from './upload-store.ts'

const methods = ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS']

interface Uploader {
  ownerKey: string
  room: Room
  language: string
  /** What was left when the upload did not fit. */
  tooLittle?: Room
}

/**
 * Files on their way in, by the resumable upload protocol (tus.io 1.0): members, and bearers of an upload link.
 * They lie in the office's staging, also over a restart, until an operation takes them up.
 */
export function openUploads(house: House) {
  const servers = new Map<string, Server>()
  const uploaders = new WeakMap<Request, Uploader>()
  const beginnings = new RateLimit(120)

  return async (request: Request, call: Call): Promise<Response> => {
    const { office, actor, language, requestId } = call
    const problem = (status: number, says: string, params = {}, headers = {}) =>
      problemAnswer(doorProblem(status, says, { instance: requestId, language, params }), headers)
    const allow = methods.join(', ')
    if (!methods.includes(request.method)) return problem(405, 'core.otherMethod', { allow }, { allow })
    const server = servers.get(office.name) ?? tusServer(office, uploaders)
    servers.set(office.name, server)
    if (request.method === 'OPTIONS') return withHeaders(await server.handleWeb(request), new Headers({ allow }))
    const notByKey = keyReason(actor, { changes: true })
    if (notByKey) return problem(403, notByKey.says)
    const owner = actor
      ? { ownerKey: ownerKeyOf(actor), room: roomOfMember }
      : await house.mayUpload(office, request.headers)
    if (!owner) return problem(401, 'core.notSignedIn')
    const seconds = request.method === 'POST' ? beginnings.secondsToWait(owner.ownerKey) : 0
    if (seconds > 0) return problem(429, 'core.tooManyRequests', { seconds })
    const declared = Number(request.headers.get('upload-length') ?? Number.NaN)
    if (request.method === 'POST' && !Number.isSafeInteger(declared)) return problem(400, 'core.uploadLength')
    const uploader: Uploader = { ...owner, language }
    uploaders.set(request, uploader)
    const answer = await server.handleWeb(request)
    const { tooLittle } = uploader
    if (answer.status === 503) return withHeaders(answer, new Headers({ 'retry-after': String(secondsAway) }))
    if (!tooLittle) return answer
    const mb = Math.floor(tooLittle.bytes / 1024 ** 2)
    return problem(413, actor ? 'core.uploadRoom' : 'core.uploadRoomByLink', { ...tooLittle, mb })
  }
}

function tusServer(office: OpenOffice, uploaders: WeakMap<Request, Uploader>): Server {
  const uploaderOf = (request: unknown) => uploaders.get(request as Request)!
  return new Server({
    path: '/uploads',
    relativeLocation: true,
    maxSize: largestUpload,
    allowedOrigins: () => false,
    datastore: new UploadStore(office),
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
      uploader.tooLittle = left
      throw { status_code: 413, body: '' }
    },
    onIncomingRequest: async (request, uploadId) => {
      if (request.method === 'POST') return
      const { ownerKey, language } = uploaderOf(request)
      if ((await stagedUpload(office, uploadId))?.owner === ownerKey) return
      throw { status_code: 404, body: translate(language, 'core.noSuchUpload') }
    },
    onResponseError: async (request, error) => {
      const { language } = uploaderOf(request)
      if (isDatabaseAway(error)) return { status_code: 503, body: translate(language, 'core.databaseAway') }
      if (error instanceof FilesRefused)
        return { status_code: 503, body: translate(language, error.says, error.params) }
      const said = inWords(error, language)
      const isFull = (said as { data?: { says?: string } }).data?.says === 'core.diskFull'
      if (said instanceof ORPCError) return { status_code: isFull ? 507 : said.status, body: said.message }
      if (!('status_code' in error) || error.status_code !== 413) return undefined
      const isTooLarge = Number(request.headers.get('upload-length')) > largestUpload
      const says = isTooLarge ? 'core.uploadTooLarge' : 'core.uploadMoreThanSaid'
      return { status_code: 413, body: translate(language, says, { mb: largestUpload / 1024 ** 2 }) }
    },
  })
}
