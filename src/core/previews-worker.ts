import { PDFiumLibrary } from '@hyzyla/pdfium'
import heicDecode from 'heic-decode'
import sharp, { type Sharp } from 'sharp'
import type { FileKind } from './files.ts'
import { serveTasks, TaskRefused } from './worker-seat.ts'

/** One page as a picture: `width` and `height` are the JPEG's own, upright, at most 1600 px on its long side. */
export interface PreviewPage {
  width: number
  height: number
  jpeg: Uint8Array
  /** WebP of at most 240 px on its long side. */
  thumb: Uint8Array
}

export interface Previews {
  pages: PreviewPage[]
  /** How many pages the file has; the first twenty are shown, `truncated` says that there are more. */
  pageCount: number
  truncated: boolean
}

export interface PreviewTask {
  bytes: Uint8Array
  kind: FileKind
  maxPages: number
  maxPixels: number
}

const longSide = 1600
const thumbSide = 240

// Threads are the pool's business: each one of libvips's own would fight it for the same cores.
sharp.concurrency(1)
sharp.cache(false)
serveTasks((task: PreviewTask) => {
  if (task.kind === 'pdf') return ofPdf(task)
  if (task.kind === 'heic') return ofHeic(task)
  if (task.kind === 'xml') throw new TaskRefused('core.previews.noPicture')
  return ofPicture(task)
})

async function ofPicture({ bytes, maxPixels }: PreviewTask): Promise<Previews> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    refuseBomb(width, height, maxPixels)
    // A photograph cut short shows what it has: half a receipt may hold the total.
    const upright = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'none' }).autoOrient()
    return { pages: [await previewed(upright)], pageCount: 1, truncated: false }
  } catch (error) {
    if (error instanceof TaskRefused) throw error
    throw new TaskRefused('core.previews.damaged', {}, { cause: error })
  }
}

/** HEIC as telephones make it; libheif has turned it upright already, so its EXIF must not turn it again. */
async function ofHeic({ bytes, maxPixels }: PreviewTask): Promise<Previews> {
  const images = await heicDecode.all({ buffer: bytes }).catch((error: unknown) => {
    throw new TaskRefused('core.previews.damaged', {}, { cause: error })
  })
  try {
    const first = images[0]!
    refuseBomb(first.width, first.height, maxPixels)
    const { data, width, height } = await first.decode().catch((error: unknown) => {
      throw new TaskRefused('core.previews.damaged', {}, { cause: error })
    })
    return {
      pages: [await previewed(sharp(data, { raw: { width, height, channels: 4 } }))],
      pageCount: 1,
      truncated: false,
    }
  } finally {
    images.dispose()
  }
}

async function ofPdf({ bytes, maxPages }: PreviewTask): Promise<Previews> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(bytes)
    const pageCount = document.getPageCount()
    if (pageCount === 0) throw new TaskRefused('core.previews.damaged')
    const pages: PreviewPage[] = []
    for (let at = 0; at < Math.min(pageCount, maxPages); at++) pages.push(await ofPdfPage(document.getPage(at)))
    document.destroy()
    return { pages, pageCount, truncated: pageCount > maxPages }
  } catch (error) {
    if (error instanceof TaskRefused) throw error
    const locked = /password|security/i.test((error as Error).message)
    throw new TaskRefused(locked ? 'core.previews.encrypted' : 'core.previews.damaged', {}, { cause: error })
  } finally {
    library.destroy()
  }
}

type PdfPage = ReturnType<Awaited<ReturnType<PDFiumLibrary['loadDocument']>>['getPage']>

async function ofPdfPage(page: PdfPage): Promise<PreviewPage> {
  const { originalWidth, originalHeight } = page.getOriginalSize()
  const scale = Math.min(6, longSide / Math.max(originalWidth, originalHeight, 1))
  const { data, width, height } = await page.render({ scale, render: 'bitmap', renderFormFields: true })
  return previewed(sharp(data, { raw: { width, height, channels: 4 } }))
}

async function previewed(picture: Sharp): Promise<PreviewPage> {
  const { data, info } = await picture
    .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColorspace('srgb')
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
  const inside = { width: thumbSide, height: thumbSide, fit: 'inside', withoutEnlargement: true } as const
  const thumb = await sharp(data).resize(inside).webp({ quality: 70 }).toBuffer()
  return { width: info.width, height: info.height, jpeg: new Uint8Array(data), thumb: new Uint8Array(thumb) }
}

function refuseBomb(width: number, height: number, maxPixels: number): void {
  if (width * height <= maxPixels) return
  const megapixels = Math.round((width * height) / 1_000_000)
  throw new TaskRefused('core.previews.tooManyPixels', { megapixels, limit: Math.round(maxPixels / 1_000_000) })
}
