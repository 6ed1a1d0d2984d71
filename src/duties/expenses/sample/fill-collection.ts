import { newId } from '#core/ids.ts'
import { translate } from '#core/words.ts'
import { reminderLetter } from '../rules/reminders.ts'
import { deskHours } from './fill-moments.ts'
import { type MonthAt, type Part, partsOf } from './fill-parts.ts'
import type { KeptFile } from './fill-pictures.ts'
import { readingOf } from './fill-reading.ts'
import type { SampleExpected, SampleReceipt, SampleTeamMonth } from './months-shapes.ts'
import { paidOf } from './receipt-facts.ts'

/** Writes what a month's round brought: links, receipts with their pictures and readings, what was expected, reminders. */
export async function fillCollection(at: MonthAt): Promise<void> {
  for (const team of at.month.teams) tellRound(at, team)
  await keepFiles(at)
  const parts = partsOf(at)
  const links = await addLinks(at, parts)
  await addReceipts(at, parts, links)
  await addExpected(at, parts)
  await addReminders(at, parts)
  await closeRounds(at)
}

function tellRound({ month, ids, frame, moment, tell }: MonthAt, team: SampleTeamMonth): void {
  const { id: teamId, name } = ids.team(team.team)
  tell({
    at: moment(team.openedOn, deskHours.roundOpened),
    by: ids.person(team.assistant),
    operation: 'expenses.openRound',
    record: ['expenseRound', frame.rounds.get(team.team)!],
    says: 'expenses.said.roundOpened',
    params: { month: month.month, team: name, due: team.dueOn },
    teamId,
  })
}

async function keepFiles({ db, pictures }: MonthAt): Promise<void> {
  const files = new Map<string, KeptFile>()
  for (const { original, preview, thumb } of pictures.values())
    for (const file of [original, preview, thumb]) files.set(file.sha256, file)
  await db
    .insertInto('keptFile')
    .values([...files.values()])
    .onConflict((oc) => oc.column('sha256').doNothing())
    .execute()
}

/** A link for everybody who sent something by one; those of past rounds have run out. */
async function addLinks({ db, moment }: MonthAt, parts: Part[]): Promise<Map<string, string>> {
  const rows = parts.flatMap(({ report, team, person, assistant, roundId }) => {
    const sent = report.receipts.filter((receipt) => receipt.cameBy === 'link')
    if (sent.length === 0) return []
    const lastDay = sent
      .map((receipt) => receipt.receivedOn)
      .sort()
      .at(-1)!
    return [
      {
        id: newId(),
        roundId,
        memberId: person.id,
        expiresAt: `${team.dueOn}T21:00:00Z`,
        maxFiles: 60,
        maxBytes: 60 * 25 * 1024 ** 2,
        files: sent.length,
        madeBy: assistant.id,
        madeAt: moment(team.openedOn, deskHours.roundOpened + 10),
        lastUsedAt: moment(lastDay, deskHours.linesFrom - 1),
        revokedAt: null,
      },
    ]
  })
  if (rows.length > 0) await db.insertInto('expenseUploadLink').values(rows).execute()
  return new Map(rows.map((row) => [row.memberId, row.id]))
}

type Owner = Pick<Part, 'teamId' | 'assistant'> & { part: Part | null; linkId: string | null; place: number }

async function addReceipts(at: MonthAt, parts: Part[], links: Map<string, string>): Promise<void> {
  const rows = [
    ...parts.flatMap((part) =>
      part.report.receipts.map((receipt, place) =>
        addReceipt(at, receipt, { ...part, part, linkId: links.get(part.person.id) ?? null, place }),
      ),
    ),
    ...at.month.teams.flatMap((team) =>
      team.tray.map((receipt, place) =>
        addReceipt(at, receipt, {
          teamId: at.ids.team(team.team).id,
          assistant: at.ids.person(team.assistant),
          part: null,
          linkId: null,
          place,
        }),
      ),
    ),
  ]
  await at.db.insertInto('expenseReceipt').values(rows).execute()
  await at.db
    .insertInto('expenseReceiptPage')
    .values(
      [...at.receipts].map(([key, receiptId]) => {
        const { width, height, preview, thumb } = at.pictures.get(key)!
        return { receiptId, page: 1, width, height, pictureSha256: preview.sha256, thumbSha256: thumb.sha256 }
      }),
    )
    .execute()
}

function addReceipt(at: MonthAt, receipt: SampleReceipt, owner: Owner) {
  const { key, facts, cameBy, receivedOn, fileName, unchecked, sameAs } = receipt
  const { part, teamId, assistant, linkId, place } = owner
  const picture = at.pictures.get(key)!
  const id = newId()
  at.receipts.set(key, id)
  const number = at.numbers.of('RCT', key)
  const receivedAt = at.moment(receivedOn, deskHours.receiptsFrom + place * 7)
  const isChecked = part !== null && !unchecked && !sameAs
  tellReceipt(at, receipt, { ...owner, id, number, receivedAt })
  return {
    id,
    number,
    teamId,
    memberId: part?.person.id ?? null,
    roundId: part?.roundId ?? null,
    sha256: picture.original.sha256,
    fileName,
    mime: picture.original.mime,
    size: picture.original.size,
    cameBy,
    linkId: cameBy === 'link' ? linkId : null,
    receivedFrom: senderOf(receipt, owner)?.id ?? null,
    receivedAt,
    previewState: 'made' as const,
    readingState: 'read' as const,
    readingJob: null,
    reading: JSON.stringify(readingOf(receipt, picture.places)),
    trouble: null,
    merchant: facts.merchant.name,
    spentOn: facts.day,
    totalCents: paidOf(facts),
    currency: facts.currency,
    vat: JSON.stringify(facts.vat.map(({ rate, net, tax }) => ({ rate: String(rate), netCents: net, vatCents: tax }))),
    checkedBy: isChecked ? assistant.id : null,
    checkedAt: isChecked ? at.moment(receivedOn, deskHours.linesFrom + place * 3) : null,
    setAsideAt: sameAs ? at.moment(receivedOn, deskHours.linesFrom + place * 3) : null,
    setAsideBy: sameAs ? assistant.id : null,
    setAsideWhy: sameAs ? whyTwice[assistant.language] : null,
  }
}

const whyTwice = { lt: 'Ta pati nuotrauka, atsiųsta antrą kartą', en: 'The same picture, sent a second time' }

/** Who sent it: the person by link or mail, the assistant by the browser. */
function senderOf({ cameBy }: SampleReceipt, { part, assistant }: Owner) {
  return cameBy === 'browser' ? assistant : (part?.person ?? null)
}

function tellReceipt(
  at: MonthAt,
  receipt: SampleReceipt,
  owner: Owner & { id: string; number: string; receivedAt: string },
): void {
  const { id, number, receivedAt, part, teamId, assistant, place } = owner
  const about = { record: ['receipt', id] as const, memberId: part?.person.id ?? null, teamId }
  const other = receipt.sameAs ? at.numbers.of('RCT', receipt.sameAs) : ''
  at.tell({
    ...about,
    at: receivedAt,
    by: senderOf(receipt, owner),
    operation: receipt.cameBy === 'link' ? 'expenses.addReceiptByLink' : 'expenses.addReceipt',
    also: [part?.roundId, receipt.sameAs && at.receipts.get(receipt.sameAs)],
    says: other ? 'expenses.said.receiptAgain' : 'expenses.said.receiptCame',
    params: { number, file: receipt.fileName, name: part?.person.name ?? '', other },
  })
  if (!receipt.sameAs) return
  at.tell({
    ...about,
    at: at.moment(receipt.receivedOn, deskHours.linesFrom + place * 3),
    by: assistant,
    operation: 'expenses.setAside',
    says: 'expenses.said.receiptSetAside',
    params: { number, why: whyTwice[assistant.language] },
  })
}

async function addExpected(at: MonthAt, parts: Part[]): Promise<void> {
  const rows = parts.flatMap((part) => part.report.expected.map((expected) => expectedRow(at, part, expected)))
  await at.db.insertInto('expenseExpectedReceipt').values(rows).execute()
}

function expectedRow(at: MonthAt, part: Part, expected: SampleExpected) {
  const { person, assistant, team, teamId, roundId } = part
  const id = newId()
  const came = part.report.receipts.find((receipt) => receipt.key === expected.receipt)
  const settledOn = came?.receivedOn ?? team.handedOverOn ?? team.openedOn
  const settledAt = expected.state === 'waiting' ? null : at.moment(settledOn, deskHours.linesFrom - 2)
  if (expected.state === 'missing' && settledAt)
    at.tell({
      at: settledAt,
      by: assistant,
      operation: 'expenses.settleExpected',
      record: ['expectedReceipt', id],
      also: [roundId],
      says: 'expenses.said.expected.missing',
      params: { what: expected.what, reason: expected.reason ?? '' },
      memberId: person.id,
      teamId,
    })
  return {
    id,
    roundId,
    memberId: person.id,
    what: expected.what,
    categoryId: at.categories.get(expected.category) ?? null,
    recurring: expected.recurring,
    source: expected.source,
    expectedOn: expected.expectedOn ?? null,
    cents: null,
    state: expected.state,
    receiptId: expected.receipt ? (at.receipts.get(expected.receipt) ?? null) : null,
    reason: expected.reason ?? null,
    settledBy: settledAt ? assistant.id : null,
    settledAt,
    addedBy: expected.source === 'salesperson' ? person.id : assistant.id,
    addedAt: at.moment(team.openedOn, deskHours.roundOpened + 1),
  }
}

async function addReminders(at: MonthAt, parts: Part[]): Promise<void> {
  const rows = parts.flatMap((part) =>
    part.report.reminders.map(({ day, missing, way }) => {
      const id = newId()
      const moment = at.moment(day, deskHours.reminded)
      at.tell({
        at: moment,
        by: part.assistant,
        operation: 'expenses.remind',
        record: ['reminder', id],
        also: [part.roundId, part.person.id],
        says: `expenses.said.reminded.${way}`,
        params: { name: part.person.name, count: missing },
        memberId: part.person.id,
        teamId: part.teamId,
      })
      const mailState = way === 'mail' ? ('sent' as const) : ('none' as const)
      const sent = { id, roundId: part.roundId, memberId: part.person.id, sentBy: part.assistant.id, at: moment }
      return { ...sent, way, missing, body: letterOf(at, part, { day, missing }), mailState }
    }),
  )
  if (rows.length > 0) await at.db.insertInto('expenseReminder').values(rows).execute()
}

/** The letter as it was then, naming what was still missing. */
function letterOf({ month }: MonthAt, part: Part, { day, missing }: { day: string; missing: number }): string {
  const { person, assistant, team, report } = part
  const came = (one: SampleExpected) => report.receipts.find(({ key }) => key === one.receipt)?.receivedOn ?? '9999'
  const late = report.expected.toSorted((a, b) => (came(a) < came(b) ? 1 : -1)).slice(0, missing)
  const facts = {
    language: person.language,
    name: person.name,
    assistant: assistant.name,
    month: month.month,
    dueDay: team.dueOn,
    isOverdue: day > team.dueOn,
    missing: late.map(({ what, expectedOn }) => ({ what, expectedOn: expectedOn ?? null })),
    received: report.receipts.length,
    url: null,
  }
  return reminderLetter(facts, (key, params) => translate(person.language, key, params)).body
}

/** Nothing more is collected once a team's report has been handed over. */
async function closeRounds({ db, month, ids, frame, moment, tell }: MonthAt): Promise<void> {
  for (const { team, assistant, handedOverOn } of month.teams) {
    if (!handedOverOn) continue
    const roundId = frame.rounds.get(team)!
    const [by, closedAt] = [ids.person(assistant), moment(handedOverOn, deskHours.handedOver + 5)]
    const { number } = await db
      .updateTable('expenseRound')
      .set({ closedBy: by.id, closedAt })
      .where('id', '=', roundId)
      .returning('number')
      .executeTakeFirstOrThrow()
    tell({
      at: closedAt,
      by,
      operation: 'expenses.closeRound',
      record: ['expenseRound', roundId],
      says: 'expenses.said.roundClosed',
      params: { number },
      teamId: ids.team(team).id,
    })
  }
}
