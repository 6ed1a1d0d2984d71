/**
 * True or false if the check digits of a VAT number with its country's letters are right; undefined for countries not known here.
 * Sources: the algorithms published for VIES numbers by the states' tax offices.
 */
export function vatNumberHolds(value: string): boolean | undefined {
  const country = value.slice(0, 2)
  const number = value.slice(2)
  if (country === 'IE') return /^\d{7}[A-W][A-I]?$/.test(number) && irish(number)
  if (!/^\d+$/.test(number)) return undefined
  const digits = [...number].map(Number)
  if (country === 'LT') return digits.length === 9 || digits.length === 12 ? lithuanian(digits) : false
  if (country === 'LV') return digits.length === 11 && latvian(digits)
  if (country === 'EE')
    return digits.length === 9 && weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7]) % 10 === (10 - digits[8]!) % 10
  if (country === 'PL') return digits.length === 10 && weighted(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digits[9]
  if (country === 'DE') return digits.length === 9 && product11(digits)
  if (country === 'FI')
    return digits.length === 8 && (11 - (weighted(digits, [7, 9, 10, 5, 8, 4, 2]) % 11)) % 11 === digits[7]
  if (country === 'SE') return digits.length === 12 && luhn(digits.slice(0, 10))
  if (country === 'IT') return digits.length === 11 && luhn(digits)
  if (country === 'DK') return digits.length === 8 && weighted(digits, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  if (country === 'GB') return digits.length === 9 && british(digits)
  return undefined
}

/** As above for numbers of companies' registers. */
export function registrationHolds(value: string, country: string | null): boolean | undefined {
  if (!/^\d+$/.test(value)) return undefined
  const digits = [...value].map(Number)
  if (country === 'LT') return digits.length === 9 ? lithuanian(digits) : digits.length === 7 ? undefined : false
  if (country === 'LV') return digits.length === 11 && latvian(digits)
  if (country === 'EE') return digits.length === 8 ? undefined : false
  if (country === 'PL' && digits.length === 9)
    return (weighted(digits, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === digits[8]
  return undefined
}

/** Two rounds of weights modulo 11, for company codes (9) and VAT numbers (9 and 12) alike. */
function lithuanian(digits: number[]): boolean {
  const body = digits.slice(0, -1)
  const first = body.reduce((sum, d, i) => sum + d * ((i % 9) + 1), 0) % 11
  const second = body.reduce((sum, d, i) => sum + d * (((i + 2) % 9) + 1), 0) % 11
  return digits.at(-1) === (first === 10 ? second % 10 : first)
}

function latvian(digits: number[]): boolean {
  if (digits[0]! <= 3) return true
  const rest = weighted(digits, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6]) % 11
  const check = 3 - rest
  return digits[10] === (check === -1 ? -1 : check < -1 ? check + 11 : check)
}

/** ISO 7064 MOD 11,10. */
function product11(digits: number[]): boolean {
  let product = 10
  for (const digit of digits.slice(0, -1)) {
    const sum = (digit + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === digits.at(-1)
}

function luhn(digits: number[]): boolean {
  const sum = digits.toReversed().reduce((s, d, i) => s + (i % 2 === 0 ? d : d * 2 > 9 ? d * 2 - 9 : d * 2), 0)
  return sum % 10 === 0
}

/** Letters stand for remainders modulo 23; a second letter counts nine times. */
function irish(number: string): boolean {
  const second = number[8] ? (number.charCodeAt(8) - 64) * 9 : 0
  const rest = (weighted([...number.slice(0, 7)].map(Number), [8, 7, 6, 5, 4, 3, 2]) + second) % 23
  return number[7] === (rest === 0 ? 'W' : String.fromCharCode(64 + rest))
}

/** Modulo 97, in the old and the new (less 55) series. */
function british(digits: number[]): boolean {
  const sum = weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + digits[7]! * 10 + digits[8]!
  return sum % 97 === 0 || (sum + 55) % 97 === 0
}

function weighted(digits: number[], weights: number[]): number {
  return weights.reduce((sum, w, i) => sum + w * digits[i]!, 0)
}
