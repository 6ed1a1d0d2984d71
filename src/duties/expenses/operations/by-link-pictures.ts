import * as z from 'zod'
import { save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { refuse } from '#core/refusal.ts'
import { id } from '../rules/shapes.ts'
import { keptBy, notKept } from '../steps/kept-picture.ts'
import { bearerOf, liveLink, receiptOfBearer } from '../steps/link-bearer.ts'
import { matchAwaited } from '../steps/match-awaited.ts'
import { homeOf, keepHomesOf } from '../steps/open-teams.ts'
import { about, notAside } from '../steps/receipt-change.ts'

const token = z.string().min(1).max(200)

export const keepPictureByLink = change({
  right: 'anyone',
  summary: 'Say by an upload link that a poor picture is kept as it is, or take that back.',
  rest: 'POST /expenses/by-link/{token}/receipts/{receiptId}/keep-picture',
  idempotent: true,
  bearer: bearerOf,
  input: z.object({
    token: token.describe('Last part of the upload link.'),
    receiptId: id,
    kept: z.boolean().default(true).describe('False takes it back.'),
  }),
  output: z.object({ receiptId: id }),
  async do({ db, office, input, tell }) {
    const link = await liveLink(db, office, input.token, true)
    const before = await receiptOfBearer(db, link, input.receiptId)
    await save(db, 'expenseReceipt', before, input.kept ? keptBy(link.memberId) : notKept)
    tell({
      ...about(before),
      says: `expenses.said.${input.kept ? 'pictureKeptByLink' : 'pictureNotKeptByLink'}`,
      params: { number: before.number, name: link.memberName },
    })
    return { receiptId: before.id }
  },
})

export const takeBackByLink = change({
  right: 'anyone',
  summary: 'Take back, by an upload link, a picture for which another was taken.',
  rest: 'POST /expenses/by-link/{token}/receipts/{receiptId}/take-back',
  idempotent: true,
  bearer: bearerOf,
  input: z.object({ token: token.describe('Last part of the upload link.'), receiptId: id }),
  output: z.object({ receiptId: id }),
  async do({ db, office, input, tell }) {
    const homes = await keepHomesOf(db, [input.receiptId])
    const link = await liveLink(db, office, input.token, true)
    const before = await receiptOfBearer(db, link, input.receiptId)
    if (before.setAsideSays?.says !== 'expenses.aside.betterPicture')
      refuse({ says: 'expenses.receiptNotSetAside', number: before.number })
    const teamId = await homeOf(db, homes, before)
    await save(db, 'expenseReceipt', before, { ...notAside, teamId })
    await matchAwaited(db, before, tell)
    tell({
      ...about({ ...before, teamId }),
      hasMoved: teamId !== before.teamId,
      says: 'expenses.said.takenBackByLink',
      params: { number: before.number, name: link.memberName },
    })
    return { receiptId: before.id }
  },
})
