import { settings } from '#core/config.ts'
import type { ReaderPool } from '../reader/pool.ts'

let opened: Promise<ReaderPool> | undefined

/** The one pool of readers of this process, opened when the first receipt wants to be read. */
export function readerOfProcess(): Promise<ReaderPool> {
  opened ??= import('../reader/pool.ts').then(({ openReaderPool }) =>
    openReaderPool({ size: settings.shape.TALKA_READERS.parse(process.env.TALKA_READERS || undefined) }),
  )
  return opened
}

/** Ends the readers; the next receipt opens them again. */
export async function closeReader(): Promise<void> {
  const pool = await opened
  opened = undefined
  await pool?.close()
}
