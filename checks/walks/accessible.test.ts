import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { southernRecords } from '../walk-records.ts'
import { mustBeAccessible } from './accessible.ts'
import { servedOffice } from './served.ts'

let ids: Record<string, string>
const { server, pageOf } = servedOffice(async ({ office, people }) => {
  ids = (await southernRecords(office, people)).ids
  const { daiva, sales } = people
  const { expenses } = as(office, daiva)
  const made = await expenses.makeDepartmentReport({ departmentId: sales, month: '2026-03-01' })
  ids.departmentReportId = made.id
  // A line without an exchange rate, which no sum counts.
  await expenses.addLine({ reportId: ids.reportId!, merchant: 'Hotel', currency: 'MYR', amountCents: 32_700 })
})

type Who = 'daiva' | 'administrator' | 'vytautas' | 'tomasz'
/** Keys of what is pressed one after the other; the last opens a dialog, a sheet or a menu. */
type Presses = readonly (string | [key: string, params: Record<string, string | number>])[]

const round = 'expenses'
const pages: [who: Who, path: string, openings: Presses[]][] = [
  ['daiva', '/', [['web.language'], ['web.scheme.label'], ['web.palette.open']]],
  [
    'daiva',
    '/expenses/rounds',
    [[`${round}.open.more`], [`${round}.open.more`, `${round}.open.other`], ['web.table.views']],
  ],
  [
    'daiva',
    '/expenses/rounds/{roundId}',
    [
      [[`${round}.remind.all`, { count: 1 }]],
      ['web.more', `${round}.remind.scheduleTitle`],
      ['web.more', 'web.history.title'],
      [`${round}.link.title`],
      [`${round}.expected.add`],
    ],
  ],
  ['daiva', '/expenses/tray', []],
  ['daiva', '/expenses/receipts', [['web.table.columns']]],
  ['daiva', '/expenses/receipts?open={receiptId}', [['web.more']]],
  ['daiva', '/expenses/reports', [['expenses.reportPage.open.title']]],
  ['daiva', '/expenses/reports/{reportId}', [['expenses.papers.papers'], ['web.history.title'], ['web.day.open']]],
  ['daiva', '/expenses/team-reports', [['expenses.review.combineTeam']]],
  ['daiva', '/expenses/team-reports/{teamReportId}', []],
  ['daiva', '/expenses/department-reports', [['expenses.review.combine']]],
  ['daiva', '/expenses/department-reports/{departmentReportId}', [['expenses.papers.papers']]],
  ['daiva', '/expenses/procedure?tab=draft', []],
  ['daiva', '/expenses/settings', []],
  ['daiva', '/expenses/settings?tab=categories', [[`${round}.settings.category.add`]]],
  ['daiva', '/expenses/settings?tab=budgets', []],
  ['daiva', '/expenses/settings?tab=rates', []],
  ['vytautas', '/expenses/department-reports/{departmentReportId}', []],
  ['tomasz', '/my', []],
  ['administrator', '/office/people', [['office.people.add'], ['web.table.views']]],
  ['administrator', '/office/people?member={memberId}', [['web.more'], ['web.edit']]],
  ['administrator', '/office/chart', []],
  ['administrator', '/office/places', [['office.places.addBranch'], ['office.places.addTeam']]],
  ['administrator', '/office/history', []],
  ['administrator', '/me', [['web.day.open']]],
  ['administrator', '/nowhere', []],
]

for (const look of [
  { width: 1440, language: 'lt', dark: false },
  { width: 1440, language: 'en', dark: true },
  { width: 390, language: 'en', dark: true },
] as const)
  test(`every page and what opens over it can be used by everybody: ${Object.values(look)}`, {
    timeout: 300_000,
  }, async () => {
    const theme = look.dark ? 'dark' : 'light'
    await server().office.db.updateTable('member').set({ language: look.language, theme }).execute()
    const problems: string[] = []
    for (const who of new Set(pages.map(([who]) => who))) {
      const page = await pageOf(server().people[who], look)
      for (const [, path, openings] of pages.filter(([one]) => one === who)) {
        const tried = async (what: string, at: () => Promise<void>) =>
          at().catch((error: Error) => problems.push(`${path} ${what}: ${error.message}`))
        await tried('', () => arrive(page, path))
        for (const presses of look.width > 600 ? openings : [])
          await tried(String(presses), () => open(page, presses, look.language))
      }
      await page.context().close()
    }
    assert.deepEqual(problems, [])
  })

async function arrive(page: Page, path: string): Promise<void> {
  await page.goto(path.replace(/\{(\w+)\}/, (_, name) => ids[name]!))
  await page.locator('main h1').first().waitFor({ state: 'attached' })
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'))
  await mustBeAccessible(page)
}

/** Opens it by the keyboard, looks at it, closes it, and must stand again where it was opened from. */
async function open(page: Page, presses: Presses, language: string): Promise<void> {
  const [first, ...rest] = presses.map((one) =>
    translate(language, ...([one].flat() as [string, Record<string, string | number>?])),
  )
  const opener = page.getByRole('button', { name: first! }).first()
  await opener.focus()
  await page.keyboard.press('Enter')
  // A second Enter so soon would count as the first.
  for (const name of rest) await page.getByRole('menuitem', { name }).press('Space')
  const over = page
    .locator(rest.length ? '[role$="dialog"]' : '[role$="dialog"], [role="menu"]')
    .filter({ visible: true })
  await over.first().waitFor()
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'))
  await mustBeAccessible(page)
  // The list of a field that opens with its dialog goes first.
  const list = page.getByRole('listbox').filter({ visible: true })
  if (await list.count()) await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await over.first().waitFor({ state: 'hidden' })
  const button = await opener.elementHandle()
  await page
    .waitForFunction((button) => button === document.activeElement, button)
    .catch(async () => {
      const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
      throw new Error(`the focus is lost when it closes, to ${focused}`)
    })
}
