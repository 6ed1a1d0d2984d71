import type { Raster } from '../pictures/raster.ts'
import type { SeenLetter } from './engine.ts'

/** The recogniser often drops blanks: where the paper between two letters is much wider than usual on the line, one is put back. */
export function withSpaces(letters: SeenLetter[], line: Raster): SeenLetter[] {
  if (letters.length < 2) return letters
  const ink = inkOf(line)
  const gaps = letters.slice(1).map((letter, i) => widestGap(ink, letters[i]!.at * line.width, letter.at * line.width))
  const besideBlank = (i: number) => letters[i]!.letter === ' ' || letters[i + 1]!.letter === ' '
  const usual = gaps.filter((_, i) => !besideBlank(i)).toSorted((a, b) => a - b)
  const middle = usual[Math.floor(usual.length / 2)] ?? 0
  // Blanks that the recogniser did see tell how wide this print sets them.
  const own = gaps.filter((_, i) => letters[i]!.letter === ' ').map((gap, _, all) => gap + (all.length > 0 ? 0 : 1))
  const least = Math.max(line.height * 0.17, middle * 2.2 + 1, 0.7 * Math.min(...own, own.length > 0 ? Infinity : 0))
  return letters.flatMap((letter, i) => {
    const next = letters[i + 1]
    if (!next || besideBlank(i) || gaps[i]! < least * extra(letter.letter, next.letter)) return [letter]
    return [letter, { letter: ' ', at: (letter.at + next.at) / 2, confidence: 1 }]
  })
}

/** Figures and the signs between them are often set wide: only a very wide gap parts them. */
function extra(a: string, b: string): number {
  return /[\d.,:/-]/.test(a) && /[\d.,:/-]/.test(b) ? 2.2 : 1
}

/** For each column, whether anything on it is clearly darker (or lighter, on dark ground) than the paper. */
function inkOf({ data, width, height }: Raster): Uint8Array {
  const [top, foot] = [Math.floor(height * 0.12), Math.ceil(height * 0.88)]
  const grey = (x: number, y: number) => data[(y * width + x) * 3 + 1]!
  const histogram = new Uint32Array(256)
  for (let y = top; y < foot; y++) for (let x = 0; x < width; x++) histogram[grey(x, y)]!++
  const paper = percentile(histogram, 0.75)
  const dark = percentile(histogram, 0.04)
  const limit = paper - Math.max(18, (paper - dark) * 0.4)
  const ink = new Uint8Array(width)
  for (let x = 0; x < width; x++) for (let y = top; y < foot && !ink[x]; y++) if (grey(x, y) < limit) ink[x] = 1
  return ink
}

function percentile(histogram: Uint32Array, share: number): number {
  const all = histogram.reduce((sum, n) => sum + n, 0)
  let sum = 0
  for (let value = 0; value < 256; value++) {
    sum += histogram[value]!
    if (sum >= all * share) return value
  }
  return 255
}

function widestGap(ink: Uint8Array, from: number, to: number): number {
  let [widest, run] = [0, 0]
  for (let x = Math.floor(from); x <= Math.min(ink.length - 1, Math.ceil(to)); x++) {
    run = ink[x] ? 0 : run + 1
    widest = Math.max(widest, run)
  }
  return widest
}
