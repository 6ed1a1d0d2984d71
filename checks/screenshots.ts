import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { newPage, openBrowser } from './browser.ts'
import { makeHome, startProduct, stopProduct } from './product.ts'
import { filledSample, type SamplePerson } from './sample.ts'

/**
 * Pictures of every page of the sample office, 1440 and 390 px, both languages, light and dark, into .cache/screens;
 * the README's picture into docs. `npm run screenshots -- [part of a name, or readme]`; with TALKA_URL the office running there is used.
 */
const only = process.argv[2] ?? ''
const out = join(import.meta.dirname, '..', '.cache', 'screens')
const docs = join(import.meta.dirname, '..', 'docs')
mkdirSync(out, { recursive: true })

/**
 * Whose desk, which pages. Of `/expenses/receipts *` the first row is opened; `{…}` is the id of the first record
 * a list of the REST door gives.
 */
const tours: [who: string, wants: (person: SamplePerson) => boolean, pages: string[]][] = [
  [
    'assistant',
    (one) => one.roles.includes('assistant'),
    [
      '/',
      '/expenses/rounds',
      '/expenses/rounds/{expenses/rounds}',
      '/expenses/tray',
      '/expenses/tray?tab=twins',
      '/expenses/tray?tab=failed',
      '/expenses/receipts',
      '/expenses/receipts *',
      '/expenses/reports',
      '/expenses/reports/{expenses/reports}',
      '/expenses/team-reports',
      '/expenses/team-reports/{expenses/team-reports}',
      '/expenses/department-reports',
      '/expenses/procedure',
      '/expenses/procedure?tab=people',
      '/expenses/settings',
      '/expenses/settings?tab=categories',
      '/expenses/settings?tab=budgets',
      '/office/history',
      '/me',
      '/nowhere',
    ],
  ],
  [
    'manager',
    (one) => one.roles.includes('seniorManager'),
    ['/', '/expenses/department-reports', '/expenses/department-reports/{expenses/department-reports}'],
  ],
  [
    'salesperson',
    (one) => one.roles.includes('salesperson'),
    [
      '/',
      '/my',
      '/expenses/receipts',
      '/expenses/reports',
      '/expenses/reports/{expenses/reports}',
      '/expenses/procedure',
    ],
  ],
  [
    'administrator',
    (one) => one.roles.includes('administrator'),
    [
      '/',
      '/office/people',
      '/office/people *',
      '/office/chart',
      '/office/places',
      '/office/history',
      '/expenses/settings',
    ],
  ],
  ['stranger', () => false, ['/sign-in', '/invite/unknown', '/api']],
]

const looks = [1440, 390].flatMap((width) =>
  (['en', 'lt'] as const).flatMap((language) => [false, true].map((dark) => ({ width, language, dark }))),
)

const home = process.env.TALKA_URL ? null : await makeHome()
const product = home && (await startProduct(home))
const url = process.env.TALKA_URL ?? home!.url
const browser = await openBrowser()
try {
  const people = await filledSample(url)
  if (!only || only === 'readme') await readmePicture(browser, people)
  for (const look of only === 'readme' ? [] : looks) await tour(browser, look, people)
} finally {
  await browser.close()
  if (product) await stopProduct(product)
  await home?.remove()
}

async function tour(open: Browser, look: (typeof looks)[number], people: readonly SamplePerson[]): Promise<void> {
  for (const [who, wants, pages] of tours) {
    const named = `${who}-${look.width}-${look.language}${look.dark ? '-dark' : ''}`
    if (only && !named.includes(only) && !pages.some((path) => path.includes(only))) continue
    const page = await newPage(open, { ...look, baseURL: url })
    const person = who === 'manager' ? (await inReviewOf(page, people))?.manager : people.find(wants)
    if (person) await page.request.post('/api/office/sample/enter', { data: { memberId: person.id } })
    if (person) await page.request.patch('/api/office/me', { data: { language: look.language } })
    await page.addInitScript((language) => localStorage.setItem('talka-language', language), look.language)
    for (const path of pages) {
      if (only && !named.includes(only) && !path.includes(only)) continue
      await shoot(page, path, named)
    }
    await page.context().close()
  }
}

/** The department report of the month in review, as the senior manager who reviews it sees it. */
async function readmePicture(open: Browser, people: readonly SamplePerson[]): Promise<void> {
  const page = await newPage(open, { baseURL: url })
  const inReview = await inReviewOf(page, people)
  if (!inReview) throw new Error('No department report is in review in this sample office.')
  await page.request.patch('/api/office/me', { data: { language: 'en' } })
  await page.goto(`/expenses/department-reports/${inReview.report.id}`)
  const figures = page.locator('section', { has: page.getByRole('grid') }).last()
  await figures.evaluate((section) => section.scrollIntoView({ block: 'start' }))
  await settled(page)
  mkdirSync(docs, { recursive: true })
  await page.screenshot({ path: join(docs, 'talka.png') })
  console.log('docs/talka.png')
  await page.context().close()
}

/** Enters as the senior manager who reviews now: a deputy may look only while standing in. */
async function inReviewOf(page: Page, people: readonly SamplePerson[]) {
  for (const manager of people.filter((one) => one.roles.includes('seniorManager'))) {
    await page.request.post('/api/office/sample/enter', { data: { memberId: manager.id } })
    const answer = await page.request.get('/api/expenses/department-reports')
    const reports = answer.ok() ? ((await answer.json()) as { items: DepartmentRow[] }).items : []
    const report = reports.find((one) => one.presentedVersion !== null && !one.approvedAt)
    if (report) return { manager, report }
  }
  return undefined
}

interface DepartmentRow {
  id: string
  presentedVersion: number | null
  approvedAt: string | null
}

async function shoot(page: Page, path: string, named: string): Promise<void> {
  const [given = '/', first] = path.split(' ')
  const address = await withNewestId(page, given)
  const name = `${given.replace(/\W+/g, '_')}${first ? '_one' : ''}-${named}.png`
  try {
    await page.goto(address)
    await settled(page)
    if (first) {
      await page.locator('[id^="row-"]').first().click({ timeout: 3_000 })
      await settled(page)
    }
    await page.screenshot({ path: join(out, name) })
    console.log(name)
  } catch (error) {
    console.log(`${name}: ${(error as Error).message.split('\n')[0]}`)
  }
}

/** Puts the id of the first record of a list where an address names one in braces. */
async function withNewestId(page: Page, path: string): Promise<string> {
  const list = /\{(.+)\}/.exec(path)?.[1]
  if (!list) return path
  const answer = (await (await page.request.get(`/api/${list}`)).json()) as { items: { id: string }[] }
  return path.replace(/\{.+\}/, answer.items[0]?.id ?? 'none')
}

/** Waits until what was asked of the server has come and pictures are drawn; live updates keep the line open. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.waitForTimeout(1_000)
  const loading = page.getByRole('status', { name: /Loading|Įkeliama/ })
  for (let tries = 0; tries < 20 && (await loading.count()) > 0; tries++) await page.waitForTimeout(250)
}
