import sharp from 'sharp'
import { advance, face } from './faces.ts'
import type { FaceName } from './page.ts'

/** One letter at one size: rows of ink values, 255 being full ink. `left` and `top` lie before its origin on the baseline. */
export type Glyph = { ink: Uint8Array; width: number; height: number; left: number; top: number }

/** A letter drawn large; `sums[y][x]` holds the ink above and left of a point, so that any box is averaged at once. */
type Master = { sums: Uint32Array; width: number; height: number }
type MasterSheet = {
  ink: Uint8Array
  stride: number
  height: number
  baseline: number
  columns: Map<string, [number, number]>
}

const alphabet = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
  ...'ĄČĘĖĮŠŲŪŽąčęėįšųūžĀĒĢĪĶĻŅāēģīķļņŁłŻżŹźĆćŃńÓóŚśÄÖÜäöüßÉéç€£„“”–—×•½§°’',
  ...'ÅåØøÆæÕõÀÁÂÈÊËÍÎÏÑÔÙÚÛÝàáâèêëíîïñôùúûýÇŘřĚěŮůŤťĎďŇň«»·…²¡¿ºª',
]
const drawable = new Set(alphabet)
/** Pixels an em has on a master sheet, and the empty columns around each letter. */
const em = 72
const margin = 8
const sheets = new Map<FaceName, Promise<MasterSheet>>()
const masters = new Map<string, Master>()
const glyphs = new Map<string, Glyph>()

/** The text with a star for each letter that the sheets lack. */
export function asDrawable(text: string): string {
  return [...text].map((letter) => (drawable.has(letter) ? letter : '*')).join('')
}

/** Draws a face's letters once; all sizes are made from that drawing. */
export function openFace(name: FaceName): Promise<MasterSheet> {
  const kept = sheets.get(name)
  if (kept) return kept
  const sheet = drawSheet(name)
  sheets.set(name, sheet)
  return sheet
}

/** A letter of an opened face, `size` pixels an em and `tall` times as high as wide. */
export function glyphOf(sheet: MasterSheet, name: FaceName, character: string, size: number, tall: number): Glyph {
  const key = `${name}/${size}/${tall}/${character}`
  const kept = glyphs.get(key)
  if (kept) return kept
  const glyph = shrink(masterOf(sheet, name, character), sheet.baseline, size, tall)
  // Receipts share a few thousand; the bound is for a caller who asks for every width.
  if (glyphs.size > 20_000) glyphs.clear()
  glyphs.set(key, glyph)
  return glyph
}

async function drawSheet(name: FaceName): Promise<MasterSheet> {
  const font = face(name)
  const scale = em / font.unitsPerEm
  const baseline = Math.ceil(font.ascent * scale) + margin
  const height = baseline + Math.ceil(-font.descent * scale) + margin
  const columns: MasterSheet['columns'] = new Map()
  const paths: string[] = []
  let column = 0
  for (const character of alphabet) {
    const width = Math.ceil(advance(name, character) * em) + 2 * margin
    const outline = character === ' ' ? '' : font.glyphForCodePoint(character.codePointAt(0)!).path.toSVG()
    const place = `translate(${column + margin} ${baseline}) scale(${scale} ${-scale})`
    if (outline) paths.push(`<path d="${outline}" transform="${place}"/>`)
    columns.set(character, [column, width])
    column += width
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${column}" height="${height}" fill="#fff"><rect width="100%" height="100%" fill="#000"/>${paths.join('')}</svg>`
  const ink = await sharp(Buffer.from(svg)).toColourspace('b-w').extractChannel(0).raw().toBuffer()
  return { ink, stride: column, height, baseline, columns }
}

function masterOf(sheet: MasterSheet, name: FaceName, character: string): Master {
  const key = name + character
  const kept = masters.get(key)
  if (kept) return kept
  const place = sheet.columns.get(character)
  if (!place) throw new Error(`The sample fonts' sheet lacks "${character}"`)
  const [column, width] = place
  const stride = width + 1
  const sums = new Uint32Array(stride * (sheet.height + 1))
  for (let y = 0; y < sheet.height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += sheet.ink[y * sheet.stride + column + x]!
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row
    }
  }
  const master = { sums, width, height: sheet.height }
  masters.set(key, master)
  return master
}

function shrink(master: Master, baseline: number, size: number, tall: number): Glyph {
  const sx = em / size
  const sy = em / (size * tall)
  const left = Math.ceil(margin / sx)
  const top = Math.ceil(baseline / sy)
  const width = left + Math.ceil((master.width - margin) / sx)
  const height = top + Math.ceil((master.height - baseline) / sy)
  const ink = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const x0 = (x - left) * sx + margin
      const y0 = (y - top) * sy + baseline
      const sum = at(master, x0 + sx, y0 + sy) - at(master, x0, y0 + sy) - at(master, x0 + sx, y0) + at(master, x0, y0)
      ink[y * width + x] = Math.min(255, Math.round(sum / (sx * sy)))
    }
  return { ink, width, height, left, top }
}

/** The ink above and left of a point between pixels. */
function at({ sums, width, height }: Master, x: number, y: number): number {
  const u = Math.max(0, Math.min(width - 1e-6, x))
  const v = Math.max(0, Math.min(height - 1e-6, y))
  const i = Math.floor(u)
  const j = Math.floor(v)
  const a = j * (width + 1) + i
  const b = a + width + 1
  return (
    (sums[a]! * (1 - u + i) + sums[a + 1]! * (u - i)) * (1 - v + j) +
    (sums[b]! * (1 - u + i) + sums[b + 1]! * (u - i)) * (v - j)
  )
}
