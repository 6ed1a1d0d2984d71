import { countryOf } from './country.ts'
import { worded } from './fold.ts'
import type { Row } from './rows.ts'

interface FoundCurrency {
  code: string
  confidence: number
  row: number | null
}

const SIGNS: [string, RegExp][] = [
  ['EUR', /€|\bEUR(?:O|AI|Ų|U|OS)?\b|(?<=\d\s?)Eur\b/i],
  ['MYR', /\bMYR\b|(?<![A-Z])RM\s?\d|\(RM\)|\bRM\b/],
  ['PLN', /(?<!\p{L})(PLN|z[łl])(?!\p{L})/iu],
  ['GBP', /£|\bGBP\b/],
  ['CZK', /(?<!\p{L})(CZK|K[čc])(?!\p{L})/u],
  ['SEK', /\bSEK\b/],
  ['DKK', /\bDKK\b/],
  ['NOK', /\bNOK\b/],
  ['CHF', /\bCHF\b|\bS?Fr\.(?=\s)/i],
  ['HUF', /\bHUF\b|\bFt\b/],
  ['RON', /\bRON\b|\blei\b/],
  ['BGN', /\bBGN\b|\blv\.?\b/],
  ['UAH', /\bUAH\b|₴|\bгрн/i],
  ['SGD', /\bSGD\b|S\$/i],
  ['AUD', /\bAUD\b|A\$/],
  ['INR', /₹|\bINR\b|\bRs\.?\s?\d/],
  ['PHP', /₱|\bPHP\b/],
  ['USD', /\bUSD\b|US\$/],
  ['USD', /\$\s?\d/],
]

const WRITTEN = SIGNS.map(([code, sign]) => [code, worded(sign)] as const)

const CURRENCY_OF_COUNTRY: Record<string, string> = {
  LT: 'EUR',
  LV: 'EUR',
  EE: 'EUR',
  DE: 'EUR',
  AT: 'EUR',
  FR: 'EUR',
  ES: 'EUR',
  IT: 'EUR',
  NL: 'EUR',
  BE: 'EUR',
  FI: 'EUR',
  IE: 'EUR',
  PT: 'EUR',
  LU: 'EUR',
  SI: 'EUR',
  SK: 'EUR',
  GR: 'EUR',
  HR: 'EUR',
  CY: 'EUR',
  MT: 'EUR',
  PL: 'PLN',
  CZ: 'CZK',
  SE: 'SEK',
  DK: 'DKK',
  NO: 'NOK',
  CH: 'CHF',
  GB: 'GBP',
  US: 'USD',
  MY: 'MYR',
  PH: 'PHP',
  IN: 'INR',
  AU: 'AUD',
  HU: 'HUF',
  RO: 'RON',
  BG: 'EUR',
  UA: 'UAH',
  SG: 'SGD',
}

/** The currency by its sign or code, most often written; else that of the country the paper comes from; else the office's own. */
export function currencyOf(
  rows: Row[],
  country: string | null,
  hints: { currency?: string | undefined } = {},
): FoundCurrency | null {
  const counts = new Map<string, { count: number; row: number }>()
  for (const [index, row] of rows.entries()) {
    const code = WRITTEN.find(([, sign]) => sign.test(row.text))?.[0]
    if (!code) continue
    const before = counts.get(code)
    counts.set(code, { count: (before?.count ?? 0) + 1, row: before?.row ?? index })
  }
  const [first, second] = [...counts].toSorted((a, b) => b[1].count - a[1].count)
  const home = country ? CURRENCY_OF_COUNTRY[country] : undefined
  if (first) {
    // A bare dollar sign is many countries' own.
    const code = first[0] === 'USD' && home && home !== 'EUR' ? home : first[0]
    const agreed = code === home || code === hints.currency
    return {
      code,
      // A bare dollar sign without its country says little.
      confidence:
        (second && second[1].count === first[1].count) || (code === 'USD' && !agreed)
          ? 0.6
          : agreed || first[1].count > 1
            ? 0.99
            : 0.95,
      row: first[1].row,
    }
  }
  // The country that the paper itself tells and the branch that handed it in agree: two witnesses, though no sign was read.
  const isTold = home === hints.currency && country === countryOf(rows)
  if (home) return { code: home, confidence: isTold ? 0.985 : 0.9, row: null }
  return hints.currency ? { code: hints.currency, confidence: 0.5, row: null } : null
}
