/** An upright picture as raw RGB bytes, three a pixel, row by row. */
export interface Raster {
  data: Uint8Array
  width: number
  height: number
}

/** Four corners, clockwise from the reading start of the text, in pixels. */
export type Quad = [Point, Point, Point, Point]
export type Point = [x: number, y: number]

/** The quad seen straight on, `width` × `height` pixels, by bilinear sampling of the source (four samples when shrinking). */
export function cutOut(source: Raster, quad: Quad, width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 3)
  const [a, b, c, d] = quad
  const shrink = Math.hypot(d[0] - a[0], d[1] - a[1]) / height > 1.6
  const offsets = shrink ? SPREAD : CENTRE
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) {
      let red = 0
      let green = 0
      let blue = 0
      for (const [dx, dy] of offsets) {
        const u = (col + dx) / width
        const v = (row + dy) / height
        const x = (1 - v) * ((1 - u) * a[0] + u * b[0]) + v * ((1 - u) * d[0] + u * c[0]) - 0.5
        const y = (1 - v) * ((1 - u) * a[1] + u * b[1]) + v * ((1 - u) * d[1] + u * c[1]) - 0.5
        const x0 = Math.max(0, Math.min(source.width - 2, Math.floor(x)))
        const y0 = Math.max(0, Math.min(source.height - 2, Math.floor(y)))
        const fx = Math.max(0, Math.min(1, x - x0))
        const fy = Math.max(0, Math.min(1, y - y0))
        const at = (y0 * source.width + x0) * 3
        const below = at + source.width * 3
        const w00 = (1 - fx) * (1 - fy)
        const w10 = fx * (1 - fy)
        const w01 = (1 - fx) * fy
        const w11 = fx * fy
        const s = source.data
        red += s[at]! * w00 + s[at + 3]! * w10 + s[below]! * w01 + s[below + 3]! * w11
        green += s[at + 1]! * w00 + s[at + 4]! * w10 + s[below + 1]! * w01 + s[below + 4]! * w11
        blue += s[at + 2]! * w00 + s[at + 5]! * w10 + s[below + 2]! * w01 + s[below + 5]! * w11
      }
      const to = (row * width + col) * 3
      data[to] = red / offsets.length
      data[to + 1] = green / offsets.length
      data[to + 2] = blue / offsets.length
    }
  }
  return { data, width, height }
}

const CENTRE: Point[] = [[0.5, 0.5]]
const SPREAD: Point[] = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
]

/** The picture turned clockwise by quarter turns. */
export function turned(source: Raster, quarters: number): Raster {
  const turns = ((quarters % 4) + 4) % 4
  if (turns === 0) return source
  const { width: w, height: h, data } = source
  const [width, height] = turns === 2 ? [w, h] : [h, w]
  const out = new Uint8Array(data.length)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const nx = turns === 1 ? h - 1 - y : turns === 2 ? w - 1 - x : y
      const ny = turns === 1 ? x : turns === 2 ? h - 1 - y : w - 1 - x
      const from = (y * w + x) * 3
      const to = (ny * width + nx) * 3
      out[to] = data[from]!
      out[to + 1] = data[from + 1]!
      out[to + 2] = data[from + 2]!
    }
  }
  return { data: out, width, height }
}
