import * as z from 'zod'
import { selfOf } from '#core/actor.ts'
import { now, today } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { keepAsIs } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { eachOnce, Instant, LongText } from '#core/shapes.ts'
import { latestDay, salespeopleOfTeams } from '#office/public.ts'
import { currentProcedure, proofsOf } from '../queries/procedure.ts'
import { changedBy, personIn, seenBy } from '../queries/whose.ts'
import { day, id } from '../rules/shapes.ts'
import { confirmationWays, procedureWays } from '../tables.ts'

const proofShape = z
  .object({
    way: z.enum(procedureWays),
    informedOn: day,
    note: z.string(),
    at: Instant,
    recordedBy: id,
    recordedByName: z.string(),
  })
  .meta({ title: 'ProcedureProof' })

export const myProcedure = read({
  right: 'expenses.claim',
  summary: 'What the caller has to read, in his language, and whether he has confirmed it.',
  rest: 'GET /expenses/my-procedure',
  input: z.object({}),
  output: z.object({
    versionId: id.nullable(),
    number: z.int().nullable(),
    body: z.string(),
    whatChanged: z.string(),
    publishedAt: Instant.nullable(),
    proof: proofShape.nullable(),
    mayConfirm: z.boolean(),
  }),
  async do({ db, actor, call }) {
    const current = await currentProcedure(db)
    const proof = current ? (await proofsOf(db, current.id, [selfOf(actor).id]))[0] : undefined
    return {
      versionId: current?.id ?? null,
      number: current?.number ?? null,
      body: current ? (call.language === 'lt' ? current.bodyLt : current.bodyEn) : '',
      whatChanged: current?.whatChanged ?? '',
      publishedAt: current?.publishedAt ?? null,
      proof: proof ?? null,
      mayConfirm: Boolean(current) && !proof && actor.behalf === null,
    }
  },
})

export const confirmProcedure = change({
  right: 'expenses.claim',
  summary: 'Confirm to have read the claim procedure in force; only for oneself.',
  rest: 'POST /expenses/my-procedure/confirm',
  destructive: true,
  idempotent: true,
  input: z.object({ versionId: id.describe('Id of the version of the claim procedure.') }),
  output: z.object({ versionId: id, number: z.int() }),
  async do({ db, actor, input, tell }) {
    if (actor.behalf) refuse({ says: 'expenses.confirmOnlySelf', name: actor.behalf.name })
    await keepAsIs(db, { expensePolicy: true })
    const current = await mustBeCurrent(db, input.versionId)
    const row = { way: 'read' as const, informedOn: today(actor.timeZone), recordedBy: actor.id }
    await db
      .insertInto('expenseProcedureProof')
      .values({ versionId: current.id, memberId: actor.id, note: '', ...row })
      .onConflict((oc) => oc.columns(['memberId', 'versionId']).doUpdateSet({ ...row, at: now().toString() }))
      .execute()
    tell({
      record: ['procedureVersion', current.id],
      also: [actor.id],
      says: 'expenses.said.procedureConfirmed',
      params: { number: current.number },
      memberId: actor.id,
      teamId: actor.teamId,
    })
    return { versionId: current.id, number: current.number }
  },
})

export const recordInformed = change({
  right: 'expenses.prepare',
  summary: 'Record that salespeople were told of the procedure in force by phone, in person or by mail.',
  rest: 'POST /expenses/procedure/informed',
  input: z.object({
    memberIds: eachOnce(z.array(id).min(1).max(200)),
    versionNumber: z
      .int()
      .positive()
      .optional()
      .describe('Of the version they were told of; refused where a newer one is in force by now.'),
    way: z.enum(confirmationWays).exclude(['self']).describe('How it was said.'),
    informedOn: day,
    note: LongText.default('').describe('A remark; may be empty.'),
  }),
  output: z.object({ recorded: z.int() }),
  async do({ db, actor, input, tell }) {
    await keepAsIs(db, { expensePolicy: true })
    const current = (await currentProcedure(db)) ?? refuse({ says: 'expenses.noProcedure' })
    if (input.versionNumber !== undefined && input.versionNumber !== current.number)
      refuse({ says: 'expenses.procedureIsNow', version: current.number ?? 0 })
    if (input.informedOn > (await latestDay(db))) refuse({ says: 'expenses.informedInFuture', day: input.informedOn })
    const { way, informedOn, note } = input
    const told: string[] = []
    const byOthers: string[] = []
    for (const memberId of input.memberIds.toSorted()) {
      const person = await personIn(db, changedBy(actor), memberId)
      const written = await db
        .insertInto('expenseProcedureProof')
        .values({ versionId: current.id, memberId, way, informedOn, recordedBy: actor.id, note })
        // Whoever has confirmed it himself needs no weaker proof, and another's is not replaced.
        .onConflict((oc) =>
          oc
            .columns(['memberId', 'versionId'])
            .doUpdateSet({ way, informedOn, note, at: now().toString() })
            .where('expenseProcedureProof.way', '<>', 'read')
            .where('expenseProcedureProof.recordedBy', '=', actor.id),
        )
        .returning('memberId')
        .executeTakeFirst()
      if (!written) {
        const [proof] = await proofsOf(db, current.id, [memberId])
        if (proof?.way !== 'read') byOthers.push(person.name)
        continue
      }
      told.push(memberId)
      tell({
        record: ['procedureVersion', current.id],
        also: [memberId],
        says: `expenses.said.informed.${way}`,
        params: { name: person.name, day: informedOn },
        memberId,
        teamId: person.teamId,
      })
    }
    if (byOthers.length > 0) refuse({ says: 'expenses.informedByOther', names: byOthers })
    return { recorded: told.length }
  },
})

export const informedList = read({
  right: 'expenses.see',
  summary: 'Who was informed of the procedure in force: when, how, and by whom it was recorded.',
  rest: 'GET /expenses/procedure/informed',
  input: z.object({ teamId: id.optional() }),
  output: z.object({
    number: z.int().nullable(),
    people: z.array(z.object({ memberId: id, name: z.string(), teamId: id.nullable(), proof: proofShape.nullable() })),
  }),
  async do({ db, actor, input }) {
    const teams = seenBy(actor).teamIds.filter((teamId) => !input.teamId || teamId === input.teamId)
    const current = await currentProcedure(db)
    const people = await salespeopleOfTeams(db, teams)
    const proofs = current
      ? await proofsOf(
          db,
          current.id,
          people.map((person) => person.id),
        )
      : []
    return {
      number: current?.number ?? null,
      people: people.map(({ id, name, teamId }) => ({
        memberId: id,
        name,
        teamId,
        proof: proofs.find((proof) => proof.memberId === id) ?? null,
      })),
    }
  },
})

async function mustBeCurrent(db: Db, versionId: string) {
  const current = await currentProcedure(db)
  if (!current) absent({ says: 'expenses.noProcedure' })
  if (current.id !== versionId) refuse({ says: 'expenses.newerProcedure', number: current.number, record: current.id })
  return { ...current, number: current.number! }
}
