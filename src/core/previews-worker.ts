import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp, { type Sharp } from 'sharp'
import type { FileKind } from './files.ts'
import { asJpeg, uprightPicture } from './pictures.ts'
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
}

const longSide = 1600
const thumbSide = 240

serveTasks(async ({ bytes, kind, maxPages }: PreviewTask): Promise<Previews> => {
  if (kind === 'pdf') return ofPdf(bytes, maxPages)
  if (kind === 'xml') throw new TaskRefused('core.previews.noPicture')
  return { pages: [await previewed(await uprightPicture(bytes, kind))], pageCount: 1, truncated: false }
})

async function ofPdf(bytes: Uint8Array, maxPages: number): Promise<Previews> {
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
  const page = await asJpeg(picture, longSide, 82)
  const inside = { width: thumbSide, height: thumbSide, fit: 'inside', withoutEnlargement: true } as const
  const thumb = await sharp(page.jpeg).resize(inside).webp({ quality: 70 }).toBuffer()
  return { ...page, thumb: new Uint8Array(thumb) }
}
