import { open, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { newId } from '#core/ids.ts'
import type { Call } from '#core/operation.ts'
import { largestUpload, ownerKeyOf, ownerOfUpload, stagedBy, stagedForMs } from '#core/staging.ts'
import { fits, roomLeft, roomOfMember } from '#core/upload-room.ts'
import { translate } from '#core/words.ts'
import type { House } from './house.ts'
import { doorProblem, problemAnswer } from './problem.ts'
import { RateLimit } from './rate-limit.ts'

interface Uploader {
  ownerKey: string
  language: string
}

/**
 * Files on their way in, by the resumable upload protocol (tus.io 1.0): members, and bearers of an upload link.
 * They lie in the office's staging folder, also over a restart, until an operation takes them up.
 */
export function openUploads(house: House) {
  const servers = new Map<string, Server>()
  const uploaders = new WeakMap<Request, Uploader>()
  const beginnings = new RateLimit(120)

  return async (request: Request, call: Call): Promise<Response> => {
    const { office, actor, language, requestId } = call
    const problem = (status: number, says: string, params = {}) =>
      problemAnswer(doorProblem(status, says, { instance: requestId, language, params }))
    if (request.method === 'GET') return problem(405, 'core.noSuchAddress')
    const owner = actor
      ? { ownerKey: ownerKeyOf(actor), room: roomOfMember }
      : await house.mayUpload(office, request.headers)
    if (!owner) return problem(401, 'core.notSignedIn')
    const seconds = request.method === 'POST' ? beginnings.secondsToWait(owner.ownerKey) : 0
    if (seconds > 0) return problem(429, 'core.tooManyRequests', { seconds })
    const server = servers.get(office.name) ?? tusServer(office.staging, uploaders)
    servers.set(office.name, server)
    uploaders.set(request, { ownerKey: owner.ownerKey, language })
    if (request.method !== 'POST') return server.handleWeb(request)
    return inTurn(`${office.name} ${owner.ownerKey}`, async () => {
      const left = roomLeft(owner.room, await stagedBy(office, owner.ownerKey))
      const declared = Number(request.headers.get('upload-length') ?? Number.NaN)
      if (!Number.isSafeInteger(declared)) return problem(400, 'core.uploadLength')
      if (fits(declared, left)) return server.handleWeb(request)
      return problem(413, actor ? 'core.uploadRoom' : 'core.uploadRoomByLink', {
        ...left,
        mb: Math.floor(left.bytes / 1024 ** 2),
      })
    })
  }
}

const turns = new Map<string, Promise<unknown>>()

/** One after another for each owner: two that begin at once must not both find the last room. */
function inTurn<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
  const mine = (turns.get(owner) ?? Promise.resolve()).then(work, work)
  turns.set(owner, mine)
  const leave = () => void (turns.get(owner) === mine && turns.delete(owner))
  mine.then(leave, leave)
  return mine
}

function tusServer(folder: string, uploaders: WeakMap<Request, Uploader>): Server {
  const ownerOf = (request: unknown) => uploaders.get(request as Request)
  return new Server({
    path: '/uploads',
    relativeLocation: true,
    maxSize: largestUpload,
    allowedOrigins: () => false,
    datastore: new FileStore({ directory: folder, expirationPeriodInMilliseconds: stagedForMs('member:') }),
    namingFunction: () => newId(),
    onUploadCreate: async (request, { metadata }) => ({
      metadata: {
        filename: metadata?.filename ?? null,
        filetype: metadata?.filetype ?? null,
        owner: ownerOf(request)?.ownerKey ?? '',
      },
    }),
    onIncomingRequest: async (request, uploadId) => {
      if (request.method === 'POST') return
      if ((await ownerOfUpload(folder, uploadId)) === ownerOf(request)?.ownerKey) return
      throw { status_code: 404, body: translate(ownerOf(request)?.language ?? 'en', 'core.noSuchUpload') }
    },
    onUploadFinish: async (_request, { id }) => {
      // Acknowledged is safe: also after a power cut the file is there.
      const file = await open(join(folder, id), 'r+')
      await file.sync().finally(() => file.close())
      return {}
    },
    onResponseError: async (request, error) => {
      const status = 'status_code' in error ? error.status_code : 500
      // The writer of files does not pass the reason on: the disk is asked.
      if (status === 500 && (await isFull(folder)))
        return { status_code: 507, body: translate(ownerOf(request)?.language ?? 'en', 'core.files.diskFull') }
      if (status !== 413) return undefined
      const says = translate(ownerOf(request)?.language ?? 'en', 'core.uploadTooLarge', {
        mb: largestUpload / 1024 ** 2,
      })
      return { status_code: 413, body: says }
    },
  })
}

async function isFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < 1024 ** 2
}
