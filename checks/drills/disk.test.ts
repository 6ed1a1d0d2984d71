import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sentFile } from '#checks/sent-file.ts'
import { askDatabase, makeHome, type Product, startProduct, stopProduct } from '../product.ts'
import { Refused } from './caller.ts'
import { setUpOffice } from './small-office.ts'
import { invoice } from './uploads.ts'

const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0

test('a full disk refuses a receipt in words, keeps nothing by half, and takes it when there is room again', {
  skip: !mayMount && 'needs the right to mount',
}, async () => {
  const home = await makeHome()
  mkdirSync(home.dataDir)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=320m', 'tmpfs', home.dataDir])
  let product: Product | undefined
  try {
    product = await startProduct(home)
    const { assistant, salespeople } = await setUpOffice(home.url)
    const filler = join(home.dataDir, 'filler')
    assert.throws(() => writeFileSync(filler, Buffer.alloc(500e6)), { code: 'ENOSPC' })
    assert.deepEqual(await untilReady(home, false), {
      ready: false,
      reason: 'The disk is full: nothing more can be kept. Nothing is lost; make room on it.',
    })
    const { name, bytes } = invoice(1)
    const told = (error: unknown) => error instanceof Refused && /the disk is full/i.test(error.detail)
    const inline = new FormData()
    inline.set('file', sentFile(bytes, name))
    inline.set('memberId', salespeople[0]!)
    await assert.rejects(assistant.beginUpload(name, bytes.length), told)
    await assert.rejects(assistant.post('/expenses/receipts', inline), told)
    assert.deepEqual(await askDatabase(home, 'select id from expense_receipt'), [])

    rmSync(filler)
    assert.deepEqual(await untilReady(home, true), { ready: true })
    const upload = await assistant.beginUpload(name, bytes.length)
    await assistant.sendPiece(upload, 0, bytes)
    await assistant.post('/expenses/receipts', { uploadId: upload.id, memberId: salespeople[0] })
    assert.equal(await stopProduct(product), 0)
  } finally {
    // After a failure it is still there, and its data must not go before it has gone.
    product?.signal('SIGTERM')
    await product?.ended
    execFileSync('umount', ['--lazy', home.dataDir])
    await home.remove()
  }
})

/** What /readyz says, once it says whether it is ready; it remembers for a few seconds. */
async function untilReady({ url }: { url: string }, isReady: boolean): Promise<unknown> {
  for (;;) {
    const answer = await fetch(`${url}/readyz`)
    const said = (await answer.json()) as { ready: boolean }
    if (said.ready === isReady) return answer.ok === isReady ? said : answer.status
    await new Promise((next) => setTimeout(next, 200))
  }
}
