import sharp from 'sharp'
import type { FileKind } from '#core/files.ts'
import { uprightPicture } from '#core/pictures.ts'
import { serveTasks } from '#core/worker-seat.ts'
import { qualityOf } from '../reader/quality.ts'
import type { Box, Told } from '../reader/reading.ts'

/** What the threads do: say what is wrong with a picture, or cut parts out of one. */
export type PictureTask =
  | { judge: Uint8Array }
  | { cut: Uint8Array; kind: FileKind; quarters: number; boxes: readonly Box[] }
export type PictureResult = Told[] | Uint8Array[]

serveTasks((task: PictureTask): Promise<PictureResult> => ('judge' in task ? qualityOf(task.judge) : cutOut(task)))

async function cutOut({ cut, kind, quarters, boxes }: Extract<PictureTask, { cut: unknown }>): Promise<Uint8Array[]> {
  const flat = (await uprightPicture(cut, kind)).flatten({ background: '#ffffff' }).toColorspace('srgb').removeAlpha()
  const { data, info } = await flat.raw().toBuffer({ resolveWithObject: true })
  const turned = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } }).rotate(quarters * 90)
  const upright = await turned.raw().toBuffer({ resolveWithObject: true })
  const { width, height } = upright.info
  return Promise.all(
    boxes.map(async (box) => {
      const left = Math.min(width - 1, Math.floor(box.x * width))
      const top = Math.min(height - 1, Math.floor(box.y * height))
      const part = sharp(upright.data, { raw: { width, height, channels: 3 } }).extract({
        left,
        top,
        width: Math.max(1, Math.min(width - left, Math.ceil(box.width * width))),
        height: Math.max(1, Math.min(height - top, Math.ceil(box.height * height))),
      })
      return new Uint8Array(await part.jpeg({ quality: 92 }).toBuffer())
    }),
  )
}
