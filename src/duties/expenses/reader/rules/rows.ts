import type { SeenText } from '../engines/engine.ts'
import type { Point, Quad } from '../pictures/raster.ts'
import type { Box } from '../reading.ts'

/** A word with its place: fractions of the upright page. `start` is its offset in the text of its row. */
export interface Word {
  text: string
  confidence: number
  /** The engine's sureness of its worst letter. */
  least: number
  box: Box
  start: number
}

/** What stands on one line of the paper, left to right, words parted by one blank. */
export interface Row {
  text: string
  words: Word[]
  page: number
  /** Middle of the row, 0 at the top of the page and 1 at its foot; tilt taken out. */
  y: number
  height: number
  /** The row on the picture, in pixels; a page of text has none. */
  quad?: Quad
}

interface Placed {
  seen: SeenText
  left: number
  middle: number
  height: number
  slope: number
}

/** Texts put into rows, whatever the tilt: each text's height is measured along the slope of its neighbours. */
export function rowsOf(seen: SeenText[], page: number, width: number, height: number): Row[] {
  const placed = seen.map(place)
  const wide = placed.filter(({ seen: s }) => s.letters.length >= 6)
  for (const one of placed) one.middle -= slopeNear(one, wide, height) * (centreX(one.seen) - width / 2)
  const rows: Placed[][] = []
  for (const one of placed.toSorted((a, b) => a.middle - b.middle)) {
    const row = rows.findLast((r) => fits(one, r))
    if (row) row.push(one)
    else rows.push([one])
  }
  return rows
    .map((row) => rowOf(row, page, width, height))
    .filter((row) => row.words.length > 0)
    .toSorted((a, b) => a.y - b.y)
}

function place(seen: SeenText): Placed {
  const [a, b, c, d] = seen.quad
  return {
    seen,
    left: Math.min(a[0], d[0]),
    middle: (a[1] + b[1] + c[1] + d[1]) / 4,
    height: Math.max(1, Math.hypot(d[0] - a[0], d[1] - a[1])),
    slope: (b[1] - a[1]) / Math.max(1, b[0] - a[0]),
  }
}

function centreX({ quad }: SeenText): number {
  return (quad[0][0] + quad[1][0] + quad[2][0] + quad[3][0]) / 4
}

/** Paper bends and cameras tilt: the slope is the weighted median of the long texts nearby. */
function slopeNear(one: Placed, wide: Placed[], height: number): number {
  const near = wide
    .map((w) => ({ slope: w.slope, far: Math.abs(w.middle - one.middle) }))
    .filter((w) => w.far < 0.2 * height)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 9)
    .map((w) => w.slope)
    .toSorted((a, b) => a - b)
  return near.length < 3 ? one.slope * Math.min(1, one.seen.letters.length / 10) : near[Math.floor(near.length / 2)]!
}

function fits(one: Placed, row: Placed[]): boolean {
  const middle = row.reduce((sum, r) => sum + r.middle, 0) / row.length
  const low = Math.min(one.height, ...row.map((r) => r.height))
  if (Math.abs(one.middle - middle) > 0.55 * low) return false
  return row.every((r) => !overlaps(one.seen, r.seen))
}

function overlaps(a: SeenText, b: SeenText): boolean {
  const [a0, a1] = [Math.min(a.quad[0][0], a.quad[3][0]), Math.max(a.quad[1][0], a.quad[2][0])]
  const [b0, b1] = [Math.min(b.quad[0][0], b.quad[3][0]), Math.max(b.quad[1][0], b.quad[2][0])]
  return Math.min(a1, b1) - Math.max(a0, b0) > 0.3 * Math.min(a1 - a0, b1 - b0)
}

function rowOf(row: Placed[], page: number, width: number, height: number): Row {
  const words: Word[] = []
  let text = ''
  const sorted = row.toSorted((a, b) => a.left - b.left)
  const [first, last] = [sorted[0]!.seen.quad, sorted.at(-1)!.seen.quad]
  for (const { seen } of sorted) {
    for (const word of wordsOf(seen, page, width, height)) {
      if (text) text += ' '
      words.push({ ...word, start: text.length })
      text += word.text
    }
  }
  return {
    text,
    words,
    page,
    y: row.reduce((sum, r) => sum + r.middle, 0) / row.length / height,
    height: Math.max(...row.map((r) => r.height)) / height,
    quad: [first[0], last[1], last[2], first[3]],
  }
}

function wordsOf({ letters, quad }: SeenText, page: number, width: number, height: number): Omit<Word, 'start'>[] {
  const words: Omit<Word, 'start'>[] = []
  let from = 0
  for (let i = 0; i <= letters.length; i++) {
    if (i < letters.length && letters[i]!.letter !== ' ') continue
    const run = letters.slice(from, i)
    if (run.length > 0) {
      const half = (run.at(-1)!.at - run[0]!.at) / Math.max(1, run.length - 1) / 2 || 0.5 / letters.length
      words.push({
        text: run.map((l) => l.letter).join(''),
        confidence: run.reduce((sum, l) => sum + l.confidence, 0) / run.length,
        least: Math.min(...run.map((l) => l.confidence)),
        box: boxBetween(quad, run[0]!.at - half, run.at(-1)!.at + half, page, width, height),
      })
    }
    from = i + 1
  }
  return words
}

function boxBetween(
  quad: SeenText['quad'],
  from: number,
  to: number,
  page: number,
  width: number,
  height: number,
): Box {
  const [a, b, c, d] = quad
  const along = (t: number, p: readonly [number, number], q: readonly [number, number]) =>
    [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t] as const
  const [t0, t1] = [Math.max(0, from), Math.min(1, to)]
  const corners = [along(t0, a, b), along(t1, a, b), along(t0, d, c), along(t1, d, c)]
  const x = Math.max(0, Math.min(...corners.map((p) => p[0]))) / width
  const y = Math.max(0, Math.min(...corners.map((p) => p[1]))) / height
  const right = Math.min(width, Math.max(...corners.map((p) => p[0]))) / width
  const foot = Math.min(height, Math.max(...corners.map((p) => p[1]))) / height
  return { page, x, y, width: Math.max(0, right - x), height: Math.max(0, foot - y) }
}

/** The smallest box around the words that cover `start`..`end` of the row's text. */
export function boxOf(row: Row, start: number, end: number): Box {
  const boxes = row.words.filter((w) => w.start < end && w.start + w.text.length > start).map((w) => w.box)
  const x = Math.min(...boxes.map((b) => b.x))
  const y = Math.min(...boxes.map((b) => b.y))
  return {
    page: row.page,
    x,
    y,
    width: Math.max(...boxes.map((b) => b.x + b.width)) - x,
    height: Math.max(...boxes.map((b) => b.y + b.height)) - y,
  }
}

/** How sure the engine was of the words that cover `start`..`end`: its worst letter. */
export function surenessOf(row: Row, start: number, end: number): number {
  const words = row.words.filter((w) => w.start < end && w.start + w.text.length > start)
  return words.length === 0 ? 0 : Math.min(...words.map((w) => w.least))
}

/** Words of one row that stand together, apart from the next by a gap of several letters: a column, or label and value. */
export interface Cell {
  text: string
  start: number
  end: number
  /** Fractions of the page. */
  left: number
  right: number
}

/** Letters that would fit into the gap between two cells. */
const CELL_GAP = 2.6

export function cellsOf(row: Row): Cell[] {
  const groups: Word[][] = []
  for (const word of row.words) {
    const last = groups.at(-1)?.at(-1)
    if (last && word.box.x - (last.box.x + last.box.width) < CELL_GAP * letterWidth(last, word))
      groups.at(-1)!.push(word)
    else groups.push([word])
  }
  return groups.map((words) => {
    const [first, last] = [words[0]!, words.at(-1)!]
    const end = last.start + last.text.length
    const right = last.box.x + last.box.width
    return { text: row.text.slice(first.start, end), start: first.start, end, left: first.box.x, right }
  })
}

/** Where a piece of a row stands on the picture, in pixels; a page of text has no such places. */
export function quadOf({ quad, words }: Row, start: number, end: number): Quad | undefined {
  const own = words.filter((w) => w.start < end && w.start + w.text.length > start)
  const [first, last] = [own[0], own.at(-1)]
  if (!quad || !first || !last) return undefined
  const left = words[0]!.box.x
  const whole = words.at(-1)!.box.x + words.at(-1)!.box.width - left
  const [from, to] = [(first.box.x - left) / whole, (last.box.x + last.box.width - left) / whole]
  const between = (a: Point, b: Point, t: number): Point => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
  const [a, b, c, d] = quad
  return [between(a, b, from), between(a, b, to), between(d, c, to), between(d, c, from)]
}

function letterWidth(a: Word, b: Word): number {
  return (a.box.width + b.box.width) / (a.text.length + b.text.length)
}
