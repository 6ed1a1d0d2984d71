import assert from 'node:assert/strict'
import { test } from 'node:test'
import { southernRecords } from '../walk-records.ts'
import { servedOffice } from './served.ts'

/** A name written from right to left, with signs that go with whatever stands beside them. */
const name = 'רות 9 (לוי)'

let ids: Record<string, string>
const { server, pageOf } = servedOffice(async ({ office, people }) => {
  ids = (await southernRecords(office, people)).ids
  const { db } = office
  const turned = { merchant: name, customer: name, purpose: name, guests: name, explanation: name }
  await db.updateTable('expenseLine').set(turned).execute()
  await db.updateTable('expenseReceipt').set({ merchant: name, fileName: name }).execute()
  await db.updateTable('expenseExpectedReceipt').set({ what: name }).execute()
  await db.updateTable('member').set({ name }).where('id', '<>', people.milda.id).execute()
})

/** Texts in which such a name stands among others without keeping to itself. */
async function turning(member: { id: string }, path: string): Promise<string[]> {
  const page = await pageOf(member, { width: 1440 })
  await page.goto(path, { waitUntil: 'networkidle' })
  await page.locator('main, h1').first().waitFor()
  const found = await page.evaluate(() => {
    const keepsToItself = (one: Element) =>
      getComputedStyle(one).display !== 'inline' || getComputedStyle(one).unicodeBidi.includes('isolate')
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const out: string[] = []
    while (texts.nextNode()) {
      const bare = texts.currentNode.textContent!.replace(/\u2068[^\u2069]*\u2069/g, '')
      if (!/[\u0590-\u05ff]/.test(bare)) continue
      let part = texts.currentNode.parentElement!
      if (part.closest('script, style, title')) continue
      while (!keepsToItself(part)) part = part.parentElement!
      if (part.textContent!.trim() !== texts.currentNode.textContent!.trim() || /[a-z·]/i.test(bare))
        out.push(`${part.tagName}.${part.className}: ${part.textContent!.slice(0, 80)}`)
    }
    return out
  })
  await page.context().close()
  return [...new Set(found)].map((one) => `${path}: ${one}`)
}

test('a name written from right to left turns nothing beside it round', { timeout: 300_000 }, async () => {
  const { daiva, tomasz, administrator, vytautas } = server().people
  const pages = [
    ...['/', '/expenses/rounds', `/expenses/rounds/${ids.roundId}`, '/expenses/receipts', '/expenses/tray'].map(
      (path) => [daiva, path] as const,
    ),
    ...['/expenses/reports', `/expenses/reports/${ids.reportId}`, `/expenses/team-reports/${ids.teamReportId}`].map(
      (path) => [daiva, path] as const,
    ),
    [daiva, `/expenses/receipts/${ids.receiptId}`] as const,
    ...['/office/people', '/office/chart', '/office/places', '/office/history'].map(
      (path) => [administrator, path] as const,
    ),
    [tomasz, '/my'] as const,
    [vytautas, '/'] as const,
  ]
  const found: string[] = []
  for (const [member, path] of pages) found.push(...(await turning(member, path)))
  assert.deepEqual(found, [])
})
