import type { Random } from '#office/sample/random.ts'
import type { Grey } from './draw-page.ts'

/** Paper that lived in a pocket: faded print, rubbed streaks, a fold, specks. Changes the picture in place. */
export function wearPaper(grey: Grey, random: Random): void {
  const { width, height, pixels } = grey
  const fade = smoothField(random, 9, 14)
  const streaks = Array.from({ length: width }, () => 1)
  for (let i = random.int(2, 5); i > 0; i--) {
    const at = random.int(0, width - 1)
    for (let x = at; x < Math.min(width, at + random.int(1, 4)); x++) streaks[x] = 0.35 + random.next() * 0.35
  }
  const fold = height * (0.3 + random.next() * 0.4)
  const strength = 0.52 + random.next() * 0.2
  for (let y = 0; y < height; y++) {
    const crease = Math.max(0, 1 - Math.abs(y - fold) / 2.5)
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const ink = 255 - pixels[i]!
      const keep = strength + 0.34 * fade(x / width, y / height)
      pixels[i] = clamp(246 - ink * Math.min(1, keep) * streaks[x]! * (1 - 0.6 * crease) - crease * 26)
    }
  }
  for (let i = (width * height) / 1500; i > 0; i--) {
    const at = random.int(0, width * height - 1)
    pixels[at] = pixels[at]! > 150 ? 190 : 225
  }
}

/** Values between 0 and 1 that change gently over the unit square. */
export function smoothField(random: Random, columns: number, rows: number): (u: number, v: number) => number {
  const grid = Float32Array.from({ length: (columns + 1) * (rows + 1) }, () => random.next())
  return (u, v) => {
    const x = Math.min(0.9999, Math.max(0, u)) * columns
    const y = Math.min(0.9999, Math.max(0, v)) * rows
    const i = Math.floor(x)
    const j = Math.floor(y)
    const a = j * (columns + 1) + i
    const b = a + columns + 1
    const fx = x - i
    const fy = y - j
    return (grid[a]! * (1 - fx) + grid[a + 1]! * fx) * (1 - fy) + (grid[b]! * (1 - fx) + grid[b + 1]! * fx) * fy
  }
}

export const clamp = (value: number) => Math.max(0, Math.min(255, value))
