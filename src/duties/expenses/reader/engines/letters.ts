import type { SeenLetter } from './engine.ts'

/** The letters a receipt of this part of the world can carry; the model's thousands of others are not considered. */
const LATIN = /^[\x20-\x7E£€§°²³ÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÒÓÔÖØÙÚÛÜßàáâäåæçèéêëíîïñòóôöøùúûüýÿąćęłńóśźżĄĆĘŁŃÓŚŹŻ]$/u
const FULL_WIDTH = /^[\uFF01-\uFF5E]$/
const ALIKE: Record<string, string> = {
  '。': '.',
  '、': ',',
  〇: 'O',
  '—': '-',
  '–': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '￥': '¥',
}

export interface Alphabet {
  /** Indexes into the model's output that may be chosen; 0 (blank) first. */
  allowed: Int32Array
  letterOf: (index: number) => string
}

/** The model's dictionary narrowed to Latin letters, digits and signs; full-width forms fold onto plain ones. */
export function narrowed(dictionary: string[]): Alphabet {
  const letters = new Map<number, string>()
  for (const [i, entry] of [...dictionary, ' '].entries()) {
    if (LATIN.test(entry)) letters.set(i + 1, entry)
    else if (FULL_WIDTH.test(entry)) letters.set(i + 1, String.fromCharCode(entry.charCodeAt(0) - 0xfee0))
    else if (ALIKE[entry]) letters.set(i + 1, ALIKE[entry])
  }
  return { allowed: Int32Array.from([0, ...letters.keys()]), letterOf: (i) => letters.get(i) ?? '' }
}

/** Greedy CTC decoding: the best allowed letter at each step, repeats and blanks dropped. `at` is the step's place, 0..1. */
export function decoded(
  output: Float32Array,
  steps: number,
  classes: number,
  { allowed, letterOf }: Alphabet,
): SeenLetter[] {
  const letters: SeenLetter[] = []
  let before = 0
  for (let t = 0; t < steps; t++) {
    const base = t * classes
    let best = 0
    for (const i of allowed) if (output[base + i]! > output[base + best]!) best = i
    if (best !== 0) {
      const confidence = output[base + best]!
      const last = letters.at(-1)
      if (best !== before) letters.push({ letter: letterOf(best), at: (t + 0.5) / steps, confidence })
      else if (last && confidence > last.confidence) last.confidence = confidence
    }
    before = best
  }
  return letters
}
