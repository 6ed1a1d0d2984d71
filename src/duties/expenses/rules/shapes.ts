import * as z from 'zod'
import { Cents, Currency, CurrencyCode, Day, LongText, Month, Text, textOf } from '#core/shapes.ts'
import { isRate, ratePattern } from './rates.ts'

/** Record ids are UUIDs. */
export const id = z.uuid()
export const day = Day
export const month = Month
export const cents = Cents
export const currency = Currency
export const currencyCode = CurrencyCode
/** Short text a person types on one line. */
export const line = Text.min(1)
/** Some sentences; may be empty. */
export const words = LongText
/** Why something was done or left undone, in a sentence. */
export const reason = textOf(500).min(3)
export const why = textOf(300).min(2)
/** The reason somebody saw where he gives his own or takes it back: another’s is not replaced unread. */
export const ReasonSeen = LongText.nullable()
  .optional()
  .describe('The reason that stood there when it was decided, null for none; refused where it is another by now.')
/** Units of the office's currency for one of another, as decimal text above zero. */
export const rate = z
  .string()
  .regex(ratePattern, { error: 'expenses.mustBe.rate', abort: true })
  .refine(isRate, { error: 'core.field.aboveZero' })
  .describe('Units of the office’s currency for one of the other, as decimal text above zero.')
/** VAT of one rate within an amount; the rate in percent as decimal text, `21` or `5.5`. */
export const vatPart = z
  .object({
    rate: z
      .string()
      .regex(/^(100|\d{1,2}(\.\d{1,3})?)$/, { error: 'expenses.mustBe.vatRate' })
      .describe('In percent, as decimal text such as 21 or 5.5.'),
    netCents: cents,
    vatCents: cents,
  })
  .meta({ title: 'VatPart' })
/** The VAT of a receipt or line, rate by rate. */
export const vat = z.array(vatPart).max(20).meta({ title: 'Vat' })
/** The number of the version a person edited; an older one is refused field by field. */
export const version = z
  .int()
  .positive()
  .describe('The version that was edited; an older one is refused field by field.')
export const limit = z.int().min(1).max(200).default(50).describe('How many at most.')
