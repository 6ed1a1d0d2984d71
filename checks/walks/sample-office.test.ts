import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { webFolder } from '#web/build.ts'
import { newPage, openBrowser } from '../browser.ts'
import { type Home, makeHome, type Product, startProduct, stopProduct } from '../product.ts'
import { mustBeAccessible } from './accessible.ts'
import { goTo, press, see, seeDesk } from './act.ts'
import { listen, takeSteps } from './walk.ts'

let home: Home
let product: Product | undefined
let browser: Browser
const complaints: string[] = []

before(async () => {
  home = await makeHome()
  ;[product, browser] = await Promise.all([startProduct(home), openBrowser()])
})

after(async () => {
  await browser?.close()
  if (product) await stopProduct(product)
  await home.remove()
})

test('the sample office is open to everybody, in both languages and by every means', async (t) => {
  const pages = () => browser.contexts().flatMap((context) => context.pages())
  await takeSteps(t, { pages }, [
    ['it is opened from the first page, and fills', open],
    ['an assistant enters by a click and goes through her pages', asAssistant],
    ['a menu that comes when it is asked for gives the focus back', byMenu],
    ['a line for a merchant paid before begins with a suggestion, seen as one, and cleared by a key', withSuggestion],
    ['the senior manager has the figures before him', asManager],
    ['a salesperson has his own page on a phone', asSalesperson],
    ['the administrator has people and the duty chart', asAdministrator],
    ['a stranger has the sign-in', asStranger],
    ['the first page comes with little, the desk as the sign-in', onPoorLine],
    ['the pages speak Lithuanian as well', inLithuanian],
    ['no page complained in its console', async () => assert.deepEqual(complaints, [])],
  ])
})

let uploadLink = ''

async function open(): Promise<void> {
  const page = await somebodysPage('Somebody')
  await page.goto('/')
  await press(page, 'Open the sample office')
  await page.getByRole('region', { name: 'Assistants' }).waitFor({ timeout: 60_000 })
  await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: 150_000 })
  await page.context().close()
}

async function asAssistant(): Promise<void> {
  const page = await enter('Assistants', /Kaunas/)
  await look(page)
  await goTo(page, 'Rounds')
  await look(page)
  await firstRow(page)
  await page.getByRole('row').nth(2).waitFor()
  await look(page)
  await press(page.getByRole('row').nth(1), 'Upload link')
  const link = page.getByRole('textbox', { name: 'Upload link' })
  const make = page.getByRole('button', { name: 'Make a link' })
  await link.or(make).first().waitFor()
  if (await make.isVisible()) await make.click()
  uploadLink = await link.inputValue()
  for (const [list, opens] of [
    ['Sorting tray', false],
    ['Expense reports', true],
    ['Team reports', true],
  ] as const) {
    await goTo(page, list)
    await look(page)
    if (!opens) continue
    await firstRow(page)
    await look(page)
  }
  await page.context().close()
}

async function byMenu(): Promise<void> {
  const page = await enter('Assistants', /Kaunas/)
  const person = page.getByRole('banner').getByRole('button').last()
  for (const press of ['Enter', 'Space']) {
    await person.focus()
    await page.keyboard.press(press)
    await page.getByRole('menu').waitFor()
    await look(page)
    await page.locator('[role="menuitem"]:focus').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    await page.locator('header button:focus').last().waitFor()
    assert.ok(await person.evaluate((button) => button === document.activeElement))
  }
  await page.context().close()
}

async function withSuggestion(): Promise<void> {
  const page = await enter('Assistants', /Kaunas/)
  await goTo(page, 'Expense reports')
  await firstRow(page)
  const lines = page.getByRole('region', { name: /lines?$/ })
  const merchant = await lines.getByRole('row').nth(1).getByRole('button').first().textContent()
  await press(lines, 'Line without a receipt')
  await page.locator('[data-field="merchant"] input').fill(merchant ?? '')
  await page.locator('[data-field="categoryId"][data-suggested]').waitFor()
  await page.locator('[data-field="categoryId"] input[role="combobox"]:not([value=""])').waitFor()
  await see(page, /^Suggested: as in .*last .*lines? with this merchant/)
  await look(page)
  await page.keyboard.press('Alt+x')
  await page.locator('[data-suggested]').first().waitFor({ state: 'detached' })
  await page.locator('[data-field="categoryId"] input[role="combobox"][value=""]').waitFor()
  await page.context().close()
}

async function asManager(): Promise<void> {
  const page = await enter('Senior managers', /Vytautas Bagdonas/)
  await look(page)
  await goTo(page, 'Department reports')
  await firstRow(page)
  await page.getByRole('grid', { name: 'Figures' }).waitFor()
  await look(page)
  await page.context().close()
}

async function asSalesperson(): Promise<void> {
  const page = await enter('Salespeople', /North/, 390)
  await page.goto('/my')
  await see(page, 'Sent receipts')
  await look(page)
  await page.context().close()
}

async function asAdministrator(): Promise<void> {
  const page = await enter('Administrators')
  await goTo(page, 'People')
  await page.getByRole('row').nth(5).waitFor()
  await look(page)
  await goTo(page, 'Duty chart')
  await page.getByRole('region', { name: 'Expenses', exact: true }).waitFor()
  await look(page)
  await page.context().close()
}

async function asStranger(): Promise<void> {
  const page = await somebodysPage('Stranger', 390)
  await page.goto('/sign-in')
  await page.getByRole('region', { name: 'Assistants' }).waitFor()
  await look(page)
  await page.goto(uploadLink)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look(page)
  await page.context().close()
}

async function onPoorLine(): Promise<void> {
  const assistant = await enter('Assistants', /Kaunas/)
  const stranger = await somebodysPage('Stranger', 390)
  for (const [page, path] of [
    [assistant, '/'],
    [stranger, '/sign-in'],
  ] as const) {
    // What the page before still asks for is none of this one's.
    await page.goto('about:blank')
    const came = new Set<string>()
    page.on('response', (answer) => void came.add(new URL(answer.url()).pathname))
    await page.goto(path)
    await look(page)
    await page.waitForLoadState('load')
    const files = [...came]
      .filter((file) => file.startsWith('/assets/'))
      .map((file) => readFileSync(join(webFolder, file)))
    const total = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0)
    assert.ok(total > 100_000 && total <= 212_000, `${path} took ${total} bytes`)
    await page.context().close()
  }
}

async function inLithuanian(): Promise<void> {
  const page = await enter('Assistants', /Kaunas/)
  await speak(page, 'Lietuvių')
  await seeDesk(page, 'Darbo stalas')
  for (const path of [
    '/expenses/rounds',
    '/expenses/tray',
    '/expenses/reports',
    '/expenses/team-reports',
    '/office/people',
  ]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const words = (await page.getByRole('main').textContent()) ?? ''
    assert.doesNotMatch(words, /\b(expenses|office|desk|web)\.[a-z]+\.[a-zA-Z.]+/, `${path} has a text for every key`)
  }
  await page.context().close()
}

async function somebodysPage(name: string, width = 1440): Promise<Page> {
  const page = await newPage(browser, { width, baseURL: home.url })
  listen(page, name, complaints)
  return page
}

/** Enters as the first of a group, or the first who belongs to `team`. */
async function enter(group: string, team = /./, width = 1440): Promise<Page> {
  const page = await somebodysPage(group, width)
  await page.goto('/sign-in')
  await page.getByRole('region', { name: group }).getByRole('button', { name: team }).first().click()
  await seeDesk(page)
  if (await page.getByRole('heading', { level: 1, name: 'Darbo stalas' }).isVisible()) await speak(page, 'English')
  await seeDesk(page, 'Desk')
  return page
}

async function speak(page: Page, language: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: /EN|LT/ }).click()
  await page.getByRole('menuitem', { name: language }).click()
}

async function firstRow(page: Page): Promise<void> {
  const address = page.url()
  await page.getByRole('row').nth(1).click()
  await page.waitForURL((url) => url.href !== address)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** The page as it stands after everything has come and nothing moves any more. */
async function look(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor({ state: 'attached' })
  await page.waitForFunction(
    () =>
      !document.querySelector('.mantine-Skeleton-root') &&
      document.getAnimations().every((one) => one.playState !== 'running'),
  )
  await mustBeAccessible(page)
}
