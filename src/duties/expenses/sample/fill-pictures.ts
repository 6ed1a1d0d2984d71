import { availableParallelism } from 'node:os'
import type { FileStore } from '#core/files.ts'
import { WorkerPool } from '#core/worker-pool.ts'
import type { Places } from './fill-places.ts'
import type { Drawn, DrawTask } from './fill-worker.ts'
import type { SampleReceipt } from './months-shapes.ts'

/** A drawn receipt, its files kept. */
export type KeptPicture = {
  original: KeptFile
  preview: KeptFile
  thumb: KeptFile
  width: number
  height: number
  places: Places
}

export type KeptFile = { sha256: string; size: number; mime: string }

const mimes = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', pdf: 'application/pdf' } as const

/** Draws receipts on threads of their own and keeps their files; close it when all are drawn. */
export function openEasel(files: FileStore) {
  const size = Math.min(4, availableParallelism())
  const script = new URL('./fill-worker.ts', import.meta.url)
  const pool = new WorkerPool<DrawTask, Drawn>(script, { size, timeoutMs: 60_000, recycleAfter: 5000 })

  const keep = async (bytes: Uint8Array, mime: string) => ({ ...(await files.keep(bytes, { mime })), mime })

  async function drawOne({ facts, picture }: SampleReceipt): Promise<KeptPicture> {
    const { bytes, preview, thumb, ...rest } = await pool.run({ facts, picture })
    const [original, shown, small] = await Promise.all([
      keep(bytes, mimes[picture.format]),
      preview && keep(preview, mimes.jpeg),
      keep(thumb, mimes.webp),
    ])
    return { original, preview: shown ?? original, thumb: small, ...rest }
  }

  return {
    /** The pictures by the receipts' keys; one sent twice is drawn once. `drawn` is told after each. */
    async draw(receipts: readonly SampleReceipt[], drawn: () => Promise<void>): Promise<Map<string, KeptPicture>> {
      const kept = new Map<string, KeptPicture>()
      const left = receipts.filter((receipt) => !receipt.sameAs)
      const hand = async () => {
        for (let next = left.shift(); next; next = left.shift()) {
          kept.set(next.key, await drawOne(next))
          await drawn()
        }
      }
      await Promise.all(Array.from({ length: size * 4 }, hand))
      for (const { key, sameAs } of receipts) if (sameAs) kept.set(key, kept.get(sameAs)!)
      return kept
    },
    close: () => pool.close(),
  }
}
