import { advance, textWidth } from './faces.ts'
import { type Glyph, glyphOf, openFace } from './glyphs.ts'
import type { Mark, Page } from './page.ts'

/** A grey picture, one byte a pixel: 255 is paper, 0 is ink. */
export type Grey = { width: number; height: number; pixels: Uint8Array }

/** Draws a page `width` pixels wide. */
export async function drawPage(page: Page, width: number): Promise<Grey> {
  const scale = width / page.width
  const grey: Grey = { width, height: Math.ceil(page.height * scale), pixels: new Uint8Array(0) }
  grey.pixels = new Uint8Array(grey.width * grey.height).fill(255)
  for (const mark of page.marks) {
    if (mark.kind === 'box') drawBox(grey, mark, scale)
    else await drawText(grey, mark, scale)
  }
  return grey
}

function drawBox(grey: Grey, box: Extract<Mark, { kind: 'box' }>, scale: number): void {
  const left = Math.max(0, Math.round(box.x * scale))
  const right = Math.min(grey.width, Math.max(left + 1, Math.round((box.x + box.width) * scale)))
  const top = Math.max(0, Math.round(box.y * scale))
  const bottom = Math.min(grey.height, Math.max(top + 1, Math.round((box.y + box.height) * scale)))
  for (let y = top; y < bottom; y++) grey.pixels.fill(box.tone, y * grey.width + left, y * grey.width + right)
}

async function drawText(grey: Grey, mark: Extract<Mark, { kind: 'text' }>, scale: number): Promise<void> {
  // Quarter pixels keep the number of drawn letters small.
  const size = Math.round(mark.size * scale * 4) / 4
  const sheet = await openFace(mark.face)
  const width = textWidth(mark.face, mark.text, size)
  const shift = mark.align === 'right' ? width : mark.align === 'center' ? width / 2 : 0
  let x = mark.x * scale - shift
  const y = Math.round(mark.y * scale)
  for (const character of mark.text) {
    if (character !== ' ')
      stamp(grey, glyphOf(sheet, mark.face, character, size, mark.tall ?? 1), Math.round(x), y, mark.white ? 255 : 0)
    x += advance(mark.face, character) * size
  }
}

function stamp(grey: Grey, glyph: Glyph, x: number, y: number, tone: number): void {
  const left = x - glyph.left
  const top = y - glyph.top
  const from = Math.max(0, -left)
  const to = Math.min(glyph.width, grey.width - left)
  for (let row = Math.max(0, -top); row < glyph.height && top + row < grey.height; row++) {
    const source = row * glyph.width
    const target = (top + row) * grey.width + left
    for (let i = from; i < to; i++) {
      const ink = glyph.ink[source + i]!
      if (ink === 0) continue
      const old = grey.pixels[target + i]!
      grey.pixels[target + i] = old + Math.round(((tone - old) * ink) / 255)
    }
  }
}
