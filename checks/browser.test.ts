import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { newPage, openBrowser } from './browser.ts'

let browser: Browser
before(async () => {
  browser = await openBrowser()
})
after(() => browser.close())

test('a page has the width, language, colours and time zone it was asked for', async () => {
  const page = await newPage(browser, { width: 390, language: 'lt', dark: true })
  await page.setContent(
    '<meta name="viewport" content="width=device-width"><p style="font-family:\'Noto Sans\'">ąčęėįšųūž Źródło</p>',
  )
  const seen = await page.evaluate(() => ({
    width: innerWidth,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    language: navigator.language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }))
  await page.context().close()
  assert.deepEqual(seen, { width: 390, dark: true, language: 'lt-LT', zone: 'Europe/Vilnius' })
})

test('a browser that is not there fails loudly', async () => {
  process.env.CHROMIUM_PATH = '/nowhere/chromium'
  await assert.rejects(openBrowser(), /no browser at CHROMIUM_PATH/)
  delete process.env.CHROMIUM_PATH
})
