import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js'
import { cutOut, type Quad, type Raster } from '../pictures/raster.ts'

export type Language = 'lit' | 'lav' | 'pol' | 'deu' | 'eng'

/** Reads single lines in a language whose letters the first engine lacks. */
export interface LineReader {
  readLine(picture: Raster, quad: Quad, language: Language): Promise<{ text: string; confidence: number }>
  close(): Promise<void>
}

const LINE_HEIGHT = 56

/** Tesseract with the data of its npm packages: nothing is fetched. One worker a language, started when first needed. */
export function openTesseract(): LineReader {
  const workers = new Map<Language, Promise<Worker>>()
  const workerFor = (language: Language) => {
    const worker = workers.get(language) ?? start(language)
    workers.set(language, worker)
    return worker
  }
  return {
    async readLine(picture, quad, language) {
      const worker = await workerFor(language)
      const { data } = await worker.recognize(await lineImage(picture, quad))
      return { text: data.text.trim(), confidence: data.confidence / 100 }
    },
    async close() {
      for (const worker of workers.values()) await (await worker).terminate()
      workers.clear()
    },
  }
}

async function start(language: Language): Promise<Worker> {
  const langPath = fileURLToPath(new URL('./4.0.0_best_int', import.meta.resolve(`@tesseract.js-data/${language}`)))
  const worker = await createWorker(language, OEM.LSTM_ONLY, { langPath, cacheMethod: 'none', gzip: true })
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '300' })
  return worker
}

/** The line straightened, with some paper above and below for accents, as PNG. */
async function lineImage(picture: Raster, [a, b, c, d]: Quad): Promise<Buffer> {
  const [ux, uy] = [(d[0] - a[0]) * 0.14, (d[1] - a[1]) * 0.14]
  const quad: Quad = [
    [a[0] - ux, a[1] - uy],
    [b[0] - ux, b[1] - uy],
    [c[0] + ux, c[1] + uy],
    [d[0] + ux, d[1] + uy],
  ]
  const high = Math.max(1, Math.hypot(quad[3][0] - quad[0][0], quad[3][1] - quad[0][1]))
  const long = Math.hypot(b[0] - a[0], b[1] - a[1])
  const line = cutOut(picture, quad, Math.max(8, Math.round((LINE_HEIGHT * long) / high)), LINE_HEIGHT)
  return sharp(line.data, { raw: { width: line.width, height: line.height, channels: 3 } })
    .extend({ top: 10, bottom: 10, left: 12, right: 12, extendWith: 'copy' })
    .greyscale()
    .normalise()
    .png({ compressionLevel: 1 })
    .toBuffer()
}
