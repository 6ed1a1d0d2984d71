import * as z from 'zod'
import { now } from '#core/clock.ts'
import { readTheLocked, save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { refuse } from '#core/refusal.ts'
import { smallOffice as smallOfficeNow } from '../queries/hands.ts'
import { policyOf } from '../queries/settings.ts'
import { policyRecord } from '../steps/settings.ts'
import { SmallOffice, shownSmallOffice } from '../views/four-eyes.ts'

export const smallOffice = read({
  right: 'member',
  summary: 'Whether the office is too small for four eyes: since when, and who said so',
  rest: 'GET /expenses/small-office',
  input: z.object({}),
  output: z.object({ smallOffice: SmallOffice }),
  async do({ db }) {
    const set = await smallOfficeNow(db)
    return { smallOffice: set && shownSmallOffice(set) }
  },
})

export const setSmallOffice = change({
  right: 'office.administer',
  summary: 'Let who prepared a report also approve or pay it, printed on its paper; or ask for four eyes again',
  rest: 'PUT /expenses/small-office',
  inPerson: true,
  idempotent: true,
  input: z.object({ on: z.boolean().describe('False asks for four eyes again.') }),
  output: z.object({ smallOffice: SmallOffice }),
  async do({ db, actor, input, tell }) {
    const policy = await readTheLocked(db, 'expensePolicy', () => policyOf(db))
    if ((policy.smallOfficeSince !== null) === input.on) refuse({ says: 'expenses.fourEyes.isSo' })
    await save(db, 'expensePolicy', policy, {
      smallOfficeSince: input.on ? now().toString() : null,
      smallOfficeBy: input.on ? actor.id : null,
    })
    tell({
      record: ['expensePolicy', policyRecord],
      says: input.on ? 'expenses.said.smallOfficeOn' : 'expenses.said.smallOfficeOff',
    })
    const set = await smallOfficeNow(db)
    return { smallOffice: set && shownSmallOffice(set) }
  },
})
