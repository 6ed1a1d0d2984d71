import heicDecode from 'heic-decode'
import sharp, { type Sharp } from 'sharp'
import type { FileKind } from './files.ts'
import { TaskRefused } from './worker-seat.ts'

/** Beyond this a picture is a bomb, not a receipt: the largest telephones take 50 megapixels. */
const maxPixels = 100_000_000

// Threads are the pool's business: each one of libvips's own would fight it for the same cores.
sharp.concurrency(1)
sharp.cache(false)

/** Opens a picture upright, in a worker thread. Throws TaskRefused when it is damaged or has too many pixels. */
export async function uprightPicture(bytes: Uint8Array, kind: FileKind): Promise<Sharp> {
  if (bytes.length === 0) throw new TaskRefused('core.previews.damaged')
  if (kind === 'heic') return uprightHeic(bytes)
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata().catch(damaged)
  refuseBomb(width, height)
  // A photograph cut short shows what it has: half a receipt may hold the total.
  return sharp(bytes, { limitInputPixels: maxPixels, failOn: 'none' }).autoOrient()
}

/** HEIC as telephones make it; libheif has turned it upright already, so its EXIF must not turn it again. */
async function uprightHeic(bytes: Uint8Array): Promise<Sharp> {
  const images = await heicDecode.all({ buffer: bytes }).catch(damaged)
  try {
    refuseBomb(images[0]!.width, images[0]!.height)
    const { data, width, height } = await images[0]!.decode().catch(damaged)
    return sharp(data, { raw: { width, height, channels: 4 } })
  } finally {
    images.dispose()
  }
}

/** Makes a JPEG on white, at most `longSide` pixels long. Throws TaskRefused when nothing of the picture can be read. */
export async function asJpeg(picture: Sharp, longSide: number, quality: number) {
  const { data, info } = await picture
    .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColorspace('srgb')
    .jpeg({ quality })
    .toBuffer({ resolveWithObject: true })
    .catch(damaged)
  return { jpeg: new Uint8Array(data), width: info.width, height: info.height }
}

function damaged(error: unknown): never {
  throw new TaskRefused('core.previews.damaged', {}, { cause: error })
}

function refuseBomb(width: number, height: number): void {
  if (width * height <= maxPixels) return
  const megapixels = Math.round((width * height) / 1_000_000)
  throw new TaskRefused('core.previews.tooManyPixels', { megapixels, limit: maxPixels / 1_000_000 })
}
