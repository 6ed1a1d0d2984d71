import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { translate } from '#core/words.ts'
import { duties } from '#duties/index.ts'
import { buildWeb, webIsStale } from '#web/build.ts'
import { newPage, openBrowser } from '../browser.ts'
import { runJobs } from '../run-jobs.ts'
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

test('a receipt that is opened before its picture is made shows the picture once it is', async () => {
  const authorization = `Bearer ${await server.keyOf(server.people.rasa)}`
  const body = new FormData()
  body.append('file', new File([await readFile(picture)], 'receipt.jpg'))
  const sent = await fetch(`${server.url}/api/expenses/receipts`, { method: 'POST', headers: { authorization }, body })
  const { receipt } = (await sent.json()) as { receipt: { id: string } }
  const page = await newPage(browser, { baseURL: server.url })
  await page.context().setExtraHTTPHeaders({ authorization })
  await page.goto(`/expenses/tray?open=${receipt.id}`)
  await see(page, translate('lt', 'web.picture.making'))
  await runJobs(server)
  await page.getByRole('img', { name: 'receipt.jpg' }).waitFor()
})
