import { splitCents } from '#core/money.ts'
import type { Says } from '#core/refusal.ts'
import type { VatPart } from '../tables.ts'

interface Splittable {
  amountCents: number
  ownShareCents: number
  currency: string
  vat: readonly VatPart[]
  purpose: string
  categoryId: string | null
}

interface Part {
  amountCents: number
  categoryId?: string | null | undefined
  purpose?: string | undefined
}

/**
 * The lines that a line is split into: VAT and own share are shared out by amount without losing a cent.
 * Refused when the parts do not add up to the line (minor units of its currency).
 */
export function splitLineInto(line: Splittable, parts: readonly Part[]) {
  const sum = parts.reduce((total, part) => total + part.amountCents, 0)
  if (sum !== line.amountCents) {
    return {
      says: 'expenses.report.partsDoNotAddUp',
      sum: { cents: sum, currency: line.currency },
      total: { cents: line.amountCents, currency: line.currency },
    } satisfies Says
  }
  if (parts.some((part) => Math.sign(part.amountCents) !== Math.sign(line.amountCents))) {
    return { says: 'expenses.report.partOfNothing' } satisfies Says
  }
  const weights = parts.map((part) => Math.abs(part.amountCents))
  const ownShares = splitCents(line.ownShareCents, weights)
  const vats = line.vat.map((part) => ({
    ...part,
    nets: splitCents(part.netCents, weights),
    vats: splitCents(part.vatCents, weights),
  }))
  return parts.map((part, at) => ({
    amountCents: part.amountCents,
    ownShareCents: ownShares[at] ?? 0,
    vat: vats.map(({ rate, nets, vats }) => ({ rate, netCents: nets[at] ?? 0, vatCents: vats[at] ?? 0 })),
    purpose: part.purpose ?? line.purpose,
    categoryId: part.categoryId === undefined ? line.categoryId : part.categoryId,
  }))
}
