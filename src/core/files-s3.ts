import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Driver } from 'flydrive/drivers/s3'
import { now } from './clock.ts'
import { FilesRefused, refusedBy } from './files-refused.ts'
import { spool, sweepSpool } from './files-spool.ts'
import type { FileSource, KeepOptions, KeptFile, KeptFiles, NotePlace, S3Place, StagePlace } from './files-store.ts'

/** Files in an S3 bucket. A file is spooled on this machine first: its hash, which is its key, is known only at its end. */
export function filesOnS3(place: S3Place, keyOf: (sha256: string) => string): KeptFiles {
  const bucket = openBucket(place)
  const spoolDir = join(tmpdir(), 'talka-upload')
  let swept: Promise<void> | undefined

  async function keep(source: FileSource, options: KeepOptions = {}): Promise<KeptFile> {
    swept ??= sweepSpool(spoolDir)
    await swept
    const { path, sha256, size } = await spool(source, spoolDir, options.maxBytes).catch((error) => {
      throw refusedBy(error)
    })
    try {
      // Also where an object has this name: nobody has looked whether it is still what was kept.
      const mime = options.mime ? { contentType: options.mime } : {}
      await asked(bucket.putStream(keyOf(sha256), createReadStream(path), { ...mime, contentLength: size }))
      return { sha256, size }
    } finally {
      await rm(path, { force: true })
    }
  }

  async function read(sha256: string): Promise<Uint8Array> {
    const bytes = await asked(bucket.getBytes(keyOf(sha256)), sha256)
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new FilesRefused('core.files.altered', { sha256 })
    return bytes
  }

  const stream = (sha256: string) => asked(bucket.getStream(keyOf(sha256)), sha256)
  const has = (sha256: string) => asked(bucket.exists(keyOf(sha256)))
  return { keep, read, stream, has, check: () => checkBucket(bucket) }
}

const probe = 'talka-was-here'

/** A missing bucket looks like a missing object: only what was written once shows that the bucket is there. */
async function checkBucket(bucket: S3Driver): Promise<void> {
  if (!(await asked(bucket.exists(probe)))) await asked(bucket.put(probe, ''))
}

/** Uploads under way in the bucket, under a folder of their own. */
export function stageOnS3(place: S3Place, folder: string): StagePlace {
  const bucket = openBucket(place)
  return {
    put: (key, bytes) => asked(bucket.put(folder + key, bytes)),
    get: (key) => asked(bucket.getBytes(folder + key), key),
    drop: (uploadId) => asked(bucket.deleteAll(`${folder}${uploadId}/`)),
    async restingFor(ms) {
      const newest = new Map<string, number>()
      for await (const { key, putAt } of allUnder(bucket, folder)) {
        const [uploadId] = key.slice(folder.length).split('/') as [string]
        newest.set(uploadId, Math.max(putAt, newest.get(uploadId) ?? 0))
      }
      const before = now().epochMilliseconds - ms
      return [...newest].filter(([, putAt]) => putAt <= before).map(([uploadId]) => uploadId)
    },
  }
}

/** Notes in the bucket, beside the files of a folder. */
export function notesOnS3(place: S3Place, folder: string): NotePlace {
  const bucket = openBucket(place)
  return {
    add: (name) => asked(bucket.put(folder + name, '')),
    async names(beginning) {
      const found = await Array.fromAsync(allUnder(bucket, folder + beginning))
      return found.map(({ key }) => key.slice(folder.length + beginning.length))
    },
  }
}

/** All objects of a folder and when they were put, however many pages of the store's answer it takes. */
async function* allUnder(bucket: S3Driver, folder: string): AsyncGenerator<{ key: string; putAt: number }> {
  let paginationToken: string | undefined
  do {
    const page = await asked(
      bucket.listAll(folder, { recursive: true, ...(paginationToken ? { paginationToken } : {}) }),
    )
    for (const file of page.objects)
      if (file.isFile) yield { key: file.key, putAt: (await file.getMetaData()).lastModified.getTime() }
    paginationToken = page.paginationToken
  } while (paginationToken)
}

function openBucket(place: S3Place): S3Driver {
  return new S3Driver({
    credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey },
    region: place.region,
    bucket: place.bucket,
    visibility: 'private',
    supportsACL: false,
    ...(place.endpoint ? { endpoint: place.endpoint, forcePathStyle: true } : {}),
    // Many S3-compatible stores refuse the SDK's default chunked uploads with trailing checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

async function asked<T>(answer: Promise<T>, sha256 = ''): Promise<T> {
  return answer.catch((error: S3Error & { cause?: S3Error }) => {
    const fault = error.$metadata ? error : (error.cause ?? error)
    if (sha256 && fault.$metadata?.httpStatusCode === 404)
      throw new FilesRefused('core.files.missing', { sha256 }, { cause: error })
    throw new FilesRefused('core.files.storeUnreachable', {}, { cause: error })
  })
}

interface S3Error extends Error {
  code?: string
  $metadata?: { httpStatusCode?: number }
}
