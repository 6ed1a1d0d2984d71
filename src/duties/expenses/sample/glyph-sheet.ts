import sharp from 'sharp'
import { advance, face } from './faces.ts'
import type { FaceName } from './page.ts'

/** All letters of one face and size, drawn once: one row of ink values (255 is full ink), each glyph in its own columns. */
export type GlyphSheet = {
  ink: Uint8Array
  stride: number
  height: number
  /** Rows from the top of a glyph to its baseline. */
  baseline: number
  glyphs: Map<string, { column: number; columns: number; advance: number }>
}

const alphabet = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
  ...'ĄČĘĖĮŠŲŪŽąčęėįšųūžĀĒĢĪĶĻŅāēģīķļņŁłŻżŹźĆćŃńÓóŚśÄÖÜäöüßÉéç€£„“”–—×•½§°’',
]
const margin = 2
const sheets = new Map<string, Promise<GlyphSheet>>()

/** The sheet for a face at `size` pixels, `tall` times as high as wide. Kept: receipts share a few dozen of them. */
export function glyphSheet(name: FaceName, size: number, tall: number): Promise<GlyphSheet> {
  const key = `${name}/${size}/${tall}`
  const kept = sheets.get(key)
  if (kept) return kept
  const made = drawSheet(name, size, tall)
  if (sheets.size > 300) sheets.clear()
  sheets.set(key, made)
  return made
}

async function drawSheet(name: FaceName, size: number, tall: number): Promise<GlyphSheet> {
  const font = face(name)
  const scale = size / font.unitsPerEm
  const baseline = Math.ceil(font.ascent * scale * tall) + margin
  const height = baseline + Math.ceil(-font.descent * scale * tall) + margin
  const glyphs: GlyphSheet['glyphs'] = new Map()
  const paths: string[] = []
  let column = 0
  for (const character of alphabet) {
    const width = advance(name, character) * size
    const columns = Math.ceil(width) + 2 * margin
    const outline = character === ' ' ? '' : font.glyphForCodePoint(character.codePointAt(0)!).path.toSVG()
    const place = `translate(${column + margin} ${baseline}) scale(${scale} ${-scale * tall})`
    if (outline) paths.push(`<path d="${outline}" transform="${place}"/>`)
    glyphs.set(character, { column, columns, advance: width })
    column += columns
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${column}" height="${height}" fill="#fff"><rect width="100%" height="100%" fill="#000"/>${paths.join('')}</svg>`
  const { data, info } = await sharp(Buffer.from(svg)).toColourspace('b-w').extractChannel(0).raw().toBuffer({ resolveWithObject: true }) // biome-ignore format: one chain
  return { ink: data, stride: info.width, height, baseline, glyphs }
}

/** Columns left of a glyph's origin that its cell spans. */
export const glyphMargin = margin
