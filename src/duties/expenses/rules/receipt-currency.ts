import { noCurrency } from '#core/money.ts'

interface Read {
  currency: string | null
  reading: unknown
}

/**
 * The currency of a line that is made of a receipt: the office's own where nothing tells another. One that was read and
 * cannot be is none, which stands in the way until somebody chooses.
 */
export function currencyForLine({ currency, reading }: Read, officeCurrency: string): string {
  return currency ?? (isLeftOut(reading) ? noCurrency : officeCurrency)
}

function isLeftOut(reading: unknown): boolean {
  const { warnings } = (reading ?? {}) as { warnings?: readonly { says: string }[] }
  return (warnings ?? []).some(({ says }) => says === 'expenses.reader.leftOut.currency')
}
