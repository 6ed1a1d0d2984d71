import * as z from 'zod'
import { isCountry } from '#core/countries.ts'
import { isTimeZone } from '#core/days.ts'
import { chartRoles, givenRights, memberRoles, termsOf } from '#core/duty.ts'
import { Currency, Day, eachOnce, Text } from '#core/shapes.ts'
import { themes } from './rules/themes.ts'

export const Id = z.uuid()
export const Version = z
  .int()
  .positive()
  .describe('The version that was edited; an older one is refused field by field.')
export const Name = Text.min(1).describe('How it, or the person, is called.')
export const Language = z.enum(['en', 'lt']).describe('In which one is written to and answered.')
export const Theme = z.enum(themes).describe('Light, dark, or as the device has it.')
/** As they may have been kept; `Roles` for what one says. */
export const KeptRoles = z.array(z.enum(memberRoles))
export const Roles = eachOnce(KeptRoles.min(1).max(memberRoles.length)).describe(
  'What a person is; rights follow from them and from the duty chart.',
)
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'core.field.country', abort: true })
  .refine(isCountry, { error: 'core.field.country' })
  .describe('ISO 3166-1, such as LT.')
/** Of a branch, for its public holidays, such as `BY` of Germany. */
const Region = z
  .string()
  .regex(/^[A-Z0-9]{1,6}$/, { error: 'office.mustBe.region' })
  .describe('ISO 3166-2 part after the country, such as BY of Germany; for public holidays.')
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'office.mustBe.timeZone' })
  .describe('IANA, such as Europe/Vilnius.')
// Letters of any script (RFC 6531, IDNA); no signs that cannot be seen, quotes or lists.
const emailPattern =
  /^[^\s@"<>()[\],:;\\\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}-]{2,63}$/u
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .normalize('NFC')
  .max(320)
  .pipe(z.email({ pattern: emailPattern }))
  .describe('An e-mail address; large and small letters are the same.')
/** What is typed as a new password; the library keeps only its scrypt hash. */
export const NewPassword = z.string().min(10).max(128).describe('The new password, of at least ten signs.')
export const AnyPassword = z.string().min(1).max(1000).describe('The password as it is now.')
export const Token = z
  .string()
  .regex(/^[A-Za-z0-9_-]{20,100}$/, { error: 'office.mustBe.token' })
  .describe('Last part of the link.')
/** A role of the duty chart; which there are the duties say. */
export const RoleOfChart = z.lazy(() => {
  const places = chartRoles().map((role) => `${role} for a ${termsOf(role).place}`)
  return z.enum(chartRoles()).describe(`Each is given for its kind of place: ${places.join(', ')}.`)
})
/** A right that can be given, likewise. */
export const RightGiven = z.lazy(() => z.enum(givenRights()))
/** A day of the duty chart. */
export const ChartDay = Day.refine((day) => day >= '1950' && day < '2200', { error: 'office.mustBe.chartDay' })

export const BranchFields = {
  name: Name,
  country: Country,
  region: Region.nullable(),
  timeZone: TimeZone,
  currency: Currency,
}
