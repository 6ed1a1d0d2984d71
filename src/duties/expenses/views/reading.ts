import * as z from 'zod'

const text = { type: 'string' } as const
const cents = { type: 'integer', description: 'In minor units of its currency.' } as const
const decimal = (description: string) => ({ type: ['string', 'null'], description })
const vatLine = {
  title: 'ReadVatPart',
  type: 'object',
  properties: {
    rate: decimal('In percent, as decimal text; null when only the amount is printed.'),
    netCents: { ...cents, type: ['integer', 'null'] },
    vatCents: cents,
    grossCents: { ...cents, type: ['integer', 'null'] },
  },
}
const litres = {
  litres: { ...text, description: 'As decimal text.' },
  price: decimal('Of a litre, as decimal text.'),
}

const read = {
  merchant: { ...text, description: 'The seller’s name.' },
  date: { ...text, format: 'date', description: 'The day of the purchase.' },
  time: { ...text, description: 'Of the purchase, HH:MM.' },
  totalCents: { type: 'integer', description: 'In minor units of its currency; negative on a credit note.' },
  currency: { ...text, description: 'ISO 4217, such as EUR.' },
  vat: { type: 'array', items: vatLine, description: 'Rate by rate.' },
  registrationNumber: { ...text, description: 'The seller’s, in the register of companies.' },
  vatNumber: { ...text, description: 'The seller’s.' },
  documentNumber: { ...text, description: 'Of the receipt or invoice.' },
  kind: { ...text, description: 'receipt, invoice, creditNote, proForma or cardSlip.' },
  tipCents: cents,
  fuel: { type: 'object', properties: litres, description: 'What was filled up.' },
  nights: { type: 'integer', description: 'Spent in the hotel.' },
} as const

const part = { type: 'number', description: 'Fraction of the page, 0 to 1.' }
const box = {
  title: 'Box',
  type: 'object',
  description: 'Where it stands on the upright picture; missing when nowhere in particular.',
  properties: {
    page: { type: 'integer', description: 'Counted from 0.' },
    ...{ x: part, y: part, width: part, height: part },
  },
}

const facts = Object.fromEntries(
  Object.entries(read).map(([name, { type, ...more }]) => [
    name,
    {
      title: `Read${name[0]!.toUpperCase()}${name.slice(1)}`,
      type: 'object',
      properties: {
        value: { type: [type, 'null'], ...more },
        confidence: { type: 'number', description: 'How likely it is right, 0 to 1.' },
        sure: { type: 'boolean', description: 'Nobody need look.' },
        box,
        alternatives: {
          type: 'array',
          items: { type, ...more },
          description: 'What else it may be, the likelier first; missing when nothing.',
        },
      },
    },
  ]),
)

const told = {
  type: 'object',
  properties: {
    says: { ...text, description: 'Key of the sentence.' },
    params: { type: 'object', description: 'What the sentence is made of.' },
  },
}

/** What the reader found, as it was kept: it is told what it is, and shown whatever it is. */
export const ReadingShape = z.unknown().meta({
  title: 'Reading',
  type: ['object', 'null'],
  description: 'What the reader found: of each field its value, how sure, and where on the picture.',
  properties: {
    ...facts,
    source: { ...text, description: 'From where: picture, pdfText, pdfPicture or einvoice.' },
    pages: { type: 'integer', description: 'How many the file has.' },
    pagesRead: { type: 'integer', description: 'How many of them were read.' },
    quarters: { type: 'integer', description: 'Quarter turns clockwise that made the first page upright.' },
    warnings: { type: 'array', items: told, description: 'What a person should know.' },
    parts: {
      type: 'array',
      items: { type: 'object', properties: { ...facts, box } },
      description: 'Receipts beside each other on one picture: each with its own facts and its place.',
    },
    engines: { type: 'array', items: text, description: 'What read it.' },
    ms: { type: 'integer', description: 'How long the reading took, in milliseconds.' },
    cpuMs: { type: 'integer', description: 'Of a processor, in milliseconds.' },
  },
})
