import * as z from 'zod'
import { now } from '#core/clock.ts'
import { keepAsIs } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { refuse } from '#core/refusal.ts'
import { eachOnce, Instant, listOf, whole } from '#core/shapes.ts'
import { liveLinksOf } from '../queries/links.ts'
import { remindersOf } from '../queries/reminders.ts'
import { roundIn, roundToChange } from '../queries/rounds.ts'
import { ownTeamsOf, personIn, personToAsk, preparedBy, seenBy } from '../queries/whose.ts'
import { id } from '../rules/shapes.ts'
import { linkAddressFor } from '../steps/link-address.ts'
import { letterFor, remindOne } from '../steps/remind.ts'
import { reminderWays } from '../tables.ts'

const letterShape = z
  .object({
    memberId: id,
    subject: z.string(),
    body: z.string(),
    missing: z.int(),
    language: z.enum(['en', 'lt']),
    url: z
      .string()
      .nullable()
      .describe('The personal link in the text; null when there is none yet: `remind` makes it.'),
  })
  .meta({ title: 'Reminder' })

export const reminderText = read({
  right: 'expenses.prepare',
  summary: 'The reminder as it would go out now: what is missing, in the person’s language.',
  rest: 'GET /expenses/rounds/{roundId}/reminder-text',
  input: z.object({ roundId: id, memberId: id }),
  output: letterShape.extend({ mayMail: z.boolean() }),
  async do({ db, actor, office, input }) {
    const scope = preparedBy(actor)
    const round = await roundIn(db, scope, input.roundId)
    const person = await personIn(db, scope, input.memberId, round.month)
    const live = await liveLinksOf(db, round.id, now().toString())
    const link = live.find((one) => one.memberId === person.id)
    const url = link ? linkAddressFor({ office, actor }, link.id) : null
    const letter = await letterFor(db, { round, person, sender: actor }, url)
    return { memberId: person.id, ...letter, mayMail: office.mail.configured }
  },
})

export const remind = change({
  right: 'expenses.prepare',
  summary: 'Remind people of what is missing: by mail, by text to copy, or noted as told by phone. Counted and kept.',
  rest: 'POST /expenses/rounds/{roundId}/remind',
  input: z.object({
    roundId: id,
    memberIds: eachOnce(z.array(id).min(1).max(200)),
    way: z
      .enum(reminderWays)
      .exclude(['schedule'])
      .describe('mail: it goes out now; copied: the text is sent otherwise; phone: it was told.'),
  }),
  output: listOf(letterShape.extend({ reminderId: id, mailState: z.enum(['none', 'waiting']) })),
  isSecret: true,
  async do(at) {
    const { db, actor, office, input } = at
    const scope = preparedBy(actor)
    await keepAsIs(db, { member: input.memberIds })
    const round = await roundToChange(db, scope, input.roundId)
    if (round.closedAt) refuse({ says: 'expenses.roundClosed', number: round.number })
    if (input.way === 'mail' && !office.mail.configured) refuse({ says: 'core.mail.notSetUp' })
    const sent = []
    for (const memberId of new Set(input.memberIds)) {
      const person = await personToAsk(db, scope, memberId, round.month)
      if (person.teamId !== round.teamId)
        refuse({ says: 'expenses.notOfTeam', name: person.name, team: round.teamName })
      sent.push(await remindOne(at, { round, person, sender: actor }, input.way))
    }
    return whole(sent)
  },
})

export const reminders = read({
  right: 'expenses.see',
  summary: 'Every reminder of a round: when, how, by whom, what it said, and whether the mail went out.',
  rest: 'GET /expenses/rounds/{roundId}/reminders',
  input: z.object({ roundId: id, memberId: id.optional() }),
  output: listOf(
    z.object({
      id,
      roundId: id,
      memberId: id,
      memberName: z.string(),
      way: z.enum(reminderWays),
      missing: z.int(),
      body: z.string(),
      sentByName: z.string().nullable(),
      at: Instant,
      mailState: z.enum(['none', 'waiting', 'sent', 'failed']),
    }),
  ),
  async do({ db, actor, input }) {
    const scope = seenBy(actor)
    const round = await roundIn(db, scope, input.roundId, await ownTeamsOf(db, actor))
    const rows = await remindersOf(db, round.id, input.memberId)
    return whole(rows.filter((row) => scope.teamIds.includes(round.teamId) || row.memberId === scope.memberId))
  },
})
