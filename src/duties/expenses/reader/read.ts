import type { Engine } from './engines/engine.ts'
import { look } from './engines/look.ts'
import { openPaddle } from './engines/paddle.ts'
import { ReaderFailure } from './failures.ts'
import { formatOf } from './formats.ts'
import { openPicture } from './pictures/open.ts'
import type { Reading } from './reading.ts'
import { factsOf, type Hints } from './rules/facts.ts'
import { rowsOf } from './rules/rows.ts'

export interface Sheet {
  bytes: Uint8Array
  name?: string | undefined
}

/** Reads one receipt or invoice from a picture, a PDF or an e-invoice. Rejects with a {@link ReaderFailure} that says why not. */
export async function readReceipt(source: Sheet, hints: Hints = {}): Promise<Reading> {
  const began = performance.now()
  const cpu = process.cpuUsage()
  const format = formatOf(source.bytes)
  if (format !== 'picture' && format !== 'heic')
    throw new ReaderFailure('expenses.reader.unknownFormat', { name: source.name ?? '' })
  const engine = await paddle()
  const seen = await look(engine, await openPicture(source.bytes, format === 'heic' ? 'heic' : 'other'))
  const rows = rowsOf(seen.seen, 0, seen.picture.width, seen.picture.height)
  const facts = factsOf(rows, hints)
  const used = process.cpuUsage(cpu)
  return {
    ...facts,
    source: 'picture',
    pages: 1,
    pagesRead: 1,
    quarters: seen.quarters,
    warnings: [],
    parts: [],
    engines: [engine.name],
    ms: Math.round(performance.now() - began),
    cpuMs: Math.round((used.user + used.system) / 1000),
  }
}

let opened: Promise<Engine> | undefined

/** Models load once a process: half a second and 150 MB. */
function paddle(): Promise<Engine> {
  opened ??= openPaddle()
  return opened
}
