import type { Random } from '#office/sample/random.ts'
import type { Country } from './countries.ts'

/** A merchant's numbers as the country's registers write them; the VAT number carries its country prefix. */
export type Registration = { company: string; vat: string }

/** Invents a registration with right check digits. It may by chance belong to somebody: never look it up. */
export function inventRegistration(random: Random, country: Country): Registration {
  switch (country) {
    case 'LT': {
      const vat = random.chance(0.4)
        ? withCheck(() => `1000${random.digits(6)}1`, lithuanianCheck)
        : withCheck(() => `${random.digits(7)}1`, lithuanianCheck)
      return { company: withCheck(() => `30${random.digits(6)}`, lithuanianCheck), vat: `LT${vat}` }
    }
    case 'LV': {
      const number = withCheck(() => `4${random.pick(['000', '010', '020', '030'])}${random.digits(6)}`, latvianCheck)
      return { company: number, vat: `LV${number}` }
    }
    case 'PL': {
      const nip = withCheck(() => random.digits(9), polishCheck)
      return { company: nip, vat: `PL${nip}` }
    }
    case 'DE':
      return {
        company: `HRB ${random.int(1200, 98000)}`,
        vat: `DE${withCheck(() => random.digits(8), germanCheck)}`,
      }
    case 'GB': {
      const body = random.digits(7)
      return { company: `0${random.digits(7)}`, vat: `GB${body}${britishCheck(body)}` }
    }
    case 'IE': {
      const body = random.digits(7)
      return { company: random.digits(6), vat: `IE${body}${irishCheck(body)}` }
    }
  }
}

/** Some bodies have no valid check digit; throw again until one has. */
function withCheck(body: () => string, check: (body: string) => string | undefined): string {
  for (;;) {
    const digits = body()
    const digit = check(digits)
    if (digit !== undefined) return digits + digit
  }
}

/** Lithuanian company code and VAT number (9 or 12 digits): weights 1…9 round, then from 3 if the first sum gives 10. */
export function lithuanianCheck(body: string): string {
  const sum = (start: number) => [...body].reduce((s, d, i) => s + (((i + start) % 9) + 1) * Number(d), 0) % 11
  const first = sum(0)
  return String((first < 10 ? first : sum(2)) % 10)
}

/** Latvian legal entity, 11 digits: the weighted sum leaves 3 modulo 11. */
export function latvianCheck(body: string): string | undefined {
  const weights = [9, 1, 4, 8, 3, 10, 2, 5, 7, 6]
  const sum = weights.reduce((s, weight, i) => s + weight * Number(body[i]), 0)
  const digit = (((3 - sum) % 11) + 11) % 11
  return digit < 10 ? String(digit) : undefined
}

/** Polish NIP, 10 digits, modulo 11. */
export function polishCheck(body: string): string | undefined {
  const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7]
  const digit = weights.reduce((s, weight, i) => s + weight * Number(body[i]), 0) % 11
  return digit < 10 ? String(digit) : undefined
}

/** German USt-IdNr., 9 digits: ISO 7064, modulo 11, 10. */
export function germanCheck(body: string): string {
  let product = 10
  for (const digit of body) product = (((Number(digit) + product) % 10 || 10) * 2) % 11
  return String((11 - product) % 10)
}

/** British VAT number: two digits that bring the weighted sum to a multiple of 97. */
export function britishCheck(body: string): string {
  const sum = [...body].reduce((s, digit, i) => s + (8 - i) * Number(digit), 0)
  return String(97 - (sum % 97)).padStart(2, '0')
}

/** Irish VAT number: one letter, modulo 23. */
export function irishCheck(body: string): string {
  const sum = [...body].reduce((s, digit, i) => s + (8 - i) * Number(digit), 0)
  return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23]!
}
