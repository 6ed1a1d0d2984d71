import { type Point, type Quad, type Raster, turned } from '../pictures/raster.ts'
import type { Engine, SeenText } from './engine.ts'

/** What was seen on one page: the picture as it stands upright, and the texts in its pixels. */
export interface Look {
  picture: Raster
  /** Quarter turns clockwise that made the picture upright. */
  quarters: number
  seen: SeenText[]
}

const FIRST_AREA = 500_000
const SECOND_AREA = 700_000
/** So few places may be all that is found of print that stands sideways. */
const FEW = 25

/** Finds the text, turns the picture upright, looks again closer if the receipt is a small part of it, and reads. */
export async function look(
  engine: Engine,
  source: Raster,
  { turn = true, closer = true, spaces = true } = {},
): Promise<Look> {
  let picture = source
  let quads = await engine.find(picture, FIRST_AREA)
  let quarters = 0
  if (turn && (standsSideways(quads) || quads.length < FEW)) {
    const other = turned(picture, 1)
    const found = await engine.find(other, FIRST_AREA)
    if (lengthsOf(found).wide > lengthsOf(quads).wide) {
      picture = other
      quads = found
      quarters = 1
    }
  }
  if (turn && (await engine.headDown(picture, widest(quads, 9))) > 0.5) {
    quads = quads.map((quad) => headUp(quad, picture))
    picture = turned(picture, 2)
    quarters += 2
  }
  const part = closer ? partToLookCloser(picture, quads) : undefined
  if (!part) return { picture, quarters, seen: await engine.read(picture, quads, spaces) }
  const crop = cropped(picture, part)
  const seen = await engine.read(crop, await engine.find(crop, SECOND_AREA), spaces)
  for (const text of seen) text.quad = text.quad.map(([x, y]) => [x + part.x, y + part.y]) as Quad
  return { picture, quarters, seen }
}

function standsSideways(quads: Quad[]): boolean {
  const { wide, tall } = lengthsOf(quads)
  return tall > wide
}

function lengthsOf(quads: Quad[]): { wide: number; tall: number } {
  let [wide, tall] = [0, 0]
  for (const quad of quads) {
    const { long, high } = sides(quad)
    if (long > high * 2) wide += long
    if (high > long * 2) tall += high
  }
  return { wide, tall }
}

function widest(quads: Quad[], count: number): Quad[] {
  return quads.toSorted((a, b) => sides(b).long / sides(b).high - sides(a).long / sides(a).high).slice(0, count)
}

function sides([a, b, , d]: Quad) {
  return { long: Math.hypot(b[0] - a[0], b[1] - a[1]), high: Math.max(1, Math.hypot(d[0] - a[0], d[1] - a[1])) }
}

/** The corners follow the picture; the first one is again where reading starts. */
function headUp([a, b, c, d]: Quad, { width, height }: Raster): Quad {
  const move = ([x, y]: Point): Point => [width - x, height - y]
  return [move(c), move(d), move(a), move(b)]
}

interface Part {
  x: number
  y: number
  width: number
  height: number
}

/** The part with all text, if the rest wastes more than half of the picture or the print was small in the first look. */
function partToLookCloser(picture: Raster, quads: Quad[]): Part | undefined {
  if (quads.length < 3) return undefined
  const xs = quads.flatMap((quad) => quad.map(([x]) => x))
  const ys = quads.flatMap((quad) => quad.map(([, y]) => y))
  const margin = 0.02 * Math.max(picture.width, picture.height)
  const x = Math.max(0, Math.floor(Math.min(...xs) - margin))
  const y = Math.max(0, Math.floor(Math.min(...ys) - margin))
  const width = Math.min(picture.width, Math.ceil(Math.max(...xs) + margin)) - x
  const height = Math.min(picture.height, Math.ceil(Math.max(...ys) + margin)) - y
  const scale = Math.min(1.5, Math.sqrt(FIRST_AREA / (picture.width * picture.height)))
  const heights = quads.map((quad) => sides(quad).high * scale).toSorted((a, b) => a - b)
  const usual = heights[Math.floor(heights.length / 2)]!
  const gains = width * height < 0.5 * picture.width * picture.height || usual < 13
  return gains && scale < 1 ? { x, y, width, height } : undefined
}

function cropped(picture: Raster, { x, y, width, height }: Part): Raster {
  const data = new Uint8Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * 3
    data.set(picture.data.subarray(from, from + width * 3), row * width * 3)
  }
  return { data, width, height }
}
