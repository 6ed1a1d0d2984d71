import type { Reading } from './reading.ts'

/** A line that was accepted in this office before. */
export interface Accepted {
  merchant: string
  vatNumber?: string | null
  category: string
  account?: string | null
  purpose: string | null
  /** ISO day; later ones count more. */
  spentOn: string
  /** Whose line it was; one's own habits count more. */
  memberId?: string
}

export interface Suggested {
  value: string
  /** Share of the weighted history that says so, 0..1. */
  share: number
  /** How many accepted lines speak for it. */
  times: number
}

export interface Suggestion {
  category: Suggested | null
  account: Suggested | null
  purpose: Suggested | null
}

/**
 * Category, account and purpose from lines accepted for the same merchant: same VAT number, or the same name without accents,
 * company form and case. A suggestion needs half of the weight; a purpose, being personal, only the member's own lines.
 */
export function suggestFor(
  history: Accepted[],
  reading: Pick<Reading, 'merchant' | 'vatNumber'>,
  memberId?: string,
): Suggestion {
  const name = bareName(reading.merchant.value ?? '')
  const number = reading.vatNumber.value
  const same = history.filter(
    (h) => (number && h.vatNumber === number) || (name !== '' && alike(bareName(h.merchant), name)),
  )
  const own = memberId ? same.filter((h) => h.memberId === memberId) : same
  return {
    category: leading(same, memberId, (h) => h.category),
    account: leading(same, memberId, (h) => h.account),
    purpose: leading(own, memberId, (h) => h.purpose),
  }
}

/** The name without accents, company form, signs and case. */
export function bareName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(
      /\b(UAB|MB|AB|VSI|II|SIA|AS|OU|GMBH|MBH|KG|AG|CO|SP Z O ?O|SP\. Z O\.O\.|SA|SDN|BHD|LTD|LLC|INC|PLC)\b\.?/g,
      ' ',
    )
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** One name is the other, or all but one letter in eight of it. */
function alike(a: string, b: string): boolean {
  if (a === b) return true
  if (Math.min(a.length, b.length) < 6 || Math.abs(a.length - b.length) > 2) return false
  return edits(a, b) <= Math.floor(Math.max(a.length, b.length) / 8)
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}

function leading(
  history: Accepted[],
  memberId: string | undefined,
  of: (line: Accepted) => string | null | undefined,
): Suggested | null {
  const weights = new Map<string, { weight: number; times: number }>()
  const sorted = history.filter((h) => of(h)).toSorted((a, b) => b.spentOn.localeCompare(a.spentOn))
  let all = 0
  for (const [age, line] of sorted.entries()) {
    const weight = (line.memberId === memberId ? 2 : 1) * 0.9 ** age
    const before = weights.get(of(line)!) ?? { weight: 0, times: 0 }
    weights.set(of(line)!, { weight: before.weight + weight, times: before.times + 1 })
    all += weight
  }
  const [best] = [...weights].toSorted((a, b) => b[1].weight - a[1].weight)
  if (!best || best[1].weight < all / 2) return null
  return { value: best[0], share: Math.round((best[1].weight / all) * 100) / 100, times: best[1].times }
}
