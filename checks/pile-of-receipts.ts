import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { countries } from '#duties/expenses/sample/countries.ts'
import { receiptKinds } from '#duties/expenses/sample/merchants.ts'
import { inventReceipt } from '#duties/expenses/sample/receipt-facts.ts'
import { renderMany } from '#duties/expenses/sample/render-pool.ts'
import { type RenderWish, type Wear, wears } from '#duties/expenses/sample/render-receipt.ts'
import { seeded } from '#office/sample/random.ts'

export interface PileFile {
  name: string
  bytes: Buffer<ArrayBuffer>
}

/** Telephones of 2026 take twelve megapixels; a till's roll fills them lengthways. */
const TELEPHONE_PIXELS = 12_000_000
const taken: readonly Wear[] = ['photo', 'tilted', 'dark', 'crumpled']

/** Receipts as a month brings them: six countries, every trade and wear, photographs of 12 megapixels, some PDFs. */
export async function inventPile(count: number): Promise<PileFile[]> {
  const jobs = Array.from({ length: count }, (_, at) => {
    const random = seeded(`pile ${at}`)
    const [country, kind] = [countries[at % countries.length]!, receiptKinds[at % receiptKinds.length]!]
    const day = `2026-03-${String(1 + (at % 28)).padStart(2, '0')}`
    const wish: RenderWish = { seed: `pile ${at}`, wear: wears[(at + Math.floor(at / 6)) % wears.length]! }
    return { facts: inventReceipt(random, { country, kind, day }), wish: at % 10 === 9 ? asPdf(wish) : wish }
  })
  const files: PileFile[] = []
  for await (const { index, bytes } of renderMany(jobs)) {
    const { wish } = jobs[index]!
    const isTaken = wish.format !== 'pdf' && taken.includes(wish.wear!)
    const name = `${String(index + 1).padStart(3, '0')}.${wish.format === 'pdf' ? 'pdf' : 'jpg'}`
    files.push({ name, bytes: Buffer.from(isTaken ? await asTelephone(bytes) : bytes) })
  }
  return files
}

const asPdf = (wish: RenderWish): RenderWish => ({ ...wish, format: 'pdf' })

async function asTelephone(bytes: Uint8Array): Promise<Uint8Array> {
  const { width, height } = await sharp(bytes).metadata()
  const scale = Math.sqrt(TELEPHONE_PIXELS / (width * height))
  return sharp(bytes)
    .resize(Math.round(width * scale))
    .jpeg({ quality: 80 })
    .toBuffer()
}

/** Pictures and documents of a folder, from the beginning again when there are fewer. */
export async function pileFrom(folder: string, count: number): Promise<PileFile[]> {
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp|heic|pdf|xml)$/i.test(name)).sort()
  if (names.length === 0) throw new Error(`There is no receipt in ${folder}.`)
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const name = names[at % names.length]!
      return { name, bytes: await readFile(join(folder, name)) }
    }),
  )
}
