import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { newPage, openBrowser } from './browser.ts'
import { startProduct } from './product.ts'

/**
 * Pictures of every page of the sample office, 1440 and 390 px, both languages, light and dark, into .cache/screens;
 * the README's picture into docs. `npm run screenshots -- [part of a name]`; with TALKA_URL the office running there is used.
 */
const only = process.argv[2] ?? ''
const out = join(import.meta.dirname, '..', '.cache', 'screens')
mkdirSync(out, { recursive: true })

interface Person {
  id: string
  name: string
  roles: string[]
  team: string | null
}

/** Whose desk, which pages; a path may name what to click for its first row. */
const tours: [who: string, wants: (person: Person) => boolean, pages: string[]][] = [
  [
    'assistant',
    (one) => one.roles.includes('assistant') && one.team !== null,
    [
      '/',
      '/expenses/rounds',
      '/expenses/rounds *',
      '/expenses/tray',
      '/expenses/receipts',
      '/expenses/receipts *',
      '/expenses/reports',
      '/expenses/reports *',
      '/expenses/team-reports',
      '/expenses/team-reports *',
      '/expenses/procedure',
      '/expenses/settings',
      '/me',
    ],
  ],
  [
    'manager',
    (one) => one.roles.includes('seniorManager'),
    ['/', '/expenses/department-reports', '/expenses/department-reports *'],
  ],
  [
    'salesperson',
    (one) => one.roles.includes('salesperson'),
    ['/', '/my', '/expenses/reports', '/expenses/reports *', '/expenses/procedure'],
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
  ['stranger', () => false, ['/sign-in', '/api']],
]

const looks = [1440, 390].flatMap((width) =>
  (['en', 'lt'] as const).flatMap((language) => [false, true].map((dark) => ({ width, language, dark }))),
)

const data = mkdtempSync(join(tmpdir(), 'talka-screens-'))
const product = process.env.TALKA_URL ? null : await startProduct({ data })
const url = process.env.TALKA_URL ?? product!.url
const browser = await openBrowser()
try {
  await fillSample(url)
  for (const look of looks) await tour(browser, look)
} finally {
  await browser.close()
  await product?.stop()
  rmSync(data, { recursive: true, force: true })
}

async function fillSample(base: string): Promise<void> {
  const state = (await (await fetch(`${base}/api/office/state`)).json()) as { setUp: boolean }
  if (!state.setUp) {
    await fetch(`${base}/api/office/sample`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
  }
  for (;;) {
    const { filling } = (await (await fetch(`${base}/api/office/state`)).json()) as { filling?: unknown }
    if (!filling) return
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

async function tour(open: Browser, look: (typeof looks)[number]): Promise<void> {
  const people = (await (await fetch(`${url}/api/office/sample/people`)).json()) as Person[]
  for (const [who, wants, pages] of tours) {
    const named = `${who}-${look.width}-${look.language}${look.dark ? '-dark' : ''}`
    if (only && !named.includes(only) && !pages.some((path) => path.includes(only))) continue
    const page = await newPage(open, { ...look, baseURL: url })
    const person = people.find(wants)
    if (person) await page.request.post('/api/office/sample/enter', { data: { memberId: person.id } })
    if (person) await page.request.post('/api/office/language', { data: { language: look.language } })
    await page.addInitScript((language) => localStorage.setItem('talka-language', language), look.language)
    for (const path of pages) {
      if (only && !named.includes(only) && !path.includes(only)) continue
      await shoot(page, path, named)
    }
    await page.context().close()
  }
}

async function shoot(page: Page, path: string, named: string): Promise<void> {
  const [address = '/', first] = path.split(' ')
  const name = `${address.replace(/\W+/g, '_')}${first ? '_one' : ''}-${named}.png`
  try {
    await page.goto(address)
    await page.waitForLoadState('load')
    await page.waitForTimeout(900)
    if (first) {
      await page.locator('[data-row], tbody tr, [role="row"]').nth(1).click({ timeout: 3_000 })
      await page.waitForTimeout(1_200)
    }
    await page.screenshot({ path: join(out, name) })
    console.log(name)
  } catch (error) {
    console.log(`${name}: ${(error as Error).message.split('\n')[0]}`)
  }
}
