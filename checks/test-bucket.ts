import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import type { S3Place } from '#core/files-store.ts'

/** An object store of its own with one empty bucket. */
export interface TestBucket {
  place: S3Place
  /** The keys of all objects in it. */
  keys(): Promise<string[]>
  /** Stops the server; what is in it stays until `remove`. */
  stop(): Promise<void>
  remove(): Promise<void>
}

export async function openTestBucket(): Promise<TestBucket> {
  const directory = await mkdtemp(join(tmpdir(), 'talka-bucket-'))
  const configureBuckets = [{ name: 'talka', configs: [] }]
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets })
  const { port } = await server.run()
  const ending = '._S3rver_object'
  return {
    place: {
      kind: 's3',
      bucket: 'talka',
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    },
    async keys() {
      const names = await readdir(join(directory, 'talka'), { recursive: true })
      return names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length))
    },
    stop: () => server.close(),
    async remove() {
      await server.close().catch(() => {})
      await rm(directory, { recursive: true, force: true })
    },
  }
}
