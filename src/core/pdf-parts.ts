import type { FileKind } from './files.ts'

export interface ReduceTask {
  bytes: Uint8Array
  kind: FileKind
  longSide: number
}

/** One attachment made ready: a JPEG, a PDF as it came, or nothing but the words why it cannot be shown. */
export interface ReadyPart {
  caption: string
  jpeg?: Uint8Array
  pdf?: Uint8Array
  fault?: string
}

/** Words on the appended pages, in the reader's language. */
export interface AppendWords {
  /** At the left of every page's foot; the number "n / m" stands at its right. */
  footer: string
  /** Under the caption of an attachment that cannot be shown. */
  damaged: string
  locked: string
  /** Under the caption of a PDF of more pages than are appended: "{pages}" stands for their number. */
  cut: string
}

export interface AppendTask {
  pdf: Uint8Array
  parts: ReadyPart[]
  words: AppendWords
  perPage: 1 | 2 | 4
}
