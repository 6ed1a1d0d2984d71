// Scripts whose letters join, and pictures put together of several: there the two joiners are part of the word.
const joins = String.raw`[\p{ExtPict}\p{EMod}\ufe0f\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}]`
const joiner = String.raw`(?<=${joins})[\u200c\u200d](?=${joins})`
// Kept among what is not seen: how a letter or picture before it is to be drawn.
const variant = String.raw`[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`
// Controls, halves of letters, whatever Unicode says to draw nothing for (the turners of writing direction among it),
// interlinear notes and the blank of Braille.
const unseen = String.raw`[\p{Cc}\p{Cs}\p{DI}\ufff9-\ufffb\u2800]`

const deceptive = new RegExp(`(?!${joiner}|${variant})${unseen}`, 'gu')
const deceptiveButBreaks = new RegExp(String.raw`(?!${joiner}|${variant}|\n)${unseen}`, 'gu')
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g

/** A line of text as people see it: breaks become a space; what is not seen or turns the writing round goes. */
export function visibleLine(text: string): string {
  return text.replace(breaks, ' ').replace(deceptive, '').trim()
}

/** Several lines of text as people see them, each kept; `\n` alone ends a line. */
export function visibleLines(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(deceptiveButBreaks, '')
    .trim()
}

/** A file's name as people see it, without folders, at most 200 letters and with its ending. */
export function visibleFileName(given: string | null | undefined): string {
  const name = visibleLine(given ?? '').replace(/[/\\]/g, '_')
  return name.slice(-200).replace(/^[\udc00-\udfff]/, '') || 'file'
}

/** The beginning of a text that fits into so many UTF-16 units, never half a letter; `…` says that it went on. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
