import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { press, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const picture = join(import.meta.dirname, '../../src/duties/expenses/reader/fixtures/receipts/lt-parking-clean.jpg')
const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

const receiptsNow = () =>
  server().office.db.selectFrom('expenseReceipt').select(['id', 'roundId', 'memberId']).orderBy('receivedAt').execute()

/** What is chosen is refused, as the round is closed before it is taken up. */
async function refusedAtClosing(page: Page, choose: () => Promise<void>, close: () => Promise<unknown>): Promise<void> {
  const { asked, go } = await slow(page, 'expenses/addReceipt')
  await choose()
  await asked
  await close()
  go()
  await page.locator('li[data-state="refused"]').waitFor()
  await page.unroute('**/rpc/expenses/addReceipt')
}

test('a photograph that is refused as its round was closed is sent again once that is open, or by itself', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-06-01' })
  const { id: ferryId } = await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Ferry' })
  await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Taxi' })
  const page = await at('jonas', '/my', { language: 'en' })
  const photograph = (what: string) => () =>
    page.getByRole('listitem').filter({ hasText: what }).locator('input[type=file]').setInputFiles(picture)
  const sending = page.getByRole('region', { name: t('web.upload.title') })

  await refusedAtClosing(page, photograph('Ferry'), () => rasa.closeRound({ roundId }))
  await rasa.reopenRound({ roundId })
  await press(sending, t('web.upload.again'))
  await see(sending, t('web.upload.summary', { done: 1, all: 1 }))
  const [ferry] = await receiptsNow()
  assert.deepEqual(ferry, { id: ferry!.id, roundId, memberId: people.jonas.id })
  const { people: rows } = await rasa.round({ roundId })
  const item = rows.flatMap(({ expected }) => expected).find(({ id }) => id === ferryId)
  assert.equal(item?.receiptId, ferry?.id)

  await page.getByRole('listitem').filter({ hasText: 'Taxi' }).waitFor()
  await refusedAtClosing(page, photograph('Taxi'), () => rasa.closeRound({ roundId }))
  await press(sending, t('expenses.myPage.byItself'))
  await see(sending, t('web.upload.summary', { done: 2, all: 2 }))
  const [, taxi] = await receiptsNow()
  assert.deepEqual(taxi, { id: taxi!.id, roundId: null, memberId: people.jonas.id })
  await page.context().close()
})

test('on the board a refused file is sent again once the round is open, and what is no receipt is not offered to be', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-02-01' })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  const input = page.locator('input[type=file]').last()
  const before = (await receiptsNow()).length
  await refusedAtClosing(
    page,
    () => input.setInputFiles(picture),
    () => rasa.closeRound({ roundId }),
  )
  await rasa.reopenRound({ roundId })
  await press(page, t('web.upload.again'))
  await see(page, t('web.upload.summary', { done: 1, all: 1 }))
  assert.equal((await receiptsNow()).length, before + 1)

  const words = join(tmpdir(), `talka-${process.pid}.txt`)
  writeFileSync(words, 'no receipt')
  await input.setInputFiles(words)
  await page.locator('li[data-state="refused"]').waitFor()
  assert.equal(await page.getByRole('button', { name: t('web.upload.again') }).count(), 0)
  await page.context().close()
})

test('what earlier versions kept on the device without anybody’s name is cleared away', async () => {
  const page = await at('jonas', '/sign-in', { language: 'en' })
  await page.evaluate(() => {
    const opened = indexedDB.open('talka-uploads')
    return new Promise((done) => {
      opened.onsuccess = () => done(opened.result.close())
    })
  })
  await page.goto('/my')
  await page.locator('main h1').first().waitFor()
  const kept = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  for (let tries = 0; (await kept()).includes('talka-uploads'); tries++) {
    assert.ok(tries < 50, 'it is still there')
    await page.waitForTimeout(100)
  }
  await page.context().close()
})
