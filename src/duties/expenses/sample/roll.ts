import { advance } from './faces.ts'
import { bars, type FaceName, type Mark, type Page, squares } from './page.ts'

type LineLook = { bold?: boolean; tall?: number; wide?: boolean }

/** Paper from a roll, filled line by line with `columns` letters of equal width, as a receipt printer does. */
export class Roll {
  readonly width = 300
  readonly columns: number
  private readonly marks: Mark[] = []
  private readonly regular: FaceName
  private readonly bold: FaceName
  private readonly size: number
  private readonly left = 13
  private y = 16

  constructor(regular: FaceName, bold: FaceName, columns: number) {
    this.regular = regular
    this.bold = bold
    this.columns = columns
    this.size = (this.width - 2 * this.left) / columns / advance(regular, '0')
  }

  text(text: string, look: LineLook = {}): void {
    for (const line of this.broken(text, look)) this.put(line, this.left, 'left', this.step(look), look)
  }

  centre(text: string, look: LineLook = {}): void {
    for (const line of this.broken(text, look)) this.put(line, this.width / 2, 'center', this.step(look), look)
  }

  /** Text left and right on one line; if they do not fit, the right one gets a line of its own. */
  pair(left: string, right: string, look: LineLook = {}): void {
    const room = this.columnsAt(look)
    if (left.length + right.length + 1 > room) this.text(left, look)
    const y = this.step(look)
    if (left.length + right.length + 1 <= room) this.put(left, this.left, 'left', y, look)
    this.put(right, this.width - this.left, 'right', y, look)
  }

  /** A row of cells, each right-aligned to its column (given as letters from the left), the first left-aligned. */
  row(cells: readonly string[], ends: readonly number[], look: LineLook = {}): void {
    const y = this.step(look)
    const letter = (this.width - 2 * this.left) / this.columns
    cells.forEach((cell, i) => {
      if (i === 0) this.put(cell, this.left, 'left', y, look)
      else this.put(cell, this.left + ends[i]! * letter, 'right', y, look)
    })
  }

  rule(sign: string): void {
    if (sign === 'line') {
      const y = this.y + this.size * 0.5
      this.marks.push({ kind: 'box', x: this.left, y, width: this.width - 2 * this.left, height: 0.9, tone: 0 })
      this.gap()
    } else this.text(sign.repeat(this.columns).slice(0, this.columns))
  }

  /** White letters on a black bar. */
  banner(text: string): void {
    const height = this.size * 1.9
    this.marks.push({ kind: 'box', x: this.left, y: this.y, width: this.width - 2 * this.left, height, tone: 0 })
    this.mark(text, this.width / 2, this.y + height * 0.68, 'center', this.size * 1.15, { bold: true }, true)
    this.y += height + 5
  }

  gap(lines = 0.5): void {
    this.y += this.size * 1.2 * lines
  }

  barcode(digits: string): void {
    this.gap()
    this.marks.push(...bars(60, this.y, 180, 30, digits))
    this.y += 33
    this.centre(digits)
  }

  square(random: () => number): void {
    this.gap()
    this.marks.push(...squares(this.width / 2 - 38, this.y, 76, random))
    this.y += 80
  }

  page(): Page {
    return { width: this.width, height: this.y + 22, marks: this.marks }
  }

  private columnsAt(look: LineLook): number {
    return look.wide ? Math.floor(this.columns / 1.5) : this.columns
  }

  private step(look: LineLook): number {
    this.y += this.size * 1.2 * (look.tall ?? 1) * (look.wide ? 1.5 : 1)
    return this.y
  }

  private broken(text: string, look: LineLook): string[] {
    const lines: string[] = []
    for (const word of text.split(' ')) {
      const last = lines.at(-1)
      if (last !== undefined && `${last} ${word}`.length <= this.columnsAt(look))
        lines[lines.length - 1] = `${last} ${word}`
      else lines.push(word)
    }
    return lines
  }

  private put(text: string, x: number, align: 'left' | 'center' | 'right', y: number, look: LineLook): void {
    this.mark(text, x, y, align, this.size * (look.wide ? 1.5 : 1), look, false)
  }

  private mark(
    text: string,
    x: number,
    y: number,
    align: 'left' | 'center' | 'right',
    size: number,
    look: LineLook,
    white: boolean,
  ) {
    const face = look.bold ? this.bold : this.regular
    this.marks.push({ kind: 'text', text, x, y, align, size, face, white, ...(look.tall && { tall: look.tall }) })
  }
}
