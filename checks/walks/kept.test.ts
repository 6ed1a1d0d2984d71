import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { monthSteps } from '../month-steps.ts'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

const picture = join(import.meta.dirname, '../../src/duties/expenses/reader/fixtures/receipts/lt-parking-clean.jpg')

let reportId: string
const { server, at } = servedOffice(async ({ office, people }) => {
  reportId = await monthSteps(() => ({ office, people, month: '2026-03-01' })).claim(people.jonas, 4_000)
})

test('a receipt whose answer was lost to a reload has arrived, once', async () => {
  const page = await at('jonas', '/my', { language: 'en' })
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
  const { db } = server().office
  assert.equal((await db.selectFrom('expenseReceipt').select('id').execute()).length, 1)
  await page.context().close()
})

/** The line of the report and its fields. */
async function atLine() {
  const page = await at('rasa', `/expenses/reports/${reportId}`, { language: 'en' })
  const form = page.getByRole('form', { name: 'Parkomatas' })
  await form.waitFor()
  return { page, form, field: (name: string) => form.locator(`[data-field="${name}"] input`).first() }
}

test('a figure that is typed and not left is asked about before a reload, and a wrong one before one goes on', async () => {
  const { page, field } = await atLine()
  const amount = field('amountCents')
  await amount.fill('55.55')
  const asking = page.waitForEvent('dialog')
  await page.evaluate(() => setTimeout(() => location.reload()))
  const asked = await asking
  assert.equal(asked.type(), 'beforeunload')
  await asked.dismiss()
  assert.equal(await amount.inputValue(), '55.55')
  await amount.fill('45x')
  const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
  await page.keyboard.press('Tab')
  await press(page, 'Line without a receipt')
  await press(question, 'Go on typing')
  assert.equal(await amount.inputValue(), '45x')
  // What is read when one leaves the field is kept as a draft, and nothing is asked.
  await amount.fill('41.00')
  await page.getByRole('navigation', { name: 'Duties' }).getByRole('link', { name: 'Desk' }).click()
  await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor()
  await page.goBack()
  await see(page, 'Your unsaved draft is back.')
  assert.equal(await amount.inputValue(), '41.00')
  await press(page, 'Discard the draft')
  await press(question, 'Go on typing')
  assert.equal(await amount.inputValue(), '41.00')
  await page.context().close()
})

test('what is saved stands in the form at once, and typing on meets no change of one’s own', async () => {
  const { page, form, field } = await atLine()
  let goOn = () => {}
  const held = new Promise<void>((free) => {
    goOn = free
  })
  await page.route(/rpc\/expenses\/report$/, async (route) => {
    await held
    await route.continue().catch(() => {})
  })
  const save = async (name: string, text: string) => {
    await field(name).fill(text)
    const answer = page.waitForResponse(/changeLine/)
    await press(form, /^Save/)
    assert.equal((await answer).status(), 200)
  }
  await save('purpose', 'Two customers')
  await see(page, 'Saved')
  assert.equal(await field('purpose').inputValue(), 'Two customers')
  await save('customer', 'Gintaras')
  assert.equal(await page.getByRole('dialog').count(), 0)
  goOn()
  const { db } = server().office
  const line = await db
    .selectFrom('expenseLine')
    .select(['purpose', 'customer'])
    .where('reportId', '=', reportId)
    .executeTakeFirstOrThrow()
  assert.deepEqual(line, { purpose: 'Two customers', customer: 'Gintaras' })
  await page.context().close()
})

test('a digit that is held sorts the one receipt that was seen', async () => {
  const { url, people, keyOf } = server()
  const authorization = `Bearer ${await keyOf(people.rasa)}`
  for (const name of ['first', 'second']) {
    const body = new FormData()
    body.append('file', new File([await readFile(picture), name], `${name}.jpg`))
    await fetch(`${url}/api/expenses/receipts`, { method: 'POST', headers: { authorization }, body })
  }
  const page = await at('rasa', '/expenses/tray', { language: 'en' })
  const list = page.getByRole('list', { name: 'Sorting tray' }).getByRole('listitem')
  await page.getByText('Whose').first().waitFor()
  assert.equal(await list.count(), 2)
  const sortedTo: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/attribute')) sortedTo.push(request.postDataJSON().json.memberId)
  })
  await page.keyboard.down('1')
  await list.nth(1).waitFor({ state: 'detached' })
  await page.keyboard.down('1')
  await page.keyboard.up('1')
  const last = page.waitForResponse(/attribute/)
  await page.keyboard.press('2')
  await last
  assert.equal(sortedTo.length, 2)
  assert.notEqual(sortedTo[0], sortedTo[1])
  await page.context().close()
})
