import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { runJobs } from '../run-jobs.ts'
import { see } from './act.ts'
import { servedOffice } from './served.ts'

const picture = join(import.meta.dirname, '../../src/duties/expenses/reader/fixtures/receipts/lt-parking-clean.jpg')

const { server, pageOf } = servedOffice()

test('a receipt that is opened before its picture is made shows the picture once it is', async () => {
  const { url, keyOf, people } = server()
  const authorization = `Bearer ${await keyOf(people.rasa)}`
  const body = new FormData()
  body.append('file', new File([await readFile(picture)], 'receipt.jpg'))
  const sent = await fetch(`${url}/api/expenses/receipts`, { method: 'POST', headers: { authorization }, body })
  const { receipt } = (await sent.json()) as { receipt: { id: string } }
  const page = await pageOf(people.rasa)
  await page.goto(`/expenses/tray?open=${receipt.id}`)
  await see(page, translate('lt', 'web.picture.making'))
  await runJobs(server())
  await page.getByRole('img', { name: 'receipt.jpg' }).waitFor()
})
