import { filesOnDisk } from './files-disk.ts'
import { FilesRefused } from './files-refused.ts'
import type { FileStore, FilesPlace, KeptFiles, NotePlace, S3Place, StagePlace } from './files-store.ts'
import { isXml } from './xml-text.ts'

export type { FileSource, FileStore, FilesPlace, KeepOptions, KeptFile } from './files-store.ts'
export { FilesRefused }

/** Opens the place where files are kept. Nothing is created or asked until the first file. */
export function openFiles(place: FilesPlace, office = ''): FileStore {
  if (office && !/^[a-z0-9][a-z0-9_-]*$/.test(office)) throw new Error(`"${office}" cannot name a folder of files.`)
  const keyOf = (sha256: string) => keyIn(office, sha256)
  const store = place.kind === 'disk' ? filesOnDisk(place.dir, keyOf) : filesOnS3Later(place, keyOf)
  const folder = office ? `${office}/` : ''
  const stage = place.kind === 's3' ? stageLater(place, `${folder}staged/`) : null
  const notes = place.kind === 's3' ? notesLater(place, folder) : null
  return { ...store, stage, notes, forOffice: (name) => openFiles(place, name) }
}

function keyIn(office: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new FilesRefused('core.files.missing', { sha256: sha256.slice(0, 64) })
  return `${office ? `${office}/` : ''}${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
}

// The S3 client is large: an office with files on its own disk never loads it.
function filesOnS3Later(place: S3Place, keyOf: (sha256: string) => string): KeptFiles {
  let opened: Promise<KeptFiles> | undefined
  const store = () => {
    opened ??= import('./files-s3.ts').then(({ filesOnS3 }) => filesOnS3(place, keyOf))
    return opened
  }
  return {
    keep: async (source, options) => (await store()).keep(source, options),
    read: async (sha256) => (await store()).read(sha256),
    stream: async (sha256) => (await store()).stream(sha256),
    has: async (sha256) => (await store()).has(sha256),
    check: async () => (await store()).check(),
  }
}

function stageLater(place: S3Place, folder: string): StagePlace {
  let opened: Promise<StagePlace> | undefined
  const stage = () => {
    opened ??= import('./files-s3.ts').then(({ stageOnS3 }) => stageOnS3(place, folder))
    return opened
  }
  return {
    put: async (key, bytes) => (await stage()).put(key, bytes),
    get: async (key) => (await stage()).get(key),
    restingFor: async (ms) => (await stage()).restingFor(ms),
    drop: async (uploadId) => (await stage()).drop(uploadId),
  }
}

function notesLater(place: S3Place, folder: string): NotePlace {
  let opened: Promise<NotePlace> | undefined
  const notes = () => {
    opened ??= import('./files-s3.ts').then(({ notesOnS3 }) => notesOnS3(place, folder))
    return opened
  }
  return {
    add: async (name) => (await notes()).add(name),
    names: async (beginning) => (await notes()).names(beginning),
  }
}

/** What a file is by its first bytes, whatever its name says; undefined when it is nothing Talka can show. */
export type FileKind = 'jpeg' | 'png' | 'webp' | 'heic' | 'pdf' | 'xml'

export const mimeOf: Record<FileKind, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
  xml: 'application/xml',
}

/** Recognises a receipt's file by its magic number: names and mail programs' types are often wrong. */
export function detectKind(bytes: Uint8Array): FileKind | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024))
  const text = head.toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp'
  if (text.slice(4, 8) === 'ftyp' && /^(hei[cxms]|hev[cxms]|mif1|msf1)/.test(text.slice(8, 12)) && !isAvif(text))
    return 'heic'
  // Readers accept rubbish before the header, and scanners' mail gateways do write some.
  if (text.includes('%PDF-')) return 'pdf'
  return isXml(bytes) ? 'xml' : undefined
}

function isAvif(text: string): boolean {
  return text.slice(8, Math.min(text.length, 40)).includes('avif') && !text.slice(8, 40).includes('heic')
}
