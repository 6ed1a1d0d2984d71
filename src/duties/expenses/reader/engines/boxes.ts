import type { Point, Quad } from '../pictures/raster.ts'

interface TextBox {
  quad: Quad
  score: number
}

/** Text boxes in a map of probabilities: connected spots above `threshold`, their smallest rectangles, widened by `unclip`. */
export function boxesIn(
  map: Float32Array,
  width: number,
  height: number,
  { threshold = 0.3, least = 0.55, unclip = 1.6 } = {},
): TextBox[] {
  const seen = new Uint8Array(width * height)
  const stack = new Int32Array(width * height)
  const boxes: TextBox[] = []
  for (let start = 0; start < map.length; start++) {
    if (seen[start] || map[start]! <= threshold) continue
    const spot = floodFrom(start, map, seen, stack, width, height, threshold)
    if (spot.size < 12 || spot.score < least) continue
    const rectangle = smallestRectangle(hullOf(spot.edge))
    if (!rectangle || Math.min(rectangle.w, rectangle.h) < 3) continue
    const grow = (rectangle.w * rectangle.h * unclip) / (2 * (rectangle.w + rectangle.h))
    boxes.push({ quad: cornersOf(rectangle, grow), score: spot.score })
  }
  return boxes
}

function floodFrom(
  start: number,
  map: Float32Array,
  seen: Uint8Array,
  stack: Int32Array,
  width: number,
  height: number,
  threshold: number,
) {
  const rows = new Map<number, [number, number]>()
  let depth = 0
  let size = 0
  let sum = 0
  stack[depth++] = start
  seen[start] = 1
  while (depth > 0) {
    const at = stack[--depth]!
    const y = Math.floor(at / width)
    const x = at - y * width
    size++
    sum += map[at]!
    const row = rows.get(y)
    if (!row) rows.set(y, [x, x])
    else if (x < row[0]) row[0] = x
    else if (x > row[1]) row[1] = x
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx
        if (seen[next] || map[next]! <= threshold) continue
        seen[next] = 1
        stack[depth++] = next
      }
    }
  }
  const edge: Point[] = []
  for (const [y, [left, right]] of rows) edge.push([left, y], [left, y + 1], [right + 1, y], [right + 1, y + 1])
  return { size, score: sum / size, edge }
}

/** Convex hull, counter-clockwise on a y-down plane (Andrew's monotone chain). */
function hullOf(points: Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (list: Point[]) => {
    const chain: Point[] = []
    for (const p of list) {
      while (chain.length >= 2 && cross(chain.at(-2)!, chain.at(-1)!, p) <= 0) chain.pop()
      chain.push(p)
    }
    chain.pop()
    return chain
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

function cross(o: Point, a: Point, b: Point): number {
  return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
}

interface Rectangle {
  centre: Point
  w: number
  h: number
  angle: number
}

/** One side of the smallest rectangle lies on a side of the hull: try each. The angle is kept within ±45°. */
function smallestRectangle(hull: Point[]): Rectangle | undefined {
  let best: Rectangle | undefined
  for (let i = 0; i < hull.length; i++) {
    const a = hull[i]!
    const b = hull[(i + 1) % hull.length]!
    let angle = Math.atan2(b[1] - a[1], b[0] - a[0])
    angle -= (Math.PI / 2) * Math.round(angle / (Math.PI / 2))
    const c = Math.cos(angle)
    const s = Math.sin(angle)
    let [u0, u1, v0, v1] = [Infinity, -Infinity, Infinity, -Infinity]
    for (const [x, y] of hull) {
      const u = x * c + y * s
      const v = y * c - x * s
      u0 = Math.min(u0, u)
      u1 = Math.max(u1, u)
      v0 = Math.min(v0, v)
      v1 = Math.max(v1, v)
    }
    const [w, h] = [u1 - u0, v1 - v0]
    if (best && w * h >= best.w * best.h) continue
    const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2]
    best = { centre: [u * c - v * s, v * c + u * s], w, h, angle }
  }
  return best
}

function cornersOf({ centre, w, h, angle }: Rectangle, grow: number): Quad {
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  const [u, v] = [w / 2 + grow, h / 2 + grow]
  const corner = (x: number, y: number): Point => [centre[0] + x * c - y * s, centre[1] + y * c + x * s]
  return [corner(-u, -v), corner(u, -v), corner(u, v), corner(-u, v)]
}
