import assert from 'node:assert/strict'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import type { Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { formatMonth } from '#core/days.ts'
import { goTo, press, see, seeDesk } from './act.ts'
import type { Step, Walk } from './walk.ts'
import { lt } from './words.ts'

/** What the whole department claimed, as the papers write it: 747.13 less the five that were taken off. */
const total = '742.13'

async function paper({ manager: { page }, receipts }: Walk): Promise<void> {
  const bytes = await made(page, 'PDF with receipts, in English', /\.pdf/)
  const { pages, text } = await readPdf(bytes)
  assert.match(text, new RegExp(`${pages} / ${pages}`), 'the pages are counted')
  const numbers = receipts.map((_, at) => `RCT-${new Date().getFullYear()}-${String(at + 1).padStart(4, '0')}`)
  const words = [total, '107.88', '20.15', 'Jonas Ąžuolas', 'Ieva Šimkutė', 'Vytautas Girė', 'Plovykla „Bangelė“']
  for (const word of [...numbers, ...words]) assert.ok(text.includes(word), `the PDF does not say ${word}`)
}

async function sheets({ manager: { page } }: Walk): Promise<void> {
  const csv = (await made(page, 'All lines (CSV)', /\.csv/)).toString('utf8')
  assert.match(csv, /Rathmore Cabs Limited/)
  assert.match(csv, /20[.,]15/)
  const rows = await readSheet(await made(page, 'Workbook (XLSX)', /\.xlsx/))
  assert.ok(rows.length > 2, 'the workbook has rows')
}

/** Has a paper made from the menu and takes it from the address that the menu then offers. */
async function made(page: Page, kind: string, file: RegExp): Promise<Buffer> {
  await press(page, 'Papers')
  await page.getByRole('menuitem', { name: kind }).click()
  const ready = page.getByRole('menuitem', { name: file, disabled: false }).and(page.locator('a')).first()
  await ready.waitFor({ timeout: 60_000 })
  const answer = await page.request.get((await ready.getAttribute('href')) ?? '')
  assert.equal(answer.status(), 200)
  await page.keyboard.press('Escape')
  return answer.body()
}

async function readPdf(bytes: Buffer): Promise<{ pages: number; text: string }> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  const pages = [...document.pages()]
  const text = pages.map((one) => one.getText()).join('\n')
  const count = pages.length
  document.destroy()
  library.destroy()
  return { pages: count, text }
}

/** Nothing of the month waits for anybody any more. */
async function emptyDesks({ assistant, salesperson, manager, month }: Walk): Promise<void> {
  for (const { page } of [manager, assistant]) {
    await page.goto('/')
    await seeDesk(page)
    const steps = await page.getByRole('main').getByRole('listitem').allTextContents()
    assert.deepEqual(
      steps.filter((step) => step.includes(formatMonth(month, 'en'))),
      [],
    )
  }
  await salesperson.page.goto('/')
  await see(salesperson.page, lt('desk.empty'))
}

/** The report's history names who did what: he confirmed, she prepared, the manager asked. */
async function history({ assistant, salesperson }: Walk): Promise<void> {
  const { page } = assistant
  await goTo(page, 'Expense reports')
  await page.getByRole('row', { name: salesperson.name }).click()
  await press(page, 'History')
  const drawer = page.getByRole('dialog')
  await see(drawer, new RegExp(`${salesperson.name} confirmed report`))
  await see(drawer, new RegExp(`${assistant.name}.* added`))
}

async function noComplaints({ complaints }: Walk): Promise<void> {
  assert.deepEqual(complaints, [])
}

/** What is left afterwards. */
export const finishing: readonly Step[] = [
  ['the PDF has every receipt and names the amounts', paper],
  ['the table and the workbook have the lines', sheets],
  ['the desks are empty of that month', emptyDesks],
  ['the history names both', history],
  ['no page complained in its console', noComplaints],
]
