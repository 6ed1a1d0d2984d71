import type { Random } from '#office/sample/random.ts'
import { smoothField } from './wear.ts'

/** Colour of the table at a pixel. */
export type Tabletop = (x: number, y: number) => readonly [number, number, number]

/** A wooden board, a grey desk, a dark car seat or a white tablecloth. */
export function tabletop(random: Random): Tabletop {
  const [r, g, b, grain, stretch] = random.pick([
    [150, 106, 66, 46, 14],
    [96, 64, 42, 34, 18],
    [128, 130, 134, 14, 1],
    [46, 48, 58, 16, 1],
    [214, 208, 198, 16, 2],
  ] as const)
  const broad = smoothField(random, 7, Math.round(7 * stretch))
  const fine = smoothField(random, 40, 40 * Math.min(4, stretch))
  const colour: [number, number, number] = [0, 0, 0]
  return (x, y) => {
    const tone =
      (broad((x % 900) / 900, (y % 900) / 900) - 0.5 + (fine((x % 400) / 400, (y % 400) / 400) - 0.5) * 0.6) * grain
    colour[0] = r + tone
    colour[1] = g + tone * 0.92
    colour[2] = b + tone * 0.8
    return colour
  }
}
