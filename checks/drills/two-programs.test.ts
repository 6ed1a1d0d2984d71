import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { addressOf } from '#checks/database.ts'
import { startPostgres } from '#core/postgres.ts'
import { makeHome, runTalka, startProduct, stopProduct, until } from '../product.ts'
import { setUpOffice } from './small-office.ts'
import { photograph } from './uploads.ts'

test('two programs on one outside database share live events and jobs, and outlive each other', async () => {
  const one = await makeHome()
  const database = await startPostgres({ dataDir: join(one.dir, 'outside'), log: { info() {}, warn() {} } })
  const shared = { DATABASE_URL: addressOf(database.connection), TALKA_DATA: one.dataDir }
  const two = await makeHome(shared)
  Object.assign(one.env, shared)
  const first = await startProduct(one)
  const second = await startProduct(two)
  try {
    const { assistant, salespeople, key } = await setUpOffice(one.url)
    const listening = new AbortController()
    const heard = collect(`${two.url}/live`, key, listening.signal)
    await until(async () => heard.isOpen)

    const picture = await photograph(7)
    const upload = await assistant.beginUpload(picture.name, picture.bytes.length)
    await assistant.sendPiece(upload, 0, picture.bytes)
    const added = { uploadId: upload.id, memberId: salespeople[0] }
    const { receipt } = await assistant.post<{ receipt: { id: string } }>('/expenses/receipts', added)
    await until(async () => heard.text.includes('expenses.addReceipt'))
    assert.match(heard.text, new RegExp(receipt.id))
    listening.abort()

    assert.equal(await stopProduct(first), 0)
    const atTwo = await fetch(`${two.url}/api/expenses/receipts/${receipt.id}`, { headers: key })
    assert.equal(atTwo.status, 200)
    const stateOf = async () =>
      ((await (await fetch(`${two.url}/api/expenses/receipts/${receipt.id}`, { headers: key })).json()) as Read)
        .readingState
    await until(async () => (await stateOf()) === 'read')
    const list = runTalka(two, ['office', 'list'])
    assert.equal(await list.ended, 0)
    assert.match(list.said(), /main/)
  } finally {
    first.signal('SIGTERM')
    await stopProduct(second)
    await database.stop()
    await two.remove()
    await one.remove()
  }
})

interface Read {
  readingState: string
}

/** What a page at that address would hear. */
function collect(url: string, headers: Record<string, string>, signal: AbortSignal) {
  const heard = { isOpen: false, text: '' }
  const listen = async () => {
    const answer = await fetch(url, { headers, signal })
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      heard.isOpen = true
      heard.text += piece
    }
  }
  listen().catch(() => {})
  return heard
}
