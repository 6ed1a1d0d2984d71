import sharp from 'sharp'
import { serveTasks } from '#core/worker-seat.ts'
import { seeded } from '#office/sample/random.ts'
import { drawPage } from './draw-page.ts'
import { type Places, placesOn } from './fill-places.ts'
import { layInvoice } from './invoice-layout.ts'
import type { SampleReceipt } from './months-shapes.ts'
import { isSheet } from './receipt-facts.ts'
import { renderReceipt } from './render-receipt.ts'
import { layThermal } from './thermal-layout.ts'

export type DrawTask = Pick<SampleReceipt, 'facts' | 'picture'>

/** A receipt's file with what the desk shows of it. `preview` is null where the file itself can be shown. */
export type Drawn = {
  bytes: Uint8Array
  preview: Uint8Array | null
  thumb: Uint8Array
  width: number
  height: number
  places: Places
}

const thumbSide = 240
const sheetWidth = 1000

sharp.concurrency(1)
sharp.cache(false)

serveTasks(async ({ facts, picture }: DrawTask): Promise<Drawn> => {
  const page = (isSheet(facts) ? layInvoice : layThermal)(facts, seeded(picture.seed).fork('layout'))
  const bytes = await renderReceipt(facts, picture)
  const preview = picture.format === 'jpeg' ? null : await previewOf(bytes, picture.format === 'pdf')
  const { width, height } = await sharp(preview ?? bytes).metadata()
  const thumb = await sharp(preview ?? bytes)
    .resize({ width: thumbSide, height: thumbSide, fit: 'inside' })
    .webp({ quality: 60, effort: 1 })
    .toBuffer()
  // A photograph bends the paper, so the printed places are no longer where they were.
  const isFlat = picture.format === 'pdf' || picture.wear === 'clean' || picture.wear === 'worn'
  return { bytes, preview, thumb, width, height, places: isFlat ? placesOn(page, facts) : {} }

  async function previewOf(original: Uint8Array, isPdf: boolean): Promise<Uint8Array> {
    if (!isPdf) return sharp(original).jpeg({ quality: 60 }).toBuffer()
    const drawn = await drawPage(page, sheetWidth)
    return sharp(drawn.pixels, { raw: { width: drawn.width, height: drawn.height, channels: 1 } })
      .jpeg({ quality: 60 })
      .toBuffer()
  }
})
