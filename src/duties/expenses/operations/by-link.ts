import { createHash } from 'node:crypto'
import * as z from 'zod'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { dayAt } from '#core/days.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { Instant, Sentence, sentence, VersionSeen } from '#core/shapes.ts'
import { BroughtFile } from '#core/staging.ts'
import { profileOf } from '#office/public.ts'
import { expectedOf, expectedToChange } from '../queries/expected.ts'
import { ownerKeyOfLink, standingOf, takePlace } from '../queries/links.ts'
import { assistantToday } from '../queries/whose.ts'
import type { Told } from '../reader/reading.ts'
import { asksForAnother, isPoorPicture, warningsOn } from '../rules/picture-warnings.ts'
import { cents, currencyCode, day, id, month, reason } from '../rules/shapes.ts'
import { mustBeAsSeen, mustBeFree, settle } from '../steps/expected.ts'
import { fileOf, keepReceipt } from '../steps/keep-receipt.ts'
import {
  bearerOf,
  type FullLink,
  isOpen,
  linkOf,
  linkToFill,
  liveLink,
  mustBeLive,
  receiptOfBearer,
  refuseLink,
} from '../steps/link-bearer.ts'
import { putInPlaceOf } from '../steps/replace-picture.ts'
import { expectedStates } from '../tables.ts'
import { replacedShape } from '../views/replaced.ts'

const token = z.string().min(1).max(200)

const arrivedShape = z
  .object({
    id,
    number: z.string(),
    fileName: z.string(),
    receivedAt: Instant,
    readingState: z.enum(['waiting', 'reading', 'read', 'failed']),
    merchant: z.string().nullable(),
    spentOn: day.nullable(),
    totalCents: cents.nullable(),
    currency: currencyCode.nullable(),
    warnings: z
      .array(Sentence)
      .describe('What makes the picture hard to read, unless it is kept as it is; in the person’s language.'),
    asksForAnother: z
      .boolean()
      .describe('Whether another picture should be taken, and this link may bring it instead.'),
  })
  .meta({ title: 'ArrivedReceipt' })

export const openLink = read({
  right: 'anyone',
  summary: 'What the bearer of an upload link sees: whose round it is, what is expected, what came, what room is left.',
  rest: 'GET /expenses/by-link/{token}',
  input: z.object({ token: token.describe('Last part of the upload link.') }),
  output: z.object({
    state: z.enum(['live', 'expired', 'revoked', 'full', 'closed']),
    why: Sentence.nullable().describe('Why it takes no files, and what to do; in the person’s language.'),
    language: z.enum(['en', 'lt']),
    officeName: z
      .string()
      .nullable()
      .describe('Names, days and room are null once the link is expired or revoked or its round closed.'),
    memberName: z.string().nullable(),
    assistantName: z.string().nullable(),
    roundNumber: z.string().nullable(),
    month: month.nullable(),
    dueDay: day.nullable(),
    expiresAt: Instant.nullable(),
    filesLeft: z.int().nullable(),
    bytesLeft: z.int().nullable(),
    expected: z.array(
      z.object({
        id,
        what: z.string(),
        expectedOn: day.nullable(),
        state: z.enum(expectedStates),
        reason: z.string().nullable(),
        version: z.int(),
      }),
    ),
    received: z.array(arrivedShape).describe('What came by this link.'),
  }),
  async do({ db, office, input }) {
    const link = await linkOf(db, office, input.token)
    const state = standingOf(link)
    const { language } = link
    const why = state === 'live' ? null : sentence(language, { says: `expenses.link.${state}` })
    return { state, why, language, ...(isOpen(state) ? await shownBy(db, link) : shownByNone) }
  },
})

/** A link that has ended shows nothing of the round any more, not even whose it was. */
const shownByNone = {
  officeName: null,
  memberName: null,
  assistantName: null,
  roundNumber: null,
  month: null,
  dueDay: null,
  expiresAt: null,
  filesLeft: null,
  bytesLeft: null,
  expected: [],
  received: [],
}

async function shownBy(db: Db, link: FullLink) {
  const [expected, received, assistant, profile] = await Promise.all([
    expectedOf(db, [link.roundId], link.memberId),
    arrivedFor(db, link),
    assistantToday(db, link.teamId, link.assistantId),
    db.selectFrom('officeProfile').select('name').executeTakeFirst(),
  ])
  return {
    officeName: profile?.name ?? '',
    memberName: link.memberName,
    assistantName: assistant?.name ?? null,
    roundNumber: link.roundNumber,
    month: link.month,
    dueDay: link.dueDay,
    expiresAt: link.expiresAt,
    filesLeft: Math.max(0, link.maxFiles - link.files),
    bytesLeft: Math.max(0, link.maxBytes - link.bytes),
    expected: expected.map(({ id, what, expectedOn, state, reason, version }) => {
      return { id, what, expectedOn, state, reason, version }
    }),
    received: received.map((receipt) => ({
      ...receipt,
      warnings: inWordsOf(
        link,
        warningsOn(receipt).filter((one) => !receipt.pictureKeptAt || !isPoorPicture(one)),
      ),
      asksForAnother: receipt.cameBy === 'link' && asksForAnother(receipt, Number(receipt.lines) > 0),
    })),
  }
}

export const addReceiptByLink = change({
  right: 'anyone',
  summary: 'Add a receipt by an upload link. The same file again by the same link is the same receipt.',
  rest: 'POST /expenses/by-link/{token}/receipts',
  idempotent: true,
  bearer: bearerOf,
  input: z.object({
    token: token.describe('Last part of the upload link.'),
    ...BroughtFile,
    insteadOf: id
      .optional()
      .describe('A receipt whose picture is poor: this one takes its place, and it is set aside.'),
  }),
  output: z.object({
    receiptId: id,
    isAgain: z.boolean(),
    again: Sentence.nullable().describe(
      'That the file came before and is kept once, in the person’s language; null where it is new.',
    ),
    filesLeft: z.int(),
    warnings: z
      .array(Sentence)
      .describe('What is wrong with the picture, in the person’s language, while another can be taken.'),
    replaced: replacedShape.nullable(),
  }),
  async do(at) {
    const { db, office, input, tell } = at
    const { id: linkId } = mustBeLive(await linkOf(db, office, input.token))
    const brought = await fileOf({ db, files: office.files }, input, ownerKeyOfLink(linkId))
    const sha256 = createHash('sha256').update(brought.bytes).digest('hex')
    const link = await linkToFill(db, office, input.token)
    const poor = input.insteadOf ? await receiptOfBearer(db, link, input.insteadOf) : null
    const warnings = inWordsOf(link, brought.warnings)
    const before = await db
      .selectFrom('expenseReceipt')
      .select(['id', 'number', 'memberId', 'teamId', 'receivedAt', 'setAsideAt'])
      .where('linkId', '=', link.id)
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    if (before) {
      tell({
        record: ['receipt', before.id],
        says: 'expenses.said.sentAgain',
        params: { number: before.number, name: link.memberName },
        memberId: before.memberId,
        teamId: before.teamId,
      })
      const filesLeft = link.maxFiles - link.files
      return { receiptId: before.id, isAgain: true, again: await cameBefore(db, link, before), filesLeft, warnings, replaced: null } // biome-ignore format: one answer
    }
    if (!(await takePlace(db, link.id, brought.bytes.byteLength, now().toString()))) refuseLink(link, 'full')
    const receiptId = await keepReceipt(at, brought, {
      teamId: link.teamId,
      memberId: link.memberId,
      memberName: link.memberName,
      roundId: link.roundId,
      cameBy: 'link',
      linkId: link.id,
      receivedFrom: link.memberId,
    })
    const replaced =
      poor &&
      (await putInPlaceOf(at, poor, { receiptId, by: { id: link.memberId, name: link.memberName }, isByLink: true }))
    const filesLeft = link.maxFiles - link.files - 1
    return { receiptId, isAgain: false, again: null, filesLeft, warnings, replaced }
  },
})

export const declareMissingByLink = change({
  right: 'anyone',
  summary: 'Declare an expected receipt missing, with the reason, by an upload link.',
  rest: 'POST /expenses/by-link/{token}/missing',
  idempotent: true,
  bearer: bearerOf,
  input: z.object({
    token: token.describe('Last part of the upload link.'),
    expectedId: id.describe('Id of the expected receipt.'),
    version: VersionSeen,
    reason: reason.describe('Why there is none.'),
  }),
  output: z.object({ expectedId: id }),
  async do({ db, office, input, tell }) {
    const link = await liveLink(db, office, input.token)
    const item = await expectedToChange(db, input.expectedId)
    if (!item || item.memberId !== link.memberId || item.roundId !== link.roundId)
      absent({ says: 'expenses.noSuchExpected' })
    if (item.state === 'received') refuse({ says: 'expenses.alreadyReceived', what: item.what })
    if (item.state === 'notNeeded') refuse({ says: 'expenses.expectedNotNeeded', what: item.what })
    mustBeAsSeen(item, input.version)
    if (input.version === undefined) mustBeFree(item, null, link.memberId)
    await settle(db, item, { state: 'missing', reason: input.reason, receiptId: null, settledBy: link.memberId })
    tell({
      record: ['expectedReceipt', item.id],
      also: [item.roundId],
      says: 'expenses.said.missingByLink',
      params: { name: link.memberName, what: item.what, reason: input.reason },
      memberId: item.memberId,
      teamId: item.teamId,
    })
    return { expectedId: item.id }
  },
})

/** When the same file came, and that it is kept once, or was set aside since. */
async function cameBefore(
  db: Db,
  { language }: FullLink,
  { receivedAt, setAsideAt }: { receivedAt: string; setAsideAt: string | null },
) {
  const { timeZone } = await profileOf(db)
  const day = dayAt(Temporal.Instant.from(receivedAt), timeZone)
  return sentence(language, { says: `expenses.link.${setAsideAt ? 'againAside' : 'again'}`, day })
}

function inWordsOf({ language }: FullLink, told: readonly Told[]) {
  return told.map(({ says, params }) => sentence(language, { ...params, says }))
}

function arrivedFor(db: Db, link: FullLink) {
  return db
    .selectFrom('expenseReceipt')
    .select(['id', 'number', 'fileName', 'receivedAt', 'readingState', 'merchant', 'spentOn', 'totalCents', 'currency'])
    .select([
      'reading',
      'mime',
      'cameBy',
      'checkedAt',
      'setAsideAt',
      'pictureWarnings',
      'pictureKeptAt',
      'partOf',
      'oneReceiptAt',
    ])
    .select((eb) =>
      eb
        .selectFrom('expenseLineReceipt')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('expenseLineReceipt.receiptId', '=', 'expenseReceipt.id')
        .as('lines'),
    )
    .where('roundId', '=', link.roundId)
    .where('memberId', '=', link.memberId)
    .where('setAsideAt', 'is', null)
    .orderBy('receivedAt', 'desc')
    .limit(500)
    .execute()
}
