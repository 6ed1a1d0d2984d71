import type { Random } from '#office/sample/random.ts'
import { asDrawable } from './glyphs.ts'
import type { FaceName, Page } from './page.ts'
import { Roll } from './roll.ts'

/** Begins a line that the printer sets wide. */
const WIDE = '^ '
const faces: readonly (readonly [FaceName, FaceName])[] = [
  ['plex', 'plexBold'],
  ['inconsolata', 'inconsolataBold'],
  ['courier', 'courierBold'],
  ['vt323', 'vt323'],
]

/** Prints lines as they are written, letter under letter. `columns` is how many letters the paper is wide. */
export function layLines(lines: readonly string[], random: Random): { page: Page; columns: number } {
  const columns = Math.max(24, ...lines.map((line) => (line.startsWith(WIDE) ? wideLength(line) : line.length)))
  const [regular, bold] = random.pick(faces)
  const roll = new Roll(regular, bold, columns)
  const bolder = random.chance(0.3)
  for (const line of lines.map(asDrawable)) {
    if (line.trim() === '') roll.gap()
    else if (line.startsWith(WIDE)) roll.centre(line.slice(WIDE.length).trim(), { wide: true, bold: bolder })
    else roll.text(line)
  }
  return { page: roll.page(), columns }
}

function wideLength(line: string): number {
  return Math.ceil((line.length - WIDE.length) * 1.5)
}
