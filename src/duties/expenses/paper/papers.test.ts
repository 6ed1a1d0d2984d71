import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { as } from '#checks/as.ts'
import { overlapsOf, wordsOfPages } from '#checks/page-texts.ts'
import { makePeople } from '#checks/people.ts'
import { claimMonth, type Months, openMonths } from '#checks/random-months.ts'
import { reviewMonth } from '#checks/review-months.ts'
import { runJobs } from '#checks/run-jobs.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'
import { seeded } from '#office/sample/random.ts'
import { claimedOf } from '../rules/amounts.ts'

const seed = Number(process.env.TALKA_SEED ?? 20261129)
const month = '2026-02-01'
const currencies = [['KWD', '3.0512345'], ['HUF', '0.00255'], ['JPY', '0.0062']] as const // biome-ignore format: one row

let home: TestOffice
let at: Months
const receipts: { sha256: string; size: number }[] = []

before(async () => {
  home = await openTestOffice()
  const { db, files } = home.office
  at = await openMonths(home.office, await makePeople(home.office), seeded(seed))
  at.widen = widen
  for (const height of [300, 900]) {
    const picture = sharp({ create: { width: 500, height, channels: 3, background: '#ddd' } })
    const { sha256, size } = await files.keep(await picture.jpeg().toBuffer(), { mime: 'image/jpeg' })
    await db.insertInto('keptFile').values({ sha256, size, mime: 'image/jpeg' }).execute()
    receipts.push({ sha256, size })
  }
  for (const { id, people } of at.crews) {
    await db
      .updateTable('team')
      .set({ name: words(1) })
      .where('id', '=', id)
      .execute()
    for (const person of people)
      await db
        .updateTable('member')
        .set({ name: words(2) })
        .where('id', '=', person.id)
        .execute()
  }
  for (const id of at.categories)
    await db
      .updateTable('expenseCategory')
      .set({ nameEn: words(2).slice(0, 60), nameLt: words(2).slice(0, 60) })
      .where('id', '=', id)
      .execute()
  for (const [currency, rate] of currencies)
    await db
      .insertInto('exchangeRate')
      .values({ currency, day: '2026-02-12', rate, source: words(3), setBy: null })
      .execute()
  await claimMonth(at, month)
  await reviewMonth(at, month, 'signed')
})
after(() => home.close())

/** Some words, of which a few no column takes whole. */
function words(most: number): string {
  const { random } = at
  const word = () =>
    Array.from({ length: random.pick([2, 5, 9, 14, 25, 60]) }, () =>
      random.pick(['m', 'W', 'Ė', 'i', 'ų', '0', '-']),
    ).join('')
  return Array.from({ length: random.int(1, most) }, () => `A${word()}`).join(' ')
}

/** An amount of up to ten digits in any currency, long texts, and receipts with long numbers. */
async function widen(lineId: string): Promise<void> {
  const { random, people } = at
  const { db } = home.office
  const [currency, rate] = random.chance(0.4) ? (['EUR', '1'] as const) : random.pick(currencies)
  const amountCents = random.int(1, 10 ** random.int(2, 10))
  const ownShareCents = random.chance(0.2) ? random.int(0, amountCents) : 0
  const claimedCents = claimedOf({ amountCents, ownShareCents, currency, rate }, 'EUR')
  const of = await db
    .updateTable('expenseLine')
    .set({
      ...{ amountCents, ownShareCents, currency, rate, claimedCents, acceptedCents: claimedCents },
      ...{ vatCents: Math.trunc((amountCents - ownShareCents) / 6), rateSource: words(3) },
      ...{ merchant: words(3), purpose: words(8), customer: words(3), guests: words(4), explanation: words(12) },
    })
    .where('id', '=', lineId)
    .returning(['reportId', 'isStanding'])
    .executeTakeFirstOrThrow()
  for (let n = random.int(0, 2); n > 0; n--) {
    const id = newId()
    const file = random.pick(receipts)
    const number = `RCT-2026-${String(random.int(1, 10 ** random.int(4, 12))).padStart(4, '0')}`
    await db
      .insertInto('expenseReceipt')
      .values({
        ...file,
        id,
        number,
        teamId: people.north,
        fileName: 'a.jpg',
        mime: 'image/jpeg',
        cameBy: 'browser',
        readingState: 'read',
      })
      .execute()
    await db
      .insertInto('expenseLineReceipt')
      .values({ lineId, receiptId: id, ...of })
      .execute()
  }
}

test(`on papers of departments and people nothing overlaps or leaves the margins, and each page names its version (seed ${seed})`, async () => {
  const daiva = as(home.office, at.people.daiva).expenses
  const { items } = await daiva.reports({ limit: 200 })
  const asked = []
  for (const { id: departmentReportId } of (await daiva.departmentReports({})).items) {
    const { version } = await daiva.departmentReport({ departmentReportId })
    const signed = items.find((one) => one.departmentReportId === departmentReportId && one.approvedAt)!
    for (const subject of [{ departmentReportId }, { reportId: signed.id }])
      for (const language of ['en', 'lt'] as const)
        asked.push({
          ...(await daiva.makePaper({ ...subject, kind: 'pdf', language })),
          hash: version!.hash.slice(0, 16),
        })
  }
  await runJobs(home)
  assert.ok(asked.length >= 4)
  for (const { id: paperId, hash } of asked) {
    const pdf = new Uint8Array(await (await daiva.paper({ paperId })).arrayBuffer())
    assert.deepEqual(await overlapsOf(pdf), [])
    for (const page of await wordsOfPages(pdf)) assert.ok(page.includes(hash))
  }
})
