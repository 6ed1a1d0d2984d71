/** What tells whether two receipts are of one purchase. Amounts in minor units, `spentOn` an ISO day. */
export interface Purchase {
  sha256: string
  memberId: string | null
  merchant: string | null
  spentOn: string | null
  totalCents: number | null
  currency: string | null
}

export type Likeness = 'samePicture' | 'samePurchase' | 'sameOfAnother'

/**
 * Whether two receipts are likely one purchase: the same picture; the same merchant, day and total of one person; or of
 * two people, when one paid and both hand in. Null when nothing speaks for it; a missing fact speaks for nothing.
 */
export function likelySame(one: Purchase, other: Purchase): Likeness | null {
  if (one.sha256 === other.sha256) return 'samePicture'
  if (!one.spentOn || one.totalCents === null || one.spentOn !== other.spentOn || one.totalCents !== other.totalCents)
    return null
  if (one.currency && other.currency && one.currency !== other.currency) return null
  if (!sameMerchant(one.merchant, other.merchant)) return null
  return one.memberId && one.memberId === other.memberId ? 'samePurchase' : 'sameOfAnother'
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

function sameMerchant(one: string | null, other: string | null): boolean {
  if (!one || !other) return false
  const [a, b] = [plainMerchant(one), plainMerchant(other)]
  return a === b || (Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a)))
}
