import * as z from 'zod'

const read = {
  merchant: { type: 'string' },
  date: { type: 'string', format: 'date' },
  time: { type: 'string', description: 'HH:MM.' },
  totalCents: { type: 'integer', description: 'In minor units of its currency.' },
  currency: { type: 'string', description: 'ISO 4217, such as EUR.' },
  vat: { type: 'array', items: { type: 'object' }, description: '`rate`, `netCents`, `vatCents`, `grossCents` each.' },
  registrationNumber: { type: 'string' },
  vatNumber: { type: 'string' },
  documentNumber: { type: 'string' },
  kind: { type: 'string', description: 'receipt, invoice, creditNote, proForma or cardSlip.' },
  tipCents: { type: 'integer', description: 'In minor units of its currency.' },
  fuel: { type: 'object', description: '`litres` and `price` a litre, as decimal text.' },
  nights: { type: 'integer' },
} as const

const box = { type: 'object', description: '`page` counted from 0, `x`, `y`, `width`, `height` as fractions of it.' }

/** What the reader found, as it was kept: it is told what it is, and shown whatever it is. */
export const ReadingShape = z.unknown().meta({
  type: ['object', 'null'],
  description: 'What the reader found: of each field its value, how sure, and where on the picture.',
  properties: Object.fromEntries(
    Object.entries(read).map(([name, { type, ...more }]) => [
      name,
      {
        type: 'object',
        properties: {
          value: { type: [type, 'null'], ...more },
          confidence: { type: 'number', description: '0 to 1.' },
          sure: { type: 'boolean', description: 'Nobody need look.' },
          box,
        },
      },
    ]),
  ),
})
