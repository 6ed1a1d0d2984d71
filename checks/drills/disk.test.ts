import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sentFile } from '#checks/sent-file.ts'
import { askDatabase, makeHome, startProduct, stopProduct } from '../product.ts'
import { Refused } from './caller.ts'
import { setUpOffice } from './small-office.ts'
import { invoice } from './uploads.ts'

const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0

test('a full disk refuses a receipt in words, keeps nothing by half, and takes it when there is room again', {
  skip: !mayMount && 'needs the right to mount',
}, async () => {
  const home = await makeHome()
  mkdirSync(home.dataDir)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=220m', 'tmpfs', home.dataDir])
  try {
    const product = await startProduct(home)
    const { assistant, salespeople } = await setUpOffice(home.url)
    const filler = join(home.dataDir, 'filler')
    assert.throws(() => writeFileSync(filler, Buffer.alloc(400e6)), { code: 'ENOSPC' })
    const { name, bytes } = invoice(1)
    const told = (error: unknown) => error instanceof Refused && /the disk is full/.test(error.detail)
    const inline = new FormData()
    inline.set('file', sentFile(bytes, name))
    inline.set('memberId', salespeople[0]!)
    await assert.rejects(assistant.beginUpload(name, bytes.length), told)
    await assert.rejects(assistant.post('/expenses/receipts', inline), told)
    assert.deepEqual(await askDatabase(home, 'select id from receipt'), [])

    rmSync(filler)
    const upload = await assistant.beginUpload(name, bytes.length)
    await assistant.sendPiece(upload, 0, bytes)
    await assistant.post('/expenses/receipts', { uploadId: upload.id, memberId: salespeople[0] })
    assert.equal(await stopProduct(product), 0)
  } finally {
    execFileSync('umount', ['--lazy', home.dataDir])
    await home.remove()
  }
})
