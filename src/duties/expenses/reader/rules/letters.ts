/** Letters that the first engine, lacking them, takes for others, beside the plain forms of accented ones. */
const TAKEN_FOR: Record<string, string> = {
  ų: 'y',
  Ų: 'Y',
  į: 'i',
  ı: 'i',
  ß: 'B',
  ł: 't',
  '„': ',',
  '“': '"',
  '”': '"',
}

/**
 * The first engine's letters with the second engine's accents: where both agree on the letter beneath, or the second saw
 * one that the first has no sign for, the second's is taken; in all else the first, being better at it, stands.
 */
export function withAccents(first: string, read: string): string {
  const second = withoutStrayBlanks(read)
  const steps = aligned([...first], [...second])
  const agreed = steps.filter(([a, b]) => a !== null && b !== null && (a === b || sameBeneath(a, b))).length
  if (agreed < 0.6 * Math.max(first.length, second.length)) return first
  const mixed = steps.map(([a, b]) => {
    if (a === null) return b !== null && /[ „“”"ąčęėįšųūžĄČĘĖĮŠŲŪŽ]/.test(b) ? b : ''
    if (b === null) return a === ' ' ? '' : a
    return sameBeneath(a, b) ? b : a
  })
  return tidied(mixed.join(''))
}

function sameBeneath(a: string, b: string): boolean {
  if (plain(a) === plain(b)) return isUpper(a) === isUpper(b) || /[scouvwxzkp]/.test(plain(a))
  return TAKEN_FOR[b] === a || (/["',„“”]/.test(a) && /["„“”]/.test(b))
}

function isUpper(letter: string): boolean {
  return letter !== letter.toLowerCase()
}

function plain(letter: string): string {
  return letter.normalize('NFD').replace(/\p{M}/gu, '').replace('ł', 'l').replace('Ł', 'L').toLowerCase()
}

const SHORT_WORD = /^(ir|ar|un|ja|su|po|prie|w|z|na|do|im|am|an|zu|in|of|by|de|la|le|di|da|et|\p{Lu}{1,2})$/u

/** The second engine parts worn words: one or two letters that are no word begin the next, or end the last. */
function withoutStrayBlanks(text: string): string {
  const isWord = (piece: string) => {
    const letters = piece.replace(/[^\p{L}]/gu, '')
    return letters.length === 0 || letters.length > 2 || SHORT_WORD.test(letters)
  }
  const pieces = text.split(' ')
  return pieces.reduce((whole, piece, at) => {
    if (at === 0) return piece
    const isTail = at === pieces.length - 1 && !isWord(piece)
    return isWord(pieces[at - 1]!) && !isTail ? `${whole} ${piece}` : whole + piece
  }, '')
}

/** Lithuanian quotation marks in pairs: „…“. */
function tidied(name: string): string {
  const paired = name.replace(/["',]+\s?(?=„)/gu, '').replace(/["„“”]\s?([^"„“”]+?)\s?["“”]/gu, '„$1“')
  const whole = /„.*“/u.test(paired) ? paired : paired.replace(/^["„“”]+|["„“”]+$/gu, '')
  return whole
    .replace(/(\p{L})„/u, '$1 „')
    .replace(/\s+/g, ' ')
    .trim()
}

type Step = [string | null, string | null]

/** Letters of both put side by side with the least edits; null stands for nothing. */
function aligned(a: string[], b: string[]): Step[] {
  const cost: number[][] = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      cost[i]![j] = Math.min(
        cost[i - 1]![j]! + 1,
        cost[i]![j - 1]! + 1,
        cost[i - 1]![j - 1]! + difference(a[i - 1]!, b[j - 1]!),
      )
  const steps: Step[] = []
  let [i, j] = [a.length, b.length]
  while (i > 0 || j > 0) {
    if (i > 0 && j > 0 && cost[i]![j] === cost[i - 1]![j - 1]! + difference(a[i - 1]!, b[j - 1]!))
      steps.unshift([a[--i]!, b[--j]!])
    else if (i > 0 && cost[i]![j] === cost[i - 1]![j]! + 1) steps.unshift([a[--i]!, null])
    else steps.unshift([null, b[--j]!])
  }
  return steps
}

function difference(a: string, b: string): number {
  return a === b ? 0 : sameBeneath(a, b) ? 0.1 : 1.2
}
