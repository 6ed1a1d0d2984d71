import { sampleCompany } from '#office/sample/company.ts'
import type { Random } from '#office/sample/random.ts'
import { manners, writeAmount, writeDate, writeDecimal, writeNumber } from './countries.ts'
import { textWidth } from './faces.ts'
import { type Labels, labels } from './labels.ts'
import type { FaceName, Mark, Page } from './page.ts'
import type { ReceiptFacts } from './receipt-facts.ts'
import { styleOf, vatNumberOf } from './thermal-layout.ts'

/** Points of an A4 sheet with its letterhead style; texts are put at places, nothing flows but the table. */
class Sheet {
  readonly page: Page = { width: 595, height: 842, marks: [] }
  readonly left = 52
  readonly right = 543
  private readonly regular: FaceName
  private readonly bold: FaceName

  constructor(regular: FaceName, bold: FaceName) {
    this.regular = regular
    this.bold = bold
  }

  put(text: string, x: number, y: number, size = 10, bold = false, align: 'left' | 'center' | 'right' = 'left'): void {
    const face = bold ? this.bold : this.regular
    this.page.marks.push({ kind: 'text', text, x, y, size, face, align })
  }

  putWhite(text: string, x: number, y: number, size: number, align: 'left' | 'right' = 'left'): void {
    this.page.marks.push({ kind: 'text', text, x, y, size, face: this.bold, align, white: true })
  }

  box(x: number, y: number, width: number, height: number, tone: number): void {
    this.page.marks.push({ kind: 'box', x, y, width, height, tone } satisfies Mark)
  }

  line(y: number, tone = 120, from = this.left, to = this.right): void {
    this.box(from, y, to - from, 0.8, tone)
  }

  /** The largest size at which the text still fits the width. */
  fitting(text: string, size: number, width: number): number {
    return Math.min(size, (size * width) / textWidth(this.bold, text, size))
  }
}

type Look = { head: 'left' | 'right' | 'band'; tableHead: 'grey' | 'line' | 'dark'; size: number }

/** Lays a receipt out as an A4 invoice: letterhead, buyer, lines, VAT by rate, total, payment. */
export function layInvoice(facts: ReceiptFacts, random: Random): Page {
  const words = labels[facts.country]
  const style = styleOf(facts)
  const faces = style.pick([
    ['noto', 'notoBold'],
    ['narrow', 'narrowBold'],
    ['noto', 'notoBold'],
    ['courier', 'courierBold'],
  ] as const)
  const sheet = new Sheet(faces[0], faces[1])
  const look: Look = {
    head: style.pick(['left', 'right', 'band']),
    tableHead: style.pick(['grey', 'line', 'dark']),
    size: faces[0] === 'narrow' ? 11.5 : faces[0] === 'courier' ? 9.5 : 10,
  }
  letterhead(sheet, facts, words, look)
  const y = title(sheet, facts, words, look, random)
  const afterTable = table(sheet, facts, words, look, y + 26)
  const afterTotals = totals(sheet, facts, words, look, afterTable + 22, random)
  payment(sheet, facts, words, look, afterTotals + 30, random)
  return sheet.page
}

function letterhead(sheet: Sheet, facts: ReceiptFacts, words: Labels, look: Look): void {
  const { merchant } = facts
  if (look.head === 'band') {
    sheet.box(0, 0, sheet.page.width, 84, 60)
    sheet.putWhite(merchant.name, sheet.left, 52, sheet.fitting(merchant.name, 26, 300))
    sheet.putWhite(merchant.web, sheet.right, 52, 10, 'right')
  } else {
    const align = look.head
    sheet.put(
      merchant.name,
      align === 'left' ? sheet.left : sheet.right,
      66,
      sheet.fitting(merchant.name, 24, 320),
      true,
      align,
    )
  }
  const align = look.head === 'right' ? 'right' : 'left'
  const x = align === 'right' ? sheet.right : sheet.left
  const lines = [
    merchant.legalName,
    `${merchant.street}, ${merchant.town}`,
    [
      facts.country === 'PL' ? '' : `${words.company} ${merchant.registration.company}`.replace('HRB HRB', 'HRB'),
      `${words.vatNumber} ${vatNumberOf(facts)}`,
    ]
      .filter(Boolean)
      .join('   '),
    `${words.phone} ${merchant.phone}   ${merchant.web}`,
  ]
  lines.forEach((text, i) => {
    sheet.put(text, x, (look.head === 'band' ? 108 : 88) + i * 14, look.size - 1, false, align)
  })
}

function title(sheet: Sheet, facts: ReceiptFacts, words: Labels, look: Look, random: Random): number {
  const name = facts.credits ? words.creditNote : random.pick(words.invoice)
  sheet.put(`${name} ${words.number} ${facts.number}`, sheet.left, 196, 17, true)
  const manner = random.chance(0.4) ? 'words' : facts.merchant.manner
  const write = (day: string) => writeDate(day, manner, facts.language)
  const pairs: [string, string][] = [[words.date, write(facts.day)]]
  if (facts.credits) pairs.push([words.credits, facts.credits])
  if (facts.stay) {
    pairs.push(
      [words.guest, facts.stay.guest],
      [words.room, facts.stay.room],
      [words.arrival, write(facts.stay.arrival)],
      [words.departure, write(facts.stay.departure)],
      [words.nights, String(facts.stay.nights)],
    )
  }
  pairs.forEach(([label, value], i) => {
    sheet.put(`${label}:`, sheet.left, 224 + i * 16, look.size)
    sheet.put(value, sheet.left + 118, 224 + i * 16, look.size, i === 0)
  })
  sheet.put(words.buyer, 350, 224, look.size - 1)
  buyer.forEach((text, i) => {
    sheet.put(text, 350, 240 + i * 14, sheet.fitting(text, look.size, sheet.right - 350), i === 0)
  })
  return Math.max(224 + pairs.length * 16, 290)
}

/** The sample office, as invoices name it. */
const buyer = [sampleCompany.name, sampleCompany.address, sampleCompany.vatNumber]

function table(sheet: Sheet, facts: ReceiptFacts, words: Labels, look: Look, top: number): number {
  const columns = [sheet.left + 6, 300, 380, 440, sheet.right - 6] as const
  if (look.tableHead === 'line') sheet.line(top + 18, 60)
  else sheet.box(sheet.left, top, sheet.right - sheet.left, 19, look.tableHead === 'grey' ? 222 : 70)
  const heads = [words.item, words.quantity, words.price, `${words.vat} %`, words.amount]
  heads.forEach((text, i) => {
    const align = i === 0 ? 'left' : 'right'
    if (look.tableHead === 'dark') sheet.putWhite(text, columns[i]!, top + 13, look.size - 1, align)
    else sheet.put(text, columns[i]!, top + 13, look.size - 1, true, align)
  })
  let y = top + 36
  for (const item of facts.items) {
    const cells = [
      item.name,
      writeNumber(item.quantity, item.decimals, facts.country),
      writeDecimal(item.unitPrice, facts.country),
      writeNumber(item.vatRate, item.vatRate % 1 ? 1 : 0, facts.country),
      writeAmount(item.amount, facts.country),
    ]
    cells.forEach((text, i) => {
      sheet.put(text, columns[i]!, y, look.size, false, i === 0 ? 'left' : 'right')
    })
    y += 19
    sheet.line(y - 12, 215)
  }
  return y
}

function totals(sheet: Sheet, facts: ReceiptFacts, words: Labels, look: Look, top: number, random: Random): number {
  const amount = (minor: number) => writeAmount(minor, facts.country)
  const columns = [330, 410, 475, sheet.right - 6] as const
  const put = (cells: readonly string[], y: number, bold: boolean) =>
    cells.forEach((text, i) => {
      sheet.put(text, columns[i]!, y, look.size - 0.5, bold, i === 0 ? 'left' : 'right')
    })
  put([words.vat, words.net, words.vat, words.gross], top, true)
  sheet.line(top + 5, 160, 330)
  let y = top + 19
  for (const vat of facts.vat) {
    put(
      [
        `${writeNumber(vat.rate, vat.rate % 1 ? 1 : 0, facts.country)} %`,
        amount(vat.net),
        amount(vat.tax),
        amount(vat.gross),
      ],
      y,
      false,
    )
    y += 15
  }
  sheet.line(y - 6, 60, 330)
  const sign = random.chance(0.5) ? manners[facts.country].sign : facts.currency
  const text = sign === '£' ? `£${amount(facts.total)}` : `${amount(facts.total)} ${sign}`
  sheet.put(random.pick(words.total), 330, y + 16, 13, true)
  sheet.put(text, sheet.right - 6, y + 16, 13, true, 'right')
  return y + 16
}

function payment(sheet: Sheet, facts: ReceiptFacts, words: Labels, look: Look, y: number, random: Random): void {
  const how = facts.paid.by === 'card' ? `${random.pick(words.card)} **** ${facts.paid.last4}` : words.cash
  sheet.put(`${words.paidBy}: ${how}`, sheet.left, y, look.size)
  sheet.put(random.pick(words.thanks), sheet.left, y + 40, look.size)
  sheet.line(780, 180)
  sheet.put(
    `${facts.merchant.legalName}   ${facts.merchant.web}`,
    (sheet.left + sheet.right) / 2,
    796,
    8,
    false,
    'center',
  )
}
