import { openPdf } from '#duties/expenses/reader/papers/pdf.ts'

/** A text on a page with its box, in tenths of a point from the page's top left. */
interface Placed {
  text: string
  x0: number
  y0: number
  x1: number
  y1: number
}

/** Where two texts of one page lie over each other, as "page 2: Rokas / 1 234,50"; and where one leaves the page's margins. */
export async function overlapsOf(pdf: Uint8Array): Promise<string[]> {
  const paper = await openPdf(pdf)
  try {
    return Array.from({ length: paper.pages }, (_, at) => {
      const { seen, width, height } = paper.textsOf(at)
      const placed = seen.map(({ text, quad }) => inked(text, quad))
      const outside = placed.filter(
        ({ x0, y0, x1, y1 }) => x0 < margin || x1 > width - margin || y0 < margin || y1 > height - foot,
      )
      return [
        ...overlapping(placed).map(([one, other]) => `page ${at + 1}: ${one.text} / ${other.text}`),
        ...outside.map(({ text }) => `page ${at + 1}: ${text} leaves the margins`),
      ]
    }).flat()
  } finally {
    paper.close()
  }
}

// As `paper.typ` has them: 18 mm, and its footer's line above the lower edge.
const [margin, foot] = [510, 300]

/** The words of each page in reading order. */
export async function wordsOfPages(pdf: Uint8Array): Promise<string[][]> {
  const paper = await openPdf(pdf)
  try {
    return Array.from({ length: paper.pages }, (_, at) => paper.textsOf(at).seen.map(({ text }) => text))
  } finally {
    paper.close()
  }
}

// Boxes reach from ascender to descender: neighbouring lines touch, print does not. The middle half is what is inked.
function inked(text: string, quad: readonly (readonly [number, number])[]): Placed {
  const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)]
  const [y0, y1] = [Math.min(...ys), Math.max(...ys)]
  const quarter = (y1 - y0) / 4
  return { text, x0: Math.min(...xs) + 2, x1: Math.max(...xs) - 2, y0: y0 + quarter, y1: y1 - quarter }
}

function overlapping(placed: readonly Placed[]): [Placed, Placed][] {
  const rows = [...placed].sort((one, other) => one.y0 - other.y0)
  return rows.flatMap((one, at) => {
    const found: [Placed, Placed][] = []
    for (const other of rows.slice(at + 1)) {
      if (other.y0 >= one.y1) break
      if (one.x0 < other.x1 && other.x0 < one.x1) found.push([one, other])
    }
    return found
  })
}
