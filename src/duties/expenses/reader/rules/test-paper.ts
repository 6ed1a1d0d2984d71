import type { Row, Word } from './rows.ts'

/** Begins a line that is printed large. */
const LARGE = '^ '

/** Rows as if seen on a paper that bears these lines, letter under letter, for the tests of rules; empty ones are left out. */
export function paperOf(...lines: string[]): Row[] {
  const columns = Math.max(60, ...lines.map((line) => line.length))
  return lines.flatMap((line, index) => {
    const y = (index + 0.5) / lines.length
    const isLarge = line.startsWith(LARGE)
    const printed = isLarge ? line.slice(LARGE.length) : line
    const words: Word[] = []
    let text = ''
    for (const { 0: word, index: at } of printed.matchAll(/\S+/g)) {
      if (text) text += ' '
      const box = { page: 0, x: at / columns, y: y - 0.01, width: word.length / columns, height: 0.02 }
      words.push({ text: word, confidence: 0.99, least: 0.99, start: text.length, box })
      text += word
    }
    return words.length > 0 ? [{ text, words, page: 0, y, height: isLarge ? 0.03 : 0.02 }] : []
  })
}
