import { type InferSchemaInput, type InferSchemaOutput, ORPCError, os, ValidationError } from '@orpc/server'
import * as z from 'zod'
import { type Actor, asChanging } from './actor.ts'
import type { Call } from './call.ts'
import type { Db } from './database.ts'
import { writeEvents } from './events.ts'
import { fittingAnswer, tellDamaged } from './fitting-answer.ts'
import { remembered } from './idempotency.ts'
import { type JobRequest, queueJob } from './jobs.ts'
import { behalfReason, keyReason, mayCall } from './may-call.ts'
import type { OpenOffice } from './offices.ts'
import { forbidden, forbiddenSo, notSignedIn } from './refusal.ts'
import type { OperationMeta, Right } from './rights.ts'
import type { Told } from './told.ts'
import { inDatabaseWords, inTransaction } from './transaction.ts'
import { inWordsOf } from './translate-errors.ts'

type Caller<R extends Right> = R extends 'anyone' ? Actor | null : Actor

/** What a reading handler gets. */
export interface Reading<R extends Right, Input> {
  input: Input
  db: Db
  actor: Caller<R>
  office: OpenOffice
  call: Call
}

/** What a changing handler gets: `db` is its transaction, `tell` writes its history, `queue` asks for later work. */
export interface Changing<R extends Right, Input> extends Reading<R, Input> {
  tell(fact: Told): void
  queue(job: JobRequest): Promise<string>
  /** What is cleared away once the change is committed. Should it fail, the sweep of every hour does it. */
  afterwards(clear: () => Promise<void>): void
}

/**
 * What must stand even when the change is refused, or takes so long that no connection should wait for it: it runs before
 * the transaction, may refuse, and what it found is given to `do`, which locks and asks again what it decides on.
 */
interface Beforehand<R extends Right, Input, Found> {
  beforehand?: (at: Pick<Reading<R, Input>, 'input' | 'actor' | 'office' | 'call'>) => Promise<Found>
}

/**
 * Who calls without sign-in, by the secret in his input: the id of his link, under which a repeated `Idempotency-Key` is his.
 * Refuses whoever has no such link, or none any more.
 */
interface Borne<R extends Right, Input> {
  bearer?: (at: Pick<Reading<R, Input>, 'input' | 'db' | 'office'>) => Promise<string>
}

interface Definition<R extends Right, I extends z.ZodType, O extends z.ZodType> {
  /** Of several any one is enough. */
  right: R | readonly R[]
  /** One line for people who read the API. */
  summary: string
  rest: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`
  input: I
  output: O
  /** The answer holds a key or a link that works for whoever reads it: it is not kept for a repeated `Idempotency-Key`. */
  isSecret?: true
  /** Only for whoever is signed in himself: no API key may do it, whatever rights it has. */
  inPerson?: true
  /** Nobody does it in another's name: it is of the caller's own account or duty, or of the whole office. */
  ownName?: true
  /** It signs or pays: an API key may do it only where this right was chosen for it, not as one of all that its owner has. */
  onlyChosen?: true
}

/** What a change does beyond its answer; programs are told, and ask a person before what is destructive. */
interface Effects {
  /** It binds the company, cuts somebody off or takes something away that no click brings back. */
  destructive?: true
  /** The same call again changes nothing more: it is refused, or leaves all as it is. */
  idempotent?: true
}

const base = os.$context<Call>().$meta<OperationMeta>({})

/** An operation that only reads. Refused with 401 or 403 before its handler sees the call. */
export function read<R extends Right, I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<R, I, O> & { do: (at: Reading<R, InferSchemaOutput<I>>) => Promise<InferSchemaInput<O>> },
) {
  return born(definition, false).handler(async ({ input, context }) =>
    inDatabaseWords(() =>
      definition.do({
        input: input as InferSchemaOutput<I>,
        db: context.office.db,
        actor: context.actor as Caller<R>,
        office: context.office,
        call: context,
      }),
    ),
  )
}

/**
 * An operation that changes something: one transaction, its events in the same transaction, the same answer
 * for the same `Idempotency-Key`, and listeners told after the commit.
 */
export function change<R extends Right, I extends z.ZodType, O extends z.ZodType, Found = void>(
  definition: Definition<R, I, O> &
    Effects &
    Borne<R, InferSchemaOutput<I>> &
    Beforehand<R, InferSchemaOutput<I>, Found> & {
      do: (at: Changing<R, InferSchemaOutput<I>> & { found: Found }) => Promise<InferSchemaInput<O>>
    },
) {
  return born(definition, true).handler(async ({ input, context, path }) => {
    const operation = path.join('.')
    const { office } = context
    const actor = (context.actor && asChanging(context.actor)) as Caller<R>
    const found = await definition.beforehand?.({ input: input as InferSchemaOutput<I>, actor, office, call: context })
    const isSecret = definition.isSecret ?? false
    const bearer =
      definition.bearer && ((db: Db) => definition.bearer!({ input: input as InferSchemaOutput<I>, db, office }))
    let clearing: (() => Promise<void>)[] = []
    const { answer, events } = await inTransaction(office.db, (db) =>
      remembered<InferSchemaInput<O>>(db, { call: context, operation, input, isSecret, bearer }, async () => {
        const told: Told[] = []
        clearing = []
        const result = await definition.do({
          input: input as InferSchemaOutput<I>,
          db,
          actor,
          office,
          call: context,
          found: found as Found,
          tell: (fact) => void told.push(fact),
          queue: (job) => queueJob(db, { ...job, askedBy: actor?.id ?? null }),
          afterwards: (clear) => void clearing.push(clear),
        })
        if (told.length === 0) throw new Error(`${operation} changed something and told nobody: call tell(…)`)
        const { answer, damaged } = fittingAnswer(definition.output, result)
        tellDamaged(context.answerHeaders, damaged)
        return { answer: answer as InferSchemaInput<O>, events: await writeEvents(db, { operation, actor, told }) }
      }),
    )
    office.live.publish(events)
    for (const clear of clearing) await clear().catch(() => {})
    return answer
  })
}

function born<R extends Right, I extends z.ZodType, O extends z.ZodType>(
  { right, summary, rest, input, output, inPerson, ownName, onlyChosen, ...definition }: Definition<R, I, O> & Effects,
  changes: boolean,
) {
  const [method, path] = rest.split(' ') as ['GET', `/${string}`]
  const { destructive = false, idempotent = !changes } = definition
  const byKey = { inPerson: inPerson ?? false, onlyChosen: onlyChosen ?? false }
  return base
    .meta({ right, changes, ...byKey, ...(ownName && { ownName }), destructive, idempotent })
    .use(inWordsOf)
    .use(({ context, next }) => {
      const notByKey = keyReason(context.actor, { changes, ...byKey })
      if (notByKey) forbiddenSo(notByKey)
      const notInHisName = behalfReason(context.actor, { changes, right, ...(ownName && { ownName }) })
      if (notInHisName) forbiddenSo(notInHisName)
      if (right === 'anyone') return next()
      if (!context.actor) notSignedIn()
      if (!mayCall(context.actor, right)) forbidden([right].flat()[0]!)
      return next()
    })
    .use(async ({ context, next }, _input, answered) => {
      try {
        return await next()
      } catch (error) {
        // One damaged record must not hide the others: it is left out as far as need be, and named.
        if (!(error instanceof ORPCError && error.status === 500 && error.cause instanceof ValidationError)) throw error
        const { answer, damaged } = fittingAnswer(output, error.cause.data)
        tellDamaged(context.answerHeaders, damaged)
        return answered(answer as never)
      }
    })
    .route({ method, path, summary, tags: [path.split('/')[1] ?? ''] })
    .input(refusingUnknown(input))
    .output(output)
}

/** A name that is none of the fields is refused: a mistyped one must not look like one left out. */
function refusingUnknown<I extends z.ZodType>(input: I): I {
  return input instanceof z.ZodObject ? (input.strict() as unknown as I) : input
}
