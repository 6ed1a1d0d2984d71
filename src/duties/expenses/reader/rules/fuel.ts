import { noCurrency, pointed, scaled, times } from '#core/money.ts'
import type { Fuel } from '../reading.ts'
import type { Amount } from './amounts.ts'
import type { Row } from './rows.ts'

const GRADE =
  /(super|diesel|benzin|bleifrei|dyzel|dyzelin|benzinas|unleaded|petrol|ron\s?9[57]|\bA-?9[58]\b|\bON\b|\bPB\s?9|\bE10\b|\bE5\b|\bAdBlue|degal|paliwo|LPG|\bSND\b|fuel|gasoil|\b9[58](?:\b|E)|natural|nafta|motorin|gas-?oil|gazole|sans plomb|olej nap|stojan|m[aä]{2}r[aä]|bensi|diislik|degviela|litr|dyst\.?\d|kolon|pump|zp\b|pump|pumpe|kolonėl|kolonel)/i
const LITRES = /(?<litres>\d{1,3}[.,]\d{2,3})\s?(?:l\b|ltr|lit|1\b|I\b)/i
const PRICE = /(?<price>\d{1,2}[.,]\d{2,3})\s?(?:eur|pln|€|rm|z[łl]|kč|kc|gbp|£|kr|sek)?\s?\/\s?(?:l|1|I|ltr)/i
const LITRES_LABELLED = /(?:litr\p{L}*|liter\)?|m[aä]{2}r[aä])\P{N}{0,24}(?<litres>\d{1,3}[.,]\d{2,3})(?!\d|\s?%)/iu
const PRICE_LABELLED = /(?:\/\s?lit\p{L}*|hinta)\P{N}{0,24}(?<price>\d[.,]\d{3})(?!\d)/iu
/** British pumps print pence. */
const PENCE = /(?<litres>\d{1,3}\.\d{2})\s?L\p{L}*\s?@\s?(?<pence>\d{2,3}\.\d)\s?(?:PPL|p)/iu
const TIMES = /(?<a>\d{1,3}[.,]\d{2,3})\s?(?:l|ltr|1)?\.?\s?[x×*@]\s?[€£]?(?<b>\d{1,2}[.,]\d{2,3})/i

/** Litres and price of fuel: believed only if litres × price is an amount on the paper, within a cent or two. */
export function fuelOf(rows: Row[], amounts: Amount[]): { fuel: Fuel; row: number } | null {
  for (const [index, row] of rows.entries()) {
    const around = rows
      .slice(Math.max(0, index - 2), index + 3)
      .map((r) => r.text)
      .join(' ')
    if (!GRADE.test(around)) continue
    const times = row.text.match(TIMES)
    const inPence = row.text.match(PENCE)?.groups
    const litres = decimal(
      inPence?.litres ?? times?.groups?.a ?? (around.match(LITRES) ?? around.match(LITRES_LABELLED))?.groups?.litres,
    )
    const price = inPence
      ? pointed(scaled(inPence.pence!, 1)!, 3)
      : decimal(times?.groups?.b ?? (around.match(PRICE) ?? around.match(PRICE_LABELLED))?.groups?.price)
    if (litres === null || price === null || Number(litres) === 0) continue
    // The "l" of litres is easily read as a figure more: the shorter number wins if it makes an amount too.
    const shorter = /\.\d{2}1$/.test(litres) ? plain(litres.slice(0, -1)) : litres
    const proven = [shorter, litres].find((one) => makes(one, price, amounts))
    if (proven !== undefined) return { fuel: { litres: proven, price: plain(price) }, row: index }
  }
  return null
}

function makes(litres: string, price: string, amounts: Amount[]): boolean {
  const cents = times(price, litres, noCurrency)
  return amounts.some((a) => Math.abs(a.cents - cents) <= 2)
}

function decimal(text: string | undefined): string | null {
  return text === undefined ? null : plain(text.replace(',', '.'))
}

/** "040.20" is 40.2. */
function plain(text: string): string {
  return text.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '')
}
