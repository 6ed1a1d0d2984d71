import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { acceptedFor } from '../queries/accepted-lines.ts'
import type { Reading } from '../reader/reading.ts'
import { likelyCategory } from '../rules/best-expected.ts'
import { type Suggestion, suggestedFrom, suggestFrom } from '../rules/suggest.ts'

const suggestedShape = z
  .object({
    value: z.string().describe('What to put into the line; of a category its id.'),
    share: z.number().describe('Share of the weighed history that says so, 0 to 1.'),
    times: z.int().describe('How many of the latest lines with this merchant say so; 0 when only the reading does.'),
    of: z.int().describe('Of how many of the latest lines.'),
    from: z.enum(suggestedFrom).describe('Whose lines they are; reading: nobody’s, only the receipt speaks for it.'),
  })
  .meta({ title: 'Suggested' })

/** What the office accepted for the same merchant before. */
export const suggestionShape = z
  .object({
    category: suggestedShape.nullable().describe('By its id.'),
    account: suggestedShape.nullable().describe('Of the bookkeeping, of that category.'),
    purpose: suggestedShape.nullable().describe('As the same person wrote it.'),
  })
  .meta({ title: 'Suggestion' })

interface NextLine {
  memberId: string | null
  teamId: string
  merchant: string | null
  reading: Reading | null
}

/** What to begin a line with: what was accepted for this merchant before, else what the reading makes likely. */
export async function suggestionFor(db: Db, actor: Actor, line: NextLine): Promise<Suggestion> {
  const { memberId, teamId, merchant, reading } = line
  const vatNumber = reading?.vatNumber?.value ?? null
  const { lines, key } = await acceptedFor(db, actor, { memberId, teamId, merchant: merchant ?? '', vatNumber })
  const found = suggestFrom(lines, { memberId, teamId, key })
  return found.category ? found : { ...found, ...(await likelyFrom(db, merchant, reading)) }
}

async function likelyFrom(db: Db, merchant: string | null, reading: Reading | null) {
  const hasNights = reading?.nights?.value != null
  const code = likelyCategory({ merchant, hasNights, hasFuel: reading?.fuel?.value != null })
  if (!code) return {}
  const category = await db
    .selectFrom('expenseCategory')
    .select(['id', 'account'])
    .where('code', '=', code)
    .where('closedAt', 'is', null)
    .executeTakeFirst()
  if (!category) return {}
  const said = { share: 0, times: 0, of: 0, from: 'reading' as const }
  return {
    category: { ...said, value: category.id },
    account: category.account ? { ...said, value: category.account } : null,
  }
}
