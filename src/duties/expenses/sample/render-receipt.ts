import sharp, { type Sharp } from 'sharp'
import { type Random, seeded } from '#office/sample/random.ts'
import { type Colour, photograph, type Shot } from './camera.ts'
import { drawPage, type Grey } from './draw-page.ts'
import { layInvoice } from './invoice-layout.ts'
import { layLines } from './lines-layout.ts'
import type { Page } from './page.ts'
import { pagePdf } from './page-pdf.ts'
import { isSheet, type ReceiptFacts } from './receipt-facts.ts'
import { tabletop, tabletops } from './tabletop.ts'
import { layThermal } from './thermal-layout.ts'
import { wearPaper } from './wear.ts'

export const wears = ['clean', 'photo', 'worn', 'tilted', 'dark', 'crumpled'] as const
export type Wear = (typeof wears)[number]
const pictureFormats = ['jpeg', 'png', 'webp', 'pdf'] as const
export type PictureFormat = (typeof pictureFormats)[number]

export type RenderWish = {
  seed: number | string
  /** How the paper fared and how it was taken; a PDF is always clean. */
  wear?: Wear
  format?: PictureFormat
  /** Quarter turns clockwise by which the picture lies wrong. */
  quarters?: 0 | 1 | 2 | 3
  /** Blur in pixels, as a shaking hand gives; from about 4 on nobody can read it. */
  blur?: number
  /** Pixels across; by default 540 for a roll's receipt, 880 for an A4 sheet. */
  width?: number
}

const shots: Record<Exclude<Wear, 'clean' | 'worn'>, Shot> = {
  photo: { turn: 3, keystone: 0.012, light: 0.98, noise: 12, crumpled: false },
  tilted: { turn: 11, keystone: 0.03, light: 0.96, noise: 14, crumpled: false },
  dark: { turn: 4, keystone: 0.015, light: 0.48, noise: 18, crumpled: false },
  crumpled: { turn: 4, keystone: 0.015, light: 0.96, noise: 14, crumpled: true },
}

/** The receipt as a file's bytes. The same facts and wish give the same picture, with fonts that are shipped. */
export async function renderReceipt(facts: ReceiptFacts, wish: RenderWish): Promise<Uint8Array> {
  const random = seeded(wish.seed)
  const page = (isSheet(facts) ? layInvoice : layThermal)(facts, random.fork('layout'))
  if (wish.format === 'pdf') return pagePdf(page, `${facts.merchant.name} ${facts.number}`)
  return pictureOf(page, { width: isSheet(facts) ? 880 : 540, ...wish }, wish.format ?? 'jpeg')
}

/** A paper whose lines are written out, as a JPEG; some thirteen pixels a letter unless another width is wished. */
export async function renderLines(lines: readonly string[], wish: Omit<RenderWish, 'format'>): Promise<Uint8Array> {
  const { page, columns } = layLines(lines, seeded(wish.seed).fork('layout'))
  return pictureOf(page, { width: Math.max(480, columns * 13), ...wish }, 'jpeg')
}

async function pictureOf(
  page: Page,
  wish: RenderWish & { width: number },
  format: Exclude<PictureFormat, 'pdf'>,
): Promise<Uint8Array> {
  const taken = await take(page, wish.wear ?? 'clean', wish.width, seeded(wish.seed).fork('wear'))
  if (wish.blur) taken.blur(wish.blur)
  if (wish.quarters) taken.rotate(wish.quarters * 90)
  return encode(taken, format)
}

/** Two receipts lying side by side on one JPEG picture. */
export async function renderTwo(
  left: ReceiptFacts,
  right: ReceiptFacts,
  wish: { seed: number | string; width?: number },
): Promise<Uint8Array> {
  const width = wish.width ?? 1200
  const random = seeded(wish.seed)
  const papers = await Promise.all(
    [left, right].map(async (facts, i) => {
      const page = layThermal(facts, random.fork(`layout ${i}`))
      const paper = greySharp(await drawPage(page, Math.round(width * 0.41)))
      const turned = paper
        .toColourspace('srgb')
        .ensureAlpha()
        .rotate(random.int(-3, 3), { background: { r: 0, g: 0, b: 0, alpha: 0 } })
      return turned.png().toBuffer({ resolveWithObject: true })
    }),
  )
  const height = Math.max(...papers.map(({ info }) => info.height)) + 80
  const table = tableAt(random.int(0, tabletops - 2), width, height)
  const places = papers.map(({ data }, i) => ({ input: data, left: Math.round(width * (0.035 + 0.49 * i)), top: 40 }))
  return encode(table.composite(places), 'jpeg')
}

function tableAt(index: number, width: number, height: number): Sharp {
  const { side, pixels } = tabletop(index)
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).resize(width, height, { fit: 'fill' })
}

async function take(page: Page, wear: Wear, width: number, random: Random): Promise<Sharp> {
  if (wear === 'clean') return greySharp(await drawPage(page, width))
  if (wear === 'worn') {
    const paper = await drawPage(page, width)
    wearPaper(paper, random)
    return greySharp(paper).toColourspace('srgb').tint({ r: 255, g: 250, b: 240 })
  }
  const shot = shots[wear]
  const paper = await drawPage(page, Math.round(width * 0.92))
  if (random.chance(0.3)) wearPaper(paper, random)
  return colourSharp(photograph(paper, width, shot, random))
}

const greySharp = ({ pixels, width, height }: Grey) => sharp(pixels, { raw: { width, height, channels: 1 } })
const colourSharp = ({ pixels, width, height }: Colour) => sharp(pixels, { raw: { width, height, channels: 3 } })

async function encode(picture: Sharp, format: Exclude<PictureFormat, 'pdf'>): Promise<Uint8Array> {
  if (format === 'png') return picture.png({ compressionLevel: 7 }).toBuffer()
  if (format === 'webp') return picture.webp({ quality: 70, effort: 1 }).toBuffer()
  return picture.jpeg({ quality: 46 }).toBuffer()
}
