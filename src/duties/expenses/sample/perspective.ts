import type { Random } from '#office/sample/random.ts'

export type Point = { x: number; y: number }
/** Row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number]

/** Where the paper's corners fall in a picture `width` wide (clockwise from the upper left), and how high that must be. */
export function corners(
  paper: { width: number; height: number },
  width: number,
  shot: { turn: number; keystone: number },
  random: Random,
): { quad: readonly [Point, Point, Point, Point]; height: number } {
  const angle = (shot.turn * (0.6 + 0.4 * random.next()) * (random.chance(0.5) ? 1 : -1) * Math.PI) / 180
  const ratio = paper.height / paper.width
  // The turned paper takes |cos| + ratio·|sin| of its own width.
  const size = (width * 0.92) / (Math.cos(angle) + ratio * Math.abs(Math.sin(angle)))
  const height = Math.ceil(size * (Math.abs(Math.sin(angle)) + ratio * Math.cos(angle)) + width * 0.08)
  const slip = () => (random.next() - 0.5) * 2 * shot.keystone * size
  const corner = (side: number, end: number): Point => {
    const x = side * size * 0.5
    const y = end * size * ratio * 0.5
    return {
      x: width / 2 + x * Math.cos(angle) - y * Math.sin(angle) + slip(),
      y: height / 2 + x * Math.sin(angle) + y * Math.cos(angle) + slip(),
    }
  }
  return { quad: [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)], height }
}

/** Takes a point of the picture to the unit square of the paper (Heckbert 1989, inverted). */
export function homography([a, b, c, d]: readonly [Point, Point, Point, Point]): Matrix {
  const sx = a.x - b.x + c.x - d.x
  const sy = a.y - b.y + c.y - d.y
  const dx1 = b.x - c.x
  const dx2 = d.x - c.x
  const dy1 = b.y - c.y
  const dy2 = d.y - c.y
  const det = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / det
  const h = (dx1 * sy - sx * dy1) / det
  return inverse([
    b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x,
    b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y,
    g, h, 1,
  ]) // biome-ignore format: a matrix
}

/** The inverse up to a factor, which a homography does not mind. */
function inverse([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  return [
    e * i - f * h, c * h - b * i, b * f - c * e,
    f * g - d * i, a * i - c * g, c * d - a * f,
    d * h - e * g, b * g - a * h, a * e - b * d,
  ] // biome-ignore format: a matrix
}
