import type { Engine } from './engine.ts'
import { openPaddle } from './paddle.ts'
import { type LineReader, openTesseract } from './tesseract.ts'

/** The engines of this process. Models load once: half a second and 150 MB for the first, a fifth of that a language for the second. */
export interface Engines {
  paddle: Engine
  lines(): LineReader
  used(): string[]
  close(): Promise<void>
}

let opened: Promise<Engines> | undefined

export function openEngines(): Promise<Engines> {
  opened ??= open()
  return opened
}

/** Lets go of the models; a process that reads no more may end. */
export async function closeEngines(): Promise<void> {
  const engines = await opened
  opened = undefined
  await engines?.close()
}

async function open(): Promise<Engines> {
  const paddle = await openPaddle()
  let lines: LineReader | undefined
  return {
    paddle,
    lines() {
      lines ??= openTesseract()
      return lines
    },
    used: () => (lines ? [paddle.name, 'tesseract'] : [paddle.name]),
    async close() {
      await paddle.close()
      await lines?.close()
    },
  }
}
