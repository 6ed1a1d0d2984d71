import type { Page } from 'playwright-core'
import { formatDay } from '#core/days.ts'
import { formatAmount } from '#core/money.ts'
import type { KnownReceipt } from '#duties/expenses/sample/walk-receipts.ts'
import { choose, gone, goTo, press, see } from './act.ts'
import type { Step, Walk } from './walk.ts'
import { lt } from './words.ts'

/** The fields of a line in the order in which Tab goes through them. */
const fields = [
  'spentOn',
  'merchant',
  'categoryId',
  'amountCents',
  'currency',
  'ownShareCents',
  'rate',
  'vat',
  'purpose',
  'customer',
  'guests',
  'explanation',
]

/** What an assistant types to find the category of each kind of receipt. */
const categoryOf: Record<string, string> = {
  restaurant: 'meals',
  hotel: 'hotel',
  fuel: 'fuel',
  parking: 'parking',
  fair: 'training',
  taxi: 'taxi',
  officeSupplies: 'supplies',
}

async function openReport({ assistant: { page }, salesperson }: Walk): Promise<void> {
  await goTo(page, 'Rounds')
  await page.getByRole('row', { name: /North/ }).click()
  await press(page.getByRole('row', { name: salesperson.name }), 'Open report')
  await see(page, '11 receipts to work')
  await see(page, 'The report has no lines yet.')
}

/** Picture left, fields right: the doubtful ones put right, category and purpose typed, Enter; the mouse is not touched. */
async function workThePile(walk: Walk): Promise<void> {
  const { page } = walk.assistant
  let skipped = ''
  for (let left = 11; left > 0; ) {
    const receipt = await receiptInFront(walk)
    if (receipt.facts.kind === 'parking' && !skipped) {
      skipped = receipt.name
      await page.keyboard.press('Alt+k')
      await anotherInFront(page, receipt)
      continue
    }
    if (receipt.facts.kind === 'fair') {
      await putRight(walk, receipt)
      await split(page)
    } else {
      await putRight(walk, receipt)
      if (receipt.name === '02-lt-hotel.pdf') await noteOwnShare(page)
      await fillIn(page, receipt)
      await page.keyboard.press('Enter')
    }
    left -= 1
    await anotherInFront(page, receipt)
  }
  await see(page, '12 lines')
  await gone(page, 'The report has no lines yet.')
  await gone(page, /not in any line yet/)
}

async function receiptInFront({ assistant: { page }, receipts }: Walk): Promise<KnownReceipt> {
  const picture = page.getByRole('region', { name: 'Picture' }).locator('img[alt]')
  const file = await picture.getAttribute('alt')
  await page.getByRole('form', { name: /^Receipt / }).waitFor()
  const receipt = receipts.find(({ name }) => file?.startsWith(name))
  if (!receipt) throw new Error(`No receipt of the walk is called “${file}”.`)
  return receipt
}

async function anotherInFront(page: Page, { name }: KnownReceipt): Promise<void> {
  await page
    .getByRole('region', { name: 'Picture' })
    .getByRole('img', { name, exact: true })
    .waitFor({ state: 'detached' })
}

/** Types over what was read wrongly, and notes it. */
async function putRight({ assistant: { page }, corrections }: Walk, { name, facts }: KnownReceipt): Promise<void> {
  const right = {
    spentOn: formatDay(facts.day, 'en'),
    merchant: facts.merchant.legalName,
    amountCents: formatAmount(facts.total, facts.currency, 'en-GB'),
    currency: facts.currency,
  }
  const form = page.getByRole('form', { name: /^Receipt / })
  for (const [field, value] of Object.entries(right)) {
    const read = await form.locator(`[data-field="${field}"] input`).first().inputValue()
    const isRight = field === 'merchant' ? sameName(read, value, facts.merchant.name) : read === value
    if (isRight) continue
    corrections.push(`${name}: ${field} read as “${read}”, it is “${value}”`)
    await typeInto(page, field, value)
  }
}

/** More than nothing and less than the hotel cost: what does not fit is said at the field, and nothing is accepted. */
async function noteOwnShare(page: Page): Promise<void> {
  await typeInto(page, 'ownShareCents', '9999.00')
  await page.keyboard.press('Enter')
  await see(page, 'Lies between nothing and the amount.')
  await typeInto(page, 'ownShareCents', '12.50')
}

async function fillIn(page: Page, { facts }: KnownReceipt): Promise<void> {
  await typeInto(page, 'categoryId', categoryOf[facts.kind] ?? 'other')
  await page.keyboard.press('Enter')
  await typeInto(page, 'purpose', `Visit to customers, ${facts.country}`)
}

async function split(page: Page): Promise<void> {
  await typeInto(page, 'categoryId', 'training')
  await page.keyboard.press('Enter')
  await typeInto(page, 'purpose', 'Fair ticket')
  await page.keyboard.press('Alt+s')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').waitFor()
  await page.keyboard.type('20.00')
  const parts = dialog.locator('form > div').filter({ has: page.getByRole('combobox', { name: 'Category' }) })
  await choose(parts.nth(1), 'Category', 'Parking and tolls')
  await press(dialog, 'Split into 2 lines')
  await see(page, 'The line is split.')
}

/** Goes to a field by Tab, forwards or back, and types over what stands in it. */
async function typeInto(page: Page, field: string, text: string): Promise<void> {
  const wanted = fields.indexOf(field)
  for (let tries = 0; tries < 30; tries++) {
    const here = await page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field'))
    if (here === field) break
    const at = here ? fields.indexOf(here) : -1
    await page.keyboard.press(at > wanted ? 'Shift+Tab' : 'Tab')
  }
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
  if (field === 'categoryId') await page.getByRole('option').first().waitFor()
}

/** An obstacle leads to its field; when it is mended its sentence is gone. */
async function mendLines({ assistant: { page } }: Walk): Promise<void> {
  await press(page, /^Süderstrand.*above the limit/)
  await waitForFocus(page, 'explanation')
  await page.keyboard.insertText('Two customers came along without notice.')
  await press(page, /^Save/)
  await mended(page, /^Süderstrand.*above the limit/)
}

/** Another category asks for other things; those are obstacles in turn. */
async function changeCategory({ assistant: { page } }: Walk): Promise<void> {
  await press(page, /^Ashbourne.*above the limit/)
  await waitForFocus(page, 'explanation')
  await typeInto(page, 'categoryId', 'entertain')
  await page.keyboard.press('Enter')
  await press(page, /^Save/)
  await press(page, /^Ashbourne.*needs the customer/)
  await waitForFocus(page, 'customer')
  await page.keyboard.insertText('Harbour Tools Ltd')
  await page.keyboard.press('Enter')
  await mended(page, /^Ashbourne.*needs the customer/)
}

/** What never came is declared missing: once as expected receipt, once as a line with the reason on it. */
async function declareMissing({ assistant: { page }, salesperson }: Walk): Promise<void> {
  await page.getByRole('link', { name: 'Still waiting for: Car wash.' }).click()
  const row = page.getByRole('row', { name: salesperson.name })
  await press(row, /^Car wash: waiting/)
  await page.getByRole('menuitem', { name: 'There is no receipt …' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('The machine prints none.')
  await page.keyboard.press('Enter')
  await row.getByRole('button', { name: /^Car wash: declared missing/ }).waitFor()

  await row.getByRole('link', { name: /^EXP-/ }).click()
  await press(page, 'Line without a receipt')
  await waitForFocus(page, 'spentOn')
  await page.keyboard.insertText('19')
  await typeInto(page, 'merchant', 'Plovykla „Bangelė“')
  await typeInto(page, 'categoryId', 'car')
  await page.keyboard.press('Enter')
  await typeInto(page, 'amountCents', '38.00')
  await typeInto(page, 'purpose', 'Before the fair')
  await page.getByLabel('Why is there no receipt?').fill('The machine prints none.')
  await press(page, /^Add the line/)
  await see(page, '13 lines')
  await see(page, '1 thing in the way')
}

/** His colleague has one receipt; she tells her the procedure and takes her word by phone. */
async function prepareTheOther({ assistant: { page } }: Walk): Promise<void> {
  await goTo(page, 'Rounds')
  await page.getByRole('row', { name: /North/ }).click()
  await press(page.getByRole('row', { name: 'Ieva Šimkutė' }), 'Open report')
  await see(page, '1 receipt to work')
  await typeInto(page, 'categoryId', 'supplies')
  await page.keyboard.press('Enter')
  await typeInto(page, 'purpose', 'Folders for the tender')
  await page.keyboard.press('Enter')
  await see(page, '1 line')
  await press(page, 'The salesperson has not been informed of the current claim procedure.')
  await press(page.getByRole('dialog'), 'Record')
  await mended(page, 'The salesperson has not been informed of the current claim procedure.')
  await press(page, 'The salesperson has not confirmed the report.')
  await press(page.getByRole('dialog'), 'Record')
  await see(page, 'Nothing stands in the way')
}

/** He confirms on his phone; on her page, which nobody touches, the last obstacle goes. */
async function confirm({ assistant: { page }, salesperson }: Walk): Promise<void> {
  await goTo(page, 'Expense reports')
  await page.getByRole('row', { name: salesperson.name }).click()
  await press(page, 'Copy a request')
  await see(page, 'Copied: send it')
  await see(page, '1 thing in the way')
  const phone = salesperson.page
  await phone.goto('/')
  await phone
    .getByRole('link', { name: new RegExp(lt('expenses.waiting.confirm', { month: '', total: '' }).split(' ')[0]!) })
    .tap()
  await phone
    .getByRole('button', { name: new RegExp(lt('expenses.reportPage.proof.confirm')) })
    .first()
    .tap()
  await see(page, 'Nothing stands in the way')
}

async function mended(page: Page, obstacle: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: obstacle }).waitFor({ state: 'hidden' })
}

async function waitForFocus(page: Page, field: string): Promise<void> {
  await page.locator(`[data-field="${field}"] :focus`).waitFor()
}

function sameName(read: string, ...names: string[]): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  return names.some((name) => letters(name) === letters(read))
}

/** Receipts become lines. */
export const working: readonly Step[] = [
  ['she opens the salesperson’s report, whose receipts lie in a pile', openReport],
  ['she works the pile by keyboard: puts right, skips one, splits one, notes his own share', workThePile],
  ['an obstacle leads to its field, and goes when it is mended', mendLines],
  ['another category asks for a customer, who is given', changeCategory],
  ['what never came is declared missing', declareMissing],
  ['she prepares his colleague’s report and records what was said by phone', prepareTheOther],
  ['he confirms on his phone, and her page shows it', confirm],
]
