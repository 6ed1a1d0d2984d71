import { percentOf } from '#core/money.ts'
import type { VatPart } from '../../tables.ts'

/** What does not add up in a line's VAT; cents, one cent of rounding a part is let pass. */
type VatFault =
  | { kind: 'rate'; rate: string; vatCents: number; shouldBeCents: number }
  | { kind: 'sum'; sumCents: number; amountCents: number }

/** Whether each part's VAT follows from its net amount and rate, and net with VAT come to no more than the amount, once it is known. */
export function vatFaults(vat: readonly VatPart[], amountCents: number): VatFault[] {
  if (vat.length === 0) return []
  const faults: VatFault[] = []
  for (const { rate, netCents, vatCents } of vat) {
    const shouldBeCents = percentOf(netCents, rate)
    if (Math.abs(shouldBeCents - vatCents) > 1) faults.push({ kind: 'rate', rate, vatCents, shouldBeCents })
  }
  const sumCents = vat.reduce((sum, part) => sum + part.netCents + part.vatCents, 0)
  if (amountCents !== 0 && Math.abs(sumCents - amountCents) > vat.length)
    faults.push({ kind: 'sum', sumCents, amountCents })
  return faults
}
