import { seeded } from '#office/sample/random.ts'
import { clamp, smoothField } from './wear.ts'

/** A square of table, `side` pixels wide, red, green and blue. */
export type Tabletop = { side: number; pixels: Uint8Array }

/** Red, green, blue, strength of the grain, how much the grain is stretched along one way. */
const tables = [
  [150, 106, 66, 46, 14],
  [96, 64, 42, 34, 18],
  [128, 130, 134, 14, 1],
  [46, 48, 58, 16, 1],
  [214, 208, 198, 16, 2],
] as const
const made = new Map<number, Tabletop>()

export const tabletops = tables.length

/** Two wooden boards, a grey desk, a dark car seat and a white tablecloth; each is made once. */
export function tabletop(index: number): Tabletop {
  const kept = made.get(index)
  if (kept) return kept
  const [r, g, b, grain, stretch] = tables[index]!
  const random = seeded(`table ${index}`)
  const side = 1024
  const broad = smoothField(random, 7, 7 * stretch)
  const fine = smoothField(random, 90, 90 * Math.min(4, stretch))
  const pixels = new Uint8Array(side * side * 3)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const tone = (broad(x / side, y / side) - 0.5 + (fine(x / side, y / side) - 0.5) * 0.6) * grain
      const at = (y * side + x) * 3
      pixels[at] = clamp(r + tone)
      pixels[at + 1] = clamp(g + tone * 0.92)
      pixels[at + 2] = clamp(b + tone * 0.8)
    }
  const table = { side, pixels }
  made.set(index, table)
  return table
}
