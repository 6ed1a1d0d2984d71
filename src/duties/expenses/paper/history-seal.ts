import type { pen } from './line-table.ts'

/** Whose paper it is, and the newest seal of its history, if there is one. */
export interface PaperOffice {
  name: string
  timeZone: string
  seal?: { number: number; hash: string } | undefined
}

/** On what is signed the newest seal of the history stands: with it a history cut short or made anew shows. */
export function historySeal({ seal }: PaperOffice, { say }: ReturnType<typeof pen>): [string, string][] {
  if (!seal) return []
  return [[say('historySeal'), say('historySealed', { number: seal.number, hash: seal.hash.slice(0, 32) })]]
}
