import { mkdirSync } from 'node:fs'
import { formatMonth } from '#core/days.ts'
import { choose, dropFiles, goTo, press, see } from './act.ts'
import type { Step, Walk } from './walk.ts'
import { lt } from './words.ts'

async function setRates({ assistant: { page }, month }: Walk): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByText('Exchange rates', { exact: true }).click()
  for (const [currency, day, rate] of [
    ['PLN', '10', '0.2341'],
    ['GBP', '17', '1.1502'],
  ] as const) {
    await page.getByLabel('Currency').fill(currency)
    await page.getByRole('textbox', { name: 'Day' }).fill(`${month}-${day}`)
    await page.getByLabel('EUR for one').fill(rate)
    await page.getByLabel('Source').fill('Bank of Lithuania')
    await press(page, 'Add')
    await page.getByRole('row', { name: new RegExp(`${currency}.*${rate}`) }).waitFor()
  }
}

async function openRound({ assistant: { page }, month }: Walk): Promise<void> {
  await goTo(page, 'Rounds')
  await page.getByRole('button', { name: /^(More|Open a round)$/ }).click()
  await page.getByRole('menuitem', { name: 'Another month …' }).click()
  const dialog = page.getByRole('dialog')
  await choose(dialog, 'Month', formatMonth(month, 'en'))
  await press(dialog, 'Open the round')
  await page.getByRole('heading', { name: `${formatMonth(month, 'en')}, North` }).waitFor()
}

/** Two receipts are expected of the salesperson: one that will come, and one that never will. */
async function expectReceipts({ assistant: { page }, salesperson }: Walk): Promise<void> {
  const row = page.getByRole('row', { name: salesperson.name })
  await press(row, 'Add an expected receipt')
  for (const what of ['Hotel, two nights', 'Car wash']) {
    await page.getByLabel('What is expected').fill(what)
    await page.keyboard.press('Enter')
    await row.getByRole('button', { name: `${what}: waiting` }).waitFor()
  }
  await page.keyboard.press('Escape')
}

async function makeLink(walk: Walk): Promise<void> {
  const { page } = walk.assistant
  await press(page.getByRole('row', { name: walk.salesperson.name }), 'Upload link')
  await press(page, 'Make a link')
  walk.handed.uploadLink = await page.getByRole('textbox', { name: 'Upload link' }).inputValue()
  await page.keyboard.press('Escape')
}

async function readProcedure({ salesperson: { page }, assistant, salesperson }: Walk): Promise<void> {
  const row = assistant.page.getByRole('row', { name: salesperson.name })
  await row.getByText('not informed of the procedure').waitFor()
  await page.getByRole('link', { name: lt('expenses.myPage.nav') }).tap()
  await page.getByRole('button', { name: lt('expenses.myPage.procedure.show') }).tap()
  await page.getByRole('button', { name: lt('expenses.myPage.procedure.confirm') }).tap()
  // Nobody touches the assistant's page: what he did appears on it by itself.
  await row.getByText('not informed of the procedure').waitFor({ state: 'hidden' })
}

async function sendByLink({ salesperson: { page, name }, assistant, handed, receipts }: Walk): Promise<void> {
  const stranger = await page
    .context()
    .browser()!
    .newContext({
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      locale: 'lt-LT',
    })
  const phone = await stranger.newPage()
  await phone.goto(handed.uploadLink)
  await see(phone, name)
  const files = receipts.slice(0, 2).map((receipt) => ({
    name: receipt.name,
    mimeType: receipt.name.endsWith('pdf') ? 'application/pdf' : 'image/jpeg',
    buffer: Buffer.from(receipt.bytes),
  }))
  await phone.getByLabel(lt('expenses.byLink.choose')).setInputFiles(files)
  await phone.getByText(lt('web.upload.summary', { done: 2, all: 2 })).waitFor()
  await see(phone, receipts[0]!.facts.merchant.name)
  await phone.getByLabel(lt('expenses.byLink.choose')).setInputFiles(files.slice(0, 1))
  await see(phone, /Jis saugomas vieną kartą/)
  await stranger.close()
  const row = assistant.page.getByRole('row', { name })
  await row.getByRole('img').nth(1).waitFor({ state: 'attached' })
}

async function dropTheOthers({ assistant: { page }, receipts, downloads }: Walk): Promise<void> {
  mkdirSync(downloads, { recursive: true })
  await dropFiles(page.getByRole('heading', { level: 1 }), receipts.slice(2), downloads)
  await see(page, '10 of 10 arrived')
  await page.getByRole('link', { name: /10 receipts of this round lie in the sorting tray/ }).click()
}

/** All read, then sorted by keys: the first nine are his, the last one his colleague's. */
async function sortTheTray({ assistant: { page }, salesperson, receipts }: Walk): Promise<void> {
  const list = page.getByRole('list', { name: 'Sorting tray' })
  const last = list.getByRole('listitem').filter({ hasText: receipts.at(-1)!.facts.merchant.name })
  await last.waitFor({ timeout: 90_000 })
  await last.getByRole('checkbox').check()
  await page.getByPlaceholder('Name …').fill('simkut')
  await page.keyboard.press('Enter')
  await see(page, / is Ieva Šimkutė’s/)
  const key = await page.getByRole('button', { name: salesperson.name }).locator('kbd').textContent()
  for (let left = receipts.length - 4; left >= 0; left--) {
    // Whoever reads what came next is slower than the moment within which two presses count as one.
    const readAt = await page.evaluate(() => performance.now())
    await page.waitForFunction((at) => performance.now() - at > 350, readAt)
    await page.keyboard.press(key ?? '')
    await page.getByText(left > 0 ? `Whose? (${left})` : 'Whose?', { exact: true }).waitFor()
  }
  await see(page, 'The sorting tray is empty')
}

/** Receipts of a month on their way from four hands into the round. */
export const collecting: readonly Step[] = [
  ['the assistant sets two exchange rates', setRates],
  ['she opens the round of last month', openRound],
  ['she expects two receipts from the salesperson', expectReceipts],
  ['she makes him an upload link', makeLink],
  ['he reads and confirms the claim procedure on his phone, and her board shows it', readProcedure],
  ['he sends two receipts by the link, without signing in', sendByLink],
  ['she drops the ten others on the board at once', dropTheOthers],
  ['she sorts the tray by keys when they have been read', sortTheTray],
]
