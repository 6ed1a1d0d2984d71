import type { Field } from '../reader/reading.ts'

/** What was read that tells one paper from another. */
export const tellingFacts = ['documentNumber', 'vatNumber', 'registrationNumber', 'time'] as const

/** What tells whether two receipts are of one purchase. Amounts in minor units, `spentOn` an ISO day. */
export interface Purchase {
  sha256: string
  memberId: string | null
  merchant: string | null
  spentOn: string | null
  totalCents: number | null
  currency: string | null
  reading: { [fact in (typeof tellingFacts)[number]]?: Field<string> | undefined } | null
}

export type Likeness = 'samePicture' | 'samePurchase' | 'sameOfAnother'

/**
 * Whether two receipts are likely one purchase: the same picture; the same seller, day and total of one person; or of
 * two people, when one paid and both hand in. Null when nothing speaks for it, or the papers bear different numbers; a
 * missing fact speaks for nothing.
 */
export function likelySame(one: Purchase, other: Purchase): Likeness | null {
  if (one.sha256 === other.sha256) return 'samePicture'
  if (!one.spentOn || one.totalCents === null || one.spentOn !== other.spentOn || one.totalCents !== other.totalCents)
    return null
  if (one.currency && other.currency && one.currency !== other.currency) return null
  if (differentPapers(one, other) || !sameSeller(one, other)) return null
  return one.memberId && one.memberId === other.memberId ? 'samePurchase' : 'sameOfAnother'
}

/** Two numbers of documents, both surely read; or unsurely, where the papers tell different times too. */
function differentPapers(one: Purchase, other: Purchase): boolean {
  const [a, b] = [known(one, 'documentNumber'), known(other, 'documentNumber')]
  if (!a || !b || asSeen(a.value) === asSeen(b.value)) return false
  const [at, then] = [known(one, 'time'), known(other, 'time')]
  return (a.sure && b.sure) || (at !== undefined && then !== undefined && at.value !== then.value)
}

function sameSeller(one: Purchase, other: Purchase): boolean {
  const same = (fact: (typeof tellingFacts)[number]) => {
    const [a, b] = [known(one, fact), known(other, fact)]
    return a !== undefined && b !== undefined && asSeen(a.value) === asSeen(b.value)
  }
  if (same('vatNumber') || same('registrationNumber')) return true
  if (!one.merchant || !other.merchant) return same('documentNumber')
  const [a, b] = [named(one.merchant), named(other.merchant)]
  if (a === b || (Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a)))) return true
  // Of three letters one is much; but not beside one number, surely read on both.
  const isOneNumber = same('documentNumber') && [one, other].every((paper) => known(paper, 'documentNumber')?.sure)
  return oneLetterOff(a, b, isOneNumber ? 2 : 5)
}

/** A stroke is an I or an l, before it counts as a sign. */
function named(merchant: string): string {
  return plainMerchant(merchant.replaceAll('|', 'l'))
}

function known({ reading }: Purchase, fact: (typeof tellingFacts)[number]) {
  const read = reading?.[fact]
  return read && read.value !== null ? { value: read.value, sure: read.sure } : undefined
}

const legalForms = /\b(uab|ab|mb|ii|sia|as|ou|oy|gmbh|ag|kg|sp z o o|spolka|ltd|llc|inc|bv|sa|srl|sro)\b/g

/** A merchant's name without accents, case, signs and legal form: `UAB „Šilas“` and `SILAS` are one. */
export function plainMerchant(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return plain.replace(legalForms, ' ').replace(/\s+/g, ' ').trim() || plain
}

const lookAlikes: Record<string, string> = { 0: 'o', 1: 'l', 5: 's', 8: 'b', i: 'l', q: 'o', z: '2' }

/** Letters and digits that a reader takes for each other, as one; without signs and case. */
function asSeen(text: string): string {
  return bare(text).replace(/[0158iqz]/g, (sign) => lookAlikes[sign]!)
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Two letters that a reader takes for one. */
const pairsSeenAsOne: readonly [pair: string, one: string][] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
]

function withoutPairs(name: string): string {
  return pairsSeenAsOne.reduce((text, [pair, one]) => text.replaceAll(pair, one), bare(name))
}

/**
 * Whether the names differ by letters that look alike only, or, from `fewest` letters on, at most one was misread, missed or
 * seen too many; another digit is another shop of the chain.
 */
function oneLetterOff(one: string, other: string, fewest: number): boolean {
  const [long, short] = [withoutPairs(one), withoutPairs(other)].sort((a, b) => b.length - a.length) as [string, string]
  const isSame = (a: string, b: string) => a === b || asSeen(a) === asSeen(b)
  const at = [...long].findIndex((sign, index) => !isSame(sign, short[index] ?? ''))
  if (at < 0) return true
  if (short.length < fewest || long.length - short.length > 1) return false
  const isTwo = long.length === short.length
  if (/\d/.test(long[at]!) && (!isTwo || /\d/.test(short[at]!))) return false
  return isSame(long.slice(at + 1), short.slice(isTwo ? at + 1 : at))
}
