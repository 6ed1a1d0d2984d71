import sharp from 'sharp'
import { MOST_PIXELS } from './pictures/open.ts'
import type { Raster } from './pictures/raster.ts'
import type { Told } from './reading.ts'

/** What is wrong with a picture, while the person can still take another: too dark, too blurred, too small. Empty if nothing is. */
export async function qualityOf(bytes: Uint8Array): Promise<Told[]> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
    .rotate()
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return told(data, info.width, info.height)
}

/** The same for a picture that is open already. */
export function judged(picture: Raster): Told[] {
  const step = Math.max(1, Math.ceil(Math.max(picture.width, picture.height) / SIDE))
  const [width, height] = [Math.floor(picture.width / step), Math.floor(picture.height / step)]
  const grey = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) grey[y * width + x] = mean(picture, x * step, y * step, step)
  return told(grey, width, height)
}

const SIDE = 1200

function mean({ data, width }: Raster, x0: number, y0: number, step: number): number {
  let sum = 0
  for (let y = y0; y < y0 + step; y++) for (let x = x0; x < x0 + step; x++) sum += data[(y * width + x) * 3 + 1]!
  return sum / (step * step)
}

function told(grey: Uint8Array, width: number, height: number): Told[] {
  const { sharpness, bright } = measured(grey, width, height)
  if (Math.max(width, height) < 250) return [{ says: 'expenses.reader.tooSmall', params: { width, height } }]
  if (bright < 60) return [{ says: 'expenses.reader.dark', params: {} }]
  return sharpness < LEAST_SHARPNESS ? [{ says: 'expenses.reader.blurred', params: {} }] : []
}

const LEAST_SHARPNESS = 0.22

/** Brightness of the paper (90th percentile) and how steep the steepest edges are against the picture's own contrast. */
function measured(grey: Uint8Array, width: number, height: number): { sharpness: number; bright: number } {
  const values = new Uint32Array(256)
  for (const value of grey) values[value]!++
  const [dark, bright] = [share(values, 0.02), share(values, 0.9)]
  const steps = new Uint32Array(256)
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      steps[Math.max(Math.abs(grey[at]! - grey[at + 1]!), Math.abs(grey[at]! - grey[at + width]!))]!++
    }
  }
  return { sharpness: share(steps, 0.985) / Math.max(24, bright - dark), bright }
}

function share(histogram: Uint32Array, part: number): number {
  const all = histogram.reduce((sum, n) => sum + n, 0)
  let sum = 0
  for (let value = 0; value < 256; value++) {
    sum += histogram[value]!
    if (sum >= all * part) return value
  }
  return 255
}
