import type { Random } from '#office/sample/random.ts'

/** How far a point of crumpled paper has slipped (parts of its width and height) and how much light it throws back. */
export type Crumple = (u: number, v: number) => { du: number; dv: number; shade: number }

const columns = 48

/** Paper once squeezed in a fist: a dozen creases, each bending what lies beyond it and darkening along its edge. */
export function crumple(random: Random, ratio: number): Crumple {
  const rows = Math.round(columns * ratio)
  const creases = Array.from({ length: 14 }, () => {
    const angle = random.next() * Math.PI
    return {
      x: random.next(),
      y: random.next() * ratio,
      nx: Math.cos(angle),
      ny: Math.sin(angle),
      bend: (random.next() - 0.5) * 0.022,
      tilt: (random.next() - 0.5) * 0.16,
    }
  })
  const stride = columns + 1
  const du = new Float32Array(stride * (rows + 1))
  const dv = new Float32Array(stride * (rows + 1))
  const shade = new Float32Array(stride * (rows + 1))
  for (let j = 0; j <= rows; j++)
    for (let i = 0; i <= columns; i++) {
      const at = j * stride + i
      shade[at] = 0.95
      for (const crease of creases) {
        const far = (i / columns - crease.x) * crease.nx + ((j / rows) * ratio - crease.y) * crease.ny
        const fold = Math.exp(-Math.abs(far) * 9)
        du[at]! += crease.nx * crease.bend * fold
        dv[at]! += (crease.ny * crease.bend * fold) / ratio
        shade[at]! += crease.tilt * Math.tanh(far * 45) * Math.exp(-Math.abs(far) * 7)
      }
    }
  const bend = { du: 0, dv: 0, shade: 1 }
  return (u, v) => {
    const x = Math.min(0.9999, Math.max(0, u)) * columns
    const y = Math.min(0.9999, Math.max(0, v)) * rows
    const at = (y | 0) * stride + (x | 0)
    const fx = x - (x | 0)
    const fy = y - (y | 0)
    bend.du = mix(du, at, fx, fy)
    bend.dv = mix(dv, at, fx, fy)
    bend.shade = Math.min(1.05, mix(shade, at, fx, fy))
    return bend
  }
}

/** The value between four neighbours of a grid. */
function mix(f: Float32Array, at: number, fx: number, fy: number): number {
  const below = at + columns + 1
  return (f[at]! * (1 - fx) + f[at + 1]! * fx) * (1 - fy) + (f[below]! * (1 - fx) + f[below + 1]! * fx) * fy
}
