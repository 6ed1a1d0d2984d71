import heic from 'heic-decode'
import sharp, { type Sharp } from 'sharp'
import { ReaderFailure } from '../failures.ts'
import type { Raster } from './raster.ts'

/** Beyond this a picture is refused before any pixel of it is decoded. */
export const MOST_PIXELS = 120_000_000
/** Text of 8 pt scanned at 300 dpi stays readable on a whole A4 page of this many pixels. */
const WORKING_PIXELS = 9_000_000

/** The picture upright by its EXIF tag, on white, no larger than is useful for reading. */
export async function openPicture(bytes: Uint8Array, format: 'heic' | 'other'): Promise<Raster> {
  if (format === 'heic') return shrunk(await decodeHeic(bytes))
  const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
  const { width, height } = await sizeOf(bytes)
  refuseTooLarge(width, height)
  try {
    return await rasterOf(picture.rotate(), width, height)
  } catch (error) {
    throw new ReaderFailure('expenses.reader.damaged', { detail: error instanceof Error ? error.message : '' })
  }
}

/** Width and height from the header alone. */
async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return autoOrient
  } catch (error) {
    throw new ReaderFailure('expenses.reader.damaged', { detail: error instanceof Error ? error.message : '' })
  }
}

function refuseTooLarge(width: number, height: number): void {
  if (width * height <= MOST_PIXELS) return
  throw new ReaderFailure('expenses.reader.tooManyPixels', { width, height, megapixels: MOST_PIXELS / 1_000_000 })
}

/** libheif turns the picture itself, so the EXIF tag must not turn it again. */
async function decodeHeic(bytes: Uint8Array): Promise<Raster> {
  try {
    const [first] = await heic.all({ buffer: bytes })
    if (!first) throw new ReaderFailure('expenses.reader.damaged', { detail: 'no picture inside' })
    refuseTooLarge(first.width, first.height)
    const { width, height, data } = await first.decode()
    const { data: rgb } = await sharp(data, { raw: { width, height, channels: 4 } })
      .flatten({ background: 'white' })
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { data: rgb, width, height }
  } catch (error) {
    if (error instanceof ReaderFailure) throw error
    throw new ReaderFailure('expenses.reader.damaged', { detail: error instanceof Error ? error.message : '' })
  }
}

async function shrunk(raster: Raster): Promise<Raster> {
  const raw = { width: raster.width, height: raster.height, channels: 3 as const }
  return rasterOf(sharp(raster.data, { raw }), raster.width, raster.height)
}

async function rasterOf(picture: Sharp, width: number, height: number): Promise<Raster> {
  const scale = Math.min(1, Math.sqrt(WORKING_PIXELS / (width * height)))
  const { data, info } = await picture
    .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), { fit: 'fill' })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}
