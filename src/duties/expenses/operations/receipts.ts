import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, inScope, selfOf } from '#core/actor.ts'
import type { Call } from '#core/call.ts'
import type { Db } from '#core/database.ts'
import { partPattern } from '#core/list-filters.ts'
import { byCode, byDay, byInstant } from '#core/list-order.ts'
import { readsList } from '#core/list-read.ts'
import { keepAsIs } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent } from '#core/refusal.ts'
import { BroughtFile, ownerKeyOf } from '#core/staging.ts'
import { listedByName } from '#office/public.ts'
import { restingShown, shownTo } from '../queries/figures.ts'
import {
  expectedBy,
  linesUsing,
  mayBringTo,
  pagesOf,
  partsOf,
  type ReceiptRow,
  reaches,
  receiptById,
  receiptIn,
  receiptsIn,
  receiptToChange,
} from '../queries/receipts.ts'
import { openRoundOf, roundById } from '../queries/rounds.ts'
import { linesShown } from '../queries/snapshot.ts'
import { changedBy, ownTeamOf, ownTeamsOf, personIn, refuseIfClosed, seenBy } from '../queries/whose.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { fitted } from '../rules/fitted-reading.ts'
import { receiptList, receiptStates, trayList } from '../rules/receipt-list.ts'
import { cents, currencyCode, day, id } from '../rules/shapes.ts'
import { fileOf, keepReceipt } from '../steps/keep-receipt.ts'
import { homeOf, keepHomesOf, keepTeamOf, mustBeOpenTeam } from '../steps/open-teams.ts'
import { putInPlaceOf } from '../steps/replace-picture.ts'
import { ReadingShape } from '../views/reading.ts'
import { receiptShape, shownReceipt, twinShape, twinsOf } from '../views/receipt.ts'
import { replacedShape } from '../views/replaced.ts'
import { suggestionFor, suggestionShape } from '../views/suggestion.ts'

export const addReceipt = change({
  right: rightsToEdit,
  summary: 'Add a receipt: a file or a finished upload. Without a person it goes to the team’s sorting tray.',
  rest: 'POST /expenses/receipts',
  input: z.object({
    ...BroughtFile,
    memberId: id.optional(),
    roundId: id.optional(),
    teamId: id.optional(),
    insteadOf: id
      .optional()
      .describe('A receipt whose picture is poor: this one takes its place, and it is set aside.'),
  }),
  output: z.object({
    receipt: receiptShape.describe('Its `warnings` say at once when a picture is too dark, blurred or small to read.'),
    twins: z.array(twinShape).describe('Receipts that are likely the same purchase.'),
    replaced: replacedShape
      .nullable()
      .describe('What was set aside for it; null also when that one is used in a report or was set aside before.'),
  }),
  async do(at) {
    const { db, actor, office, input, call } = at
    const seen = input.insteadOf ? await receiptIn(db, changedBy(actor), input.insteadOf) : null
    const brought = await fileOf({ db, files: office.files }, input, ownerKeyOf(actor))
    const homes = seen && (await keepHomesOf(db, [seen.id]))
    const asked = seen && !input.memberId && !input.roundId && !input.teamId ? null : await placeFor(db, actor, input)
    if (seen?.roundId) await keepAsIs(db, { expenseRound: [seen.roundId] })
    const poor = seen && (await receiptToChange(db, changedBy(actor), seen.id))
    const place = poor ? await placeOf(db, actor, await homeOf(db, homes!, poor), poor) : asked!
    const receiptId = await keepReceipt(at, brought, {
      ...place,
      cameBy: actor.key ? 'program' : 'browser',
      linkId: null,
      receivedFrom: actor.id,
    })
    const replaced = poor && (await putInPlaceOf(at, poor, { receiptId, by: actor, isByLink: false }))
    const row = (await receiptById(db, receiptId))!
    const twins = await twinsOf(db, seenBy(actor), row, call)
    return { receipt: shownReceipt(row, call), twins, replaced }
  },
})

const listedReceipts = {
  row: receiptShape,
  id: 'expenseReceipt.id',
  by: {
    merchant: listedByName(sql`coalesce(expense_receipt.merchant, expense_receipt.file_name)`),
    spentOn: byDay('expenseReceipt.spentOn', { orNull: true }),
    person: listedByName('owner.name', { orNull: true }),
    number: byCode('expenseReceipt.number'),
    receivedAt: byInstant('expenseReceipt.receivedAt'),
  },
  search: (word: string) => sql<boolean>`expense_receipt.search like ${partPattern(word)}`,
  show: ({ call }: { call: Call }, rows: ReceiptRow[]) => rows.map((row) => shownReceipt(row, call)),
}

const pixels = z.int().describe('In pixels.')
const list = readsList(receiptList, {
  ...listedReceipts,
  more: {
    memberId: id.optional(),
    teamId: id.optional(),
    roundId: id.optional(),
    tray: z.boolean().optional().describe('Only those that are nobody’s yet.'),
    state: z
      .enum(receiptStates)
      .optional()
      .describe('Unread, failed to be read, not yet checked, checked, set aside, or used in no line.'),
    from: day.optional(),
    to: day.optional(),
  },
  first: ({ db, actor }) => restingShown(db, actor),
  query: ({ db, actor, input }, resting) => receiptsIn(db, seenBy(actor), input, resting),
})

export const receipts = read({
  right: 'expenses.see',
  summary: 'Receipts, newest first: by person, team, round, state, day or text.',
  rest: 'GET /expenses/receipts',
  ...list.page,
})

export const receiptsSheet = read({
  right: 'expenses.see',
  summary: 'The receipts you may see, as a sheet.',
  rest: 'GET /expenses/sheets/receipts',
  ...list.sheet,
})

export const tray = read({
  right: 'expenses.see',
  summary: 'The sorting tray: receipts that are nobody’s yet.',
  rest: 'GET /expenses/tray',
  ...readsList(trayList, {
    ...listedReceipts,
    more: { teamId: id.optional() },
    query: ({ db, actor, input }) => receiptsIn(db, seenBy(actor), { ...input, tray: true }),
  }).page,
})

export const receipt = read({
  right: 'expenses.see',
  summary: 'One receipt: its fields, what was read and where on the picture, its pages, lines and likely twins.',
  rest: 'GET /expenses/receipts/{receiptId}',
  input: z.object({ receiptId: id }),
  output: receiptShape.extend({
    mayChange: z.boolean().describe('Whether the caller may change it.'),
    reading: ReadingShape,
    pageList: z
      .array(z.object({ page: z.int().describe('Counted from 0.'), width: pixels, height: pixels }))
      .describe('Its pages as pictures.'),
    usedIn: z
      .array(
        z.object({
          lineId: id,
          reportId: id,
          reportNumber: z.string(),
          merchant: z.string(),
          amountCents: cents,
          currency: currencyCode,
        }),
      )
      .describe('Report lines that rest on it.'),
    expected: z.array(z.object({ id, what: z.string().describe('In words.') })).describe('What it was awaited as.'),
    whole: z.object({ id, number: z.string() }).nullable().describe('The receipt it was cut from.'),
    parts: z.array(z.object({ id, number: z.string() })).describe('Those that were cut from it.'),
    twins: z.array(twinShape).describe('Receipts that are likely the same purchase.'),
    suggestion: suggestionShape.describe('What a line made of it begins with.'),
  }),
  async do({ db, actor, input, call }) {
    const resting = await restingShown(db, actor)
    const found = await receiptIn(db, seenBy(actor), input.receiptId, resting)
    const row = { ...found, reading: found.reading && fitted(found.reading) }
    const [pages, usedIn, expected, whole, parts, twins, suggestion] = await Promise.all([
      pagesOf(db, row.id),
      linesRestingOn(db, actor, row),
      expectedBy(db, row.id),
      row.partOf ? receiptById(db, row.partOf) : undefined,
      partsOf(db, row.id),
      twinsOf(db, seenBy(actor), row, call, resting),
      suggestionFor(db, actor, row),
    ])
    return {
      ...shownReceipt(row, call),
      mayChange: await reaches(db, changedBy(actor), row),
      reading: row.reading,
      pageList: pages.map(({ page, width, height }) => ({ page, width, height })),
      usedIn: usedIn.map(({ lineId, reportId, reportNumber, merchant, amountCents, currency }) => {
        return { lineId, reportId, reportNumber, merchant, amountCents, currency }
      }),
      expected: expected.map(({ id, what }) => ({ id, what })),
      whole: whole && inScope(seenBy(actor), whole) ? { id: whole.id, number: whole.number } : null,
      parts: parts.filter((part) => inScope(seenBy(actor), part)).map(({ id, number }) => ({ id, number })),
      twins,
      suggestion,
    }
  },
})

/** The lines that a receipt stands under, for who reads it. */
async function linesRestingOn(db: Db, actor: Actor, { id: receiptId, memberId }: ReceiptRow) {
  const open = await db
    .selectFrom('expenseReport')
    .select('id')
    .where('memberId', '=', memberId)
    .where('presentedAt', 'is not', null)
    .where('approvedAt', 'is', null)
    .execute()
  const ids = open.map((one) => one.id)
  const shown = await shownTo(db, actor, ids)
  const standing = (await linesUsing(db, receiptId)).filter((line) => !shown.has(line.reportId))
  const presented = (await linesShown(db, shown)).filter((line) => line.receipts.some((one) => one.id === receiptId))
  const scope = seenBy(actor)
  return [...standing, ...presented].filter((line) => inScope(scope, line))
}

/** The new picture of a receipt comes where the old one lies: whether a round of another team is closed says nothing there. */
async function placeOf(db: Db, actor: Actor, teamId: string, { memberId, memberName, roundId, ...poor }: ReceiptRow) {
  const isOwnRound = roundId !== null && poor.roundTeamId === teamId
  refuseIfClosed(actor, isOwnRound ? await roundById(db, roundId) : undefined)
  return { teamId, memberId, memberName: memberName ?? '', roundId }
}

async function placeFor(
  db: Db,
  actor: Actor,
  input: { memberId?: string | undefined; roundId?: string | undefined; teamId?: string | undefined },
) {
  const ownTeamId = await ownTeamOf(db, actor)
  const isClaimant = actor.rights.has('expenses.claim') && actor.teams['expenses.prepare'].length === 0 && !input.teamId
  const memberId = input.memberId ?? (actor.behalf || isClaimant ? selfOf(actor).id : undefined)
  const person = memberId ? await personIn(db, changedBy(actor), memberId) : null
  const [mine] = actor.teams['expenses.prepare']
  if (input.roundId) await keepTeamOf(db, 'expenseRound', input.roundId)
  else await keepAsIs(db, { team: [person?.teamId ?? input.teamId ?? mine ?? ''].filter(Boolean) })
  if (input.roundId) await keepAsIs(db, { expenseRound: [input.roundId] })
  const round = input.roundId ? await roundById(db, input.roundId) : undefined
  const isOwnRound = round && memberId === actor.id && (await ownTeamsOf(db, actor)).includes(round.teamId)
  const teamId = isOwnRound ? round.teamId : (person?.teamId ?? input.teamId ?? round?.teamId ?? mine)
  const isOther = input.teamId && input.teamId !== teamId
  if (!teamId || isOther || !(isOwnRound || mayBringTo(actor, teamId, ownTeamId)))
    absent({ says: 'expenses.noSuchTeam' })
  if (input.roundId && round?.teamId !== teamId) absent({ says: 'expenses.noSuchRound' })
  refuseIfClosed(actor, round)
  await mustBeOpenTeam(db, teamId)
  const into = round ?? (person ? await openRoundOf(db, teamId) : undefined)
  return { teamId, memberId: person?.id ?? null, memberName: person?.name ?? '', roundId: into?.id ?? null }
}
