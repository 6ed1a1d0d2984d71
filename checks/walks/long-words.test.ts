import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { southernRecords } from '../walk-records.ts'
import { servedOffice } from './served.ts'

const word = 'Nebeprisikiškiakopūsteliaujantiesiems'.repeat(5)

let ids: Record<string, string>
const { server, pageOf } = servedOffice(async ({ office, people }) => {
  ids = (await southernRecords(office, people)).ids
  const { db } = office
  const long = { merchant: word, customer: word, purpose: word, guests: word, explanation: word }
  await db.updateTable('expenseLine').set(long).execute()
  await db.updateTable('expenseReceipt').set({ merchant: word, fileName: word }).execute()
  await db.updateTable('expenseExpectedReceipt').set({ what: word }).execute()
  await db.updateTable('member').set({ name: word }).where('id', '<>', people.milda.id).execute()
  await db
    .updateTable('team')
    .set({ name: word.slice(0, 150) })
    .where('id', '=', people.south)
    .execute()
})

/** What reaches beyond the right edge and cannot be scrolled to: the page itself, a badge, a button. */
async function beyondEdge(member: { id: string }, width: number, path: string): Promise<string[]> {
  const page = await pageOf(member, { width })
  await page.goto(path, { waitUntil: 'networkidle' })
  await page.locator('main, h1').first().waitFor()
  const beyond = await page.evaluate(() => {
    // Tables scroll sideways by themselves, and some parts end in an ellipsis.
    const isCut = (one: Element | null): boolean =>
      one !== null && (getComputedStyle(one).textOverflow === 'ellipsis' || isCut(one.parentElement))
    const inTable = (part: Element) => part.closest('table, [role="grid"], [role="table"], [role="tablist"]') !== null
    const parts = [...document.querySelectorAll('[data-tone], button, h1, a, p, strong, bdi')]
    const out = parts.filter(
      (part) => part.getBoundingClientRect().right > innerWidth + 1 && !inTable(part) && !isCut(part),
    )
    const width = document.documentElement.scrollWidth
    return [
      ...(width > innerWidth ? [`the page is ${width} wide`] : []),
      ...out.map((part) => `${part.tagName} ${part.textContent?.slice(0, 40)}`),
    ]
  })
  await page.context().close()
  return beyond.slice(0, 3).map((one) => `${path} at ${width}: ${one}`)
}

test('a word without end pushes nothing off the page', { timeout: 300_000 }, async () => {
  const { daiva, tomasz, administrator, vytautas } = server().people
  const pages = [
    ...['/', '/expenses/rounds', `/expenses/rounds/${ids.roundId}`, '/expenses/receipts', '/expenses/tray'].map(
      (path) => [daiva, path] as const,
    ),
    ...['/expenses/reports', `/expenses/reports/${ids.reportId}`, `/expenses/team-reports/${ids.teamReportId}`].map(
      (path) => [daiva, path] as const,
    ),
    ...['/office/people', '/office/chart', '/office/places', '/office/history'].map(
      (path) => [administrator, path] as const,
    ),
    [tomasz, '/my'] as const,
    [vytautas, '/'] as const,
  ]
  const beyond: string[] = []
  for (const [member, path] of pages)
    for (const width of [1440, 390]) beyond.push(...(await beyondEdge(member, width, path)))
  assert.deepEqual(beyond, [])
})

/** As far apart as WCAG 1.4.12 lets readers set it. */
const spaced = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }'

test('one’s own page fits a narrow phone in Lithuanian, also where its letters stand further apart', async () => {
  const { office, people } = server()
  const { daiva, tomasz } = people
  const month = '2026-02-01'
  await office.db.updateTable('member').set({ language: 'lt' }).where('id', '=', tomasz.id).execute()
  const { expenses } = as(office, daiva)
  const reportId = await monthSteps(() => ({ office, people, month })).claim(tomasz, 4_567)
  const [line] = (await expenses.report({ reportId })).lines
  await expenses.changeLine({ lineId: line!.id, version: line!.version, amountCents: 1_234 })
  const { id: roundId } = await expenses.openRound({ teamId: people.south, month })
  await expenses.addExpected({ roundId, memberId: tomasz.id, what: 'Keltas' })
  for (const [width, css] of [
    [320, ' '],
    [320, spaced],
    [390, spaced],
  ] as const) {
    const page = await pageOf(tomasz, { width })
    await page.goto('/my', { waitUntil: 'networkidle' })
    await page.addStyleTag({ content: css })
    await page.getByRole('button', { name: /^Patvirtinti ataskaitą/ }).waitFor()
    await page.getByRole('button', { name: 'Nereikia' }).first().waitFor()
    const beyond = await page.evaluate(() => {
      const parts = [...document.querySelectorAll('main section, main button')]
      const isCut = (part: Element) =>
        [...part.querySelectorAll('span')].some((one) => one.scrollWidth > one.clientWidth)
      return parts
        .filter(
          (part) => part.getBoundingClientRect().right > innerWidth - 8 || (part.matches('button') && isCut(part)),
        )
        .map((part) => part.textContent)
    })
    assert.deepEqual(beyond, [], `${width}${css}`)
    await page.context().close()
  }
})
