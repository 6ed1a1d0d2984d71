import { DataStore, ERRORS, Upload } from '@tus/server'
import { addPiece, dropStagedUpload, type Staging, stagedUpload } from '#core/staging.ts'
import { extensions } from './upload-protocol.ts'

/** Bytes that are made safe at once: what a broken line loses at most. */
const pieceBytes = 256 * 1024

/** Uploads under way as the resumable protocol wants them, of one office; whichever process is asked, it finds them. */
export class UploadStore extends DataStore {
  readonly #office: Staging

  constructor(office: Staging) {
    super()
    this.#office = office
    this.extensions = extensions
  }

  /** The door has noted it already, within its owner's room. */
  override async create(upload: Upload): Promise<Upload> {
    upload.creation_date = new Date().toISOString()
    return upload
  }

  override async write(bytes: AsyncIterable<Buffer>, uploadId: string, offset: number): Promise<number> {
    let at = offset
    for await (const piece of inPieces(bytes)) {
      const now = await addPiece(this.#office, { uploadId, at, bytes: piece })
      if (now === undefined)
        throw (await stagedUpload(this.#office, uploadId)) ? ERRORS.INVALID_OFFSET : ERRORS.FILE_NOT_FOUND
      at = now
    }
    return at
  }

  override async getUpload(id: string): Promise<Upload> {
    const found = await stagedUpload(this.#office, id)
    if (!found) throw ERRORS.FILE_NOT_FOUND
    return new Upload({ id, size: found.size, offset: found.arrived })
  }

  override async remove(id: string): Promise<void> {
    await dropStagedUpload(this.#office, id)
  }

  /** The library would count from the beginning: what has expired is not there, and the door tells until when the rest is. */
  override getExpiration(): number {
    return 0
  }
}

async function* inPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of bytes) {
    held.push(chunk)
    size += chunk.length
    if (size < pieceBytes) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}
