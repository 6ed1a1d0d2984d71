import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { duties } from '#duties/index.ts'
import { buildWeb, webIsStale } from '#web/build.ts'
import { newPage, openBrowser } from '../browser.ts'
import { openTestServer, type TestServer } from '../test-server.ts'
import { see } from './act.ts'

const picture = join(import.meta.dirname, '../../src/duties/expenses/reader/fixtures/receipts/lt-parking-clean.jpg')

let server: TestServer
let browser: Browser
before(async () => {
  if (webIsStale()) await buildWeb()
  server = await openTestServer(duties)
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await server?.close()
})

async function at(who: 'jonas' | 'rasa', path: string): Promise<Page> {
  const page = await newPage(browser, { baseURL: server.url })
  page.setDefaultTimeout(15_000)
  const { db } = server.office
  await db.updateTable('member').set({ language: 'en' }).where('id', '=', server.people[who].id).execute()
  await page.context().setExtraHTTPHeaders({ authorization: `Bearer ${await server.keyOf(server.people[who])}` })
  await page.goto(path)
  await page.locator('main h1').first().waitFor()
  return page
}

test('a receipt whose answer was lost to a reload has arrived, once', async () => {
  const page = await at('jonas', '/my')
  const taken = new Promise<void>((done) =>
    page.route(/addReceipt/, async (route) => {
      // It is done at the server, and the answer never comes.
      await route.fetch()
      done()
    }),
  )
  await page.locator('input[type=file]').last().setInputFiles(picture)
  await taken
  await page.unroute(/addReceipt/)
  await page.reload()
  await see(page, '1 of 1 arrived')
  const { db } = server.office
  assert.equal((await db.selectFrom('receipt').select('id').execute()).length, 1)
  await page.context().close()
})
