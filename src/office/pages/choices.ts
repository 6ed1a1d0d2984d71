import { languages } from '#core/message.ts'
import { languageNames } from '#web/words.ts'
import { zones } from '../rules/zones.ts'

export interface Choice {
  value: string
  label: string
}

const countries = Object.keys(zones)
const currencies = 'EUR PLN CZK SEK NOK DKK ISK CHF GBP HUF RON BGN UAH USD'.split(' ')
const ownMoney: Record<string, string> = {
  PL: 'PLN',
  CZ: 'CZK',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  IS: 'ISK',
  CH: 'CHF',
  GB: 'GBP',
  HU: 'HUF',
  RO: 'RON',
  UA: 'UAH',
  US: 'USD',
}

export const languageChoices: Choice[] = languages.map((value) => ({ value, label: languageNames[value] }))

/** European countries by their names in the language. */
export function countryChoices(language: string): Choice[] {
  return named(countries, new Intl.DisplayNames(language, { type: 'region' }), language)
}

/** Currencies as "EUR – euro". */
export function currencyChoices(language: string): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' })
  return currencies.map((value) => ({ value, label: `${value} – ${names.of(value)}` }))
}

/** Every IANA time zone this browser knows, the European ones first. */
export function timeZoneChoices(): Choice[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const all = [...new Set([own, ...Intl.supportedValuesOf('timeZone')])]
  const rank = (zone: string) => (zone.startsWith('Europe/') ? 0 : 1)
  return all
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((value) => ({ value, label: value.replaceAll('_', ' ') }))
}

/** A country's name in the language; its code when the browser knows no name. */
export function countryName(code: string, language: string): string {
  return new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code
}

/** What people in a country pay with. */
export function currencyOf(country: string): string {
  return ownMoney[country] ?? 'EUR'
}

/** The time zone people in a country go by: this browser's own where it is one of the country, else its capital's. */
export function zoneOf(country: string): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zone = zones[country] ?? own
  // Some browsers know a zone by its older name only.
  return country === ownCountry() || !timeZoneChoices().some(({ value }) => value === zone) ? own : zone
}

/** The country this browser seems to be in, by its clock and then its languages; Lithuania when neither says. */
export function ownCountry(): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const byZone = Object.keys(zones).find((country) => zones[country] === own)
  if (byZone) return byZone
  const regions = navigator.languages.map((language) => new Intl.Locale(language).maximize().region)
  return regions.find((region) => region && countries.includes(region) && region !== 'US') ?? 'LT'
}

function named(codes: readonly string[], names: Intl.DisplayNames, language: string): Choice[] {
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
}
