import { worded } from './fold.ts'
import { type Parties, partiesOf } from './parties.ts'
import type { Row } from './rows.ts'

export type Language = 'lit' | 'lav' | 'pol' | 'deu'

/** Countries with letters that the first engine's alphabet lacks or that it often misses. */
export const LANGUAGE_OF: Record<string, Language> = {
  LT: 'lit',
  LV: 'lav',
  PL: 'pol',
  DE: 'deu',
  AT: 'deu',
  CH: 'deu',
}

const SIGNS_OF: [string, RegExp][] = [
  [
    'LT',
    /\bPVM\b|\bUAB\b|\bLT-?\d{5}\b|kvitas|[IĮ]mon[eė]s kod|\bLT\d{9}(\d{3})?\b|Lietuv|\bAč?ci[uū]|kasos apar|Vilni|Kaun|Klaip/i,
  ],
  ['LV', /\bPVN\b|\bSIA\b|\bLV-?\d{4}\b|\bLV\d{11}\b|R[iī]ga\b|Paldies|[cČ]eks/i],
  ['EE', /\bO[ÜU]\b|\bEE\d{9}\b|K[aä]ibemaks|Tallinn|\bKokku\b|T[aä]name/i],
  ['PL', /\bPTU\b|\bNIP\b|PARAGON|FISKALNY|\bPLN\b|Sp\.?\s?z\s?o\.?o|\bul\.\s|\b\d{2}-\d{3}\b\s\p{L}/iu],
  [
    'DE',
    /\bM[wW]St\b|\bMWST\b|\bGmbH\b|\bUSt-?Id|Steuer-?(?:Nr|nummer)|stra[sßB]e\b|R[uü]ckgeld|\bSumme\b|\bDE\s?\d{9}\b/i,
  ],
  [
    'MY',
    /\bSDN\b|\bBHD\b|\bGST\b.*\d{12}|\bRM\b|JALAN|\bJLN\b|\bTMN\b|TAMAN|SELANGOR|KUALA LUMPUR|JOHOR|PENANG|MELAKA|SABAH|SARAWAK|MALAYSIA|Terima kasih/i,
  ],
  ['CH', /\bCHE-?\d|\bCHF\b|MWST-Nr|\bFr\.\s|schweiz/i],
  ['SG', /\bPTE\.?\s?LTD\b|Singapore|\bNETS\b|\bSGD\b|S\$/i],
  ['AU', /\bABN\b|\bPTY\b|EFTPOS|\b(NSW|VIC|QLD)\b/],
  ['IN', /\bGSTIN\b|\bCGST\b|₹|\bINR\b/],
  ['DK', /\bCVR\b|\bHERAF MOMS\b|\bDKK\b|\bApS\b|I ALT\b/i],
  ['NO', /\bMVA\b|\bNOK\b|Foretaksreg|Org\.?\s?nr.*MVA/i],
  ['IE', /\bIE\s?\d{7}[A-Z]{1,2}\b|Dublin|\bCork\b|Galway|Limerick|Ireland|\bEircode/i],
  [
    'GB',
    /£|\bVAT\s?(?:No|Reg|Number)\.?:?\s?(?:GB)?\s?\d{3}\s?\d{4}\s?\d{2}|\bGB\s?\d{9}\b|London|Manchester|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b/,
  ],
  [
    'US',
    /\bSales Tax\b|\b(?:AL|AZ|CA|CO|CT|FL|GA|IL|IN|MA|MD|MI|MN|NC|NJ|NV|NY|OH|OR|PA|TX|VA|WA|WI)\s\d{5}\b|,\s?[A-Z][a-z]+\s(?:CA|CO|FL|GA|IL|MA|MI|MN|NC|NJ|NY|OH|OR|PA|TX|VA|WA|WI)$|\b[A-Z]{2}\s\d{5}(-\d{4})?\b.*USA/,
  ],
  ['PH', /\bVAT REG TIN\b|\bPHP\b|₱|VATable|OFFICIAL RECEIPT/i],
  ['FR', /\bTVA\b|\bTTC\b|\bSIRET\b|\bSARL\b/],
  ['ES', /\bIVA\b.*\bNIF\b|\bC\.?I\.?F\b|\bNIF\b/],
  ['IT', /\bP\.?\s?IVA\b|DOCUMENTO COMMERCIALE|SCONTRINO/i],
  ['NL', /\bBTW\b.*\bB\d{2}\b|te betalen/i],
  ['SE', /\bMoms\b.*\bSEK\b|\bOrg\.?nr\b|\bkvitto\b/i],
  ['FI', /\bALV\b|Y-tunnus|Yhteens[aä]/i],
  ['CZ', /\bDPH\b|\bDI[CČ]\b|\bK[cč]\b/],
]

const SIGNS = SIGNS_OF.map(([code, sign]) => [code, worded(sign)] as const)

/** The country whose signs stand on most rows (ISO 3166 alpha-2), or null; the hint breaks ties. */
export function countryOf(rows: Row[], hint?: string, { isBuyer }: Parties = partiesOf(rows)): string | null {
  const own = rows.filter((_, i) => !isBuyer(i)).map((row) => row.text)
  const prefix = own.map((text) => text.match(VAT_PREFIX)?.[1]).find((found) => found !== undefined)
  const counts = SIGNS.map(([code, sign]) => ({
    code,
    count: own.filter((text) => sign.test(text)).length + (code === prefix ? 2.5 : 0) + (code === hint ? 0.5 : 0),
  }))
  const best = counts.toSorted((a, b) => b.count - a.count)[0]!
  return best.count > 0 ? best.code : (hint ?? null)
}

const VAT_PREFIX = /(?<![A-Z])(LT|LV|EE|DE|PL|IE|GB|FI|SE|FR|ES|IT|NL|CZ)\s?\d{7,12}/
