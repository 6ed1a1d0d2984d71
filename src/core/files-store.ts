import type { Readable } from 'node:stream'

/** Bytes at hand or arriving: a request body, a stream of a file. */
export type FileSource = Uint8Array | AsyncIterable<Uint8Array>

/** Where files are kept. `endpoint` is for S3-compatible stores other than Amazon's. */
export type FilesPlace = { kind: 'disk'; dir: string } | S3Place
export interface S3Place {
  kind: 's3'
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  endpoint?: string
}

export interface KeptFile {
  /** SHA-256 of the content in hexadecimal: the file's only name. */
  sha256: string
  size: number
}

export interface KeepOptions {
  mime?: string
  /** A larger file is refused (`core.files.tooLarge`) and nothing of it stays. */
  maxBytes?: number
}

/** Files under the hash of their content, never changed and never half there. Faults a person can mend are `FilesRefused`. */
export interface KeptFiles {
  /** Keeps a file and returns its name; the same bytes twice are kept once. Resolves when they are safe on the disk. */
  keep(source: FileSource, options?: KeepOptions): Promise<KeptFile>
  /** The whole file, checked against its hash. */
  read(sha256: string): Promise<Uint8Array>
  /** The file piece by piece, for downloads; not checked against its hash. */
  stream(sha256: string): Promise<Readable>
  has(sha256: string): Promise<boolean>
  /** Whether a file could be kept now; throws FilesRefused when the store is away or the disk full. */
  check(): Promise<void>
}

/** Bytes of uploads under way, thrown away soon; none of them is a kept file. */
export interface StagePlace {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Uint8Array>
  /** The uploads of which nothing has come for so many milliseconds. */
  restingFor(ms: number): Promise<string[]>
  /** Removes everything of one upload. */
  drop(uploadId: string): Promise<void>
}

/** Notes beside the files that are their names alone; none is ever changed or removed. */
export interface NotePlace {
  add(name: string): Promise<void>
  /** The rest of the names that begin so. */
  names(beginning: string): Promise<string[]>
}

export interface FileStore extends KeptFiles {
  /** Where uploads under way can lie for every machine; null on a disk, which is one machine's. */
  readonly stage: StagePlace | null
  /** Null on a disk, where what is noted is a file. */
  readonly notes: NotePlace | null
  /** The same place, in a folder of one office's own: no office sees another's files. */
  forOffice(name: string): FileStore
}
