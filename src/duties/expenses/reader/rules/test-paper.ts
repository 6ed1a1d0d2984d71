import type { Row, Word } from './rows.ts'

/** Rows as if seen on a paper that bears these lines, for the tests of rules. */
export function paperOf(...lines: string[]): Row[] {
  return lines.map((text, index) => {
    const y = (index + 0.5) / lines.length
    const words: Word[] = [...text.matchAll(/\S+/g)].map((m) => ({
      text: m[0],
      confidence: 0.99,
      least: 0.99,
      start: m.index,
      box: { page: 0, x: m.index / 60, y: y - 0.01, width: m[0].length / 60, height: 0.02 },
    }))
    return { text, words, page: 0, y, height: 0.02 }
  })
}
