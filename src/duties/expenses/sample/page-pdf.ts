import { readFile } from 'node:fs/promises'
import { PDFDocument, type PDFFont, rgb } from '@cantoo/pdf-lib'
import * as fontkit from 'fontkit'
import { faceFile, textWidth } from './faces.ts'
import type { FaceName, Page } from './page.ts'

/** The page as a PDF with a text layer, its fonts inside and subset; a page in roll units keeps those as points. */
export async function pagePdf(page: Page, title: string): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit as never)
  document.setTitle(title)
  // The same facts give the same bytes.
  document.setCreationDate(new Date(0))
  document.setModificationDate(new Date(0))
  const fonts = new Map<FaceName, PDFFont>()
  const sheet = document.addPage([page.width, page.height])
  for (const mark of page.marks) {
    if (mark.kind === 'box') {
      const { x, width, height } = mark
      sheet.drawRectangle({ x, y: page.height - mark.y - height, width, height, color: grey(mark.tone) })
      continue
    }
    let font = fonts.get(mark.face)
    if (!font) {
      font = await document.embedFont(await readFile(faceFile(mark.face)), { subset: true, features: { liga: false } })
      fonts.set(mark.face, font)
    }
    const width = textWidth(mark.face, mark.text, mark.size)
    const shift = mark.align === 'right' ? width : mark.align === 'center' ? width / 2 : 0
    const color = grey(mark.white ? 255 : 0)
    sheet.drawText(mark.text, { x: mark.x - shift, y: page.height - mark.y, size: mark.size, font, color })
  }
  return document.save()
}

const grey = (tone: number) => rgb(tone / 255, tone / 255, tone / 255)
