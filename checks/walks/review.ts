import type { Locator, Page } from 'playwright-core'
import { formatMonth } from '#core/days.ts'
import { gone, goTo, press, see } from './act.ts'
import type { Step, Walk } from './walk.ts'

async function combineTeam({ assistant: { page }, month }: Walk): Promise<void> {
  await goTo(page, 'Team reports')
  await press(page, /^Combine/)
  const choice = page.getByRole('menuitem', { name: `North, ${formatMonth(month, 'en')}` })
  await choice.click()
  await page.getByRole('heading', { name: `North, ${formatMonth(month, 'en')}` }).waitFor()
  await page.getByRole('grid', { name: 'Figures' }).waitFor()
  await press(page, 'Hand over')
  await see(page, 'Handed over.')
}

async function present({ assistant: { page } }: Walk): Promise<void> {
  await page.getByRole('link', { name: 'Department report', exact: true }).click()
  await page.getByRole('button', { name: 'Present' }).dblclick()
  await see(page, 'Put before the senior manager.')
}

/** His desk says what waits; what is unusual stands first, and a figure opens down to the picture of its receipt. */
async function lookThrough({ manager: { page }, salesperson }: Walk): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: /to check and sign/ }).click()
  const unusual = page.getByRole('button', { name: /receipt declared missing/ })
  await unusual.click()
  await see(page, 'The machine prints none.')

  await figuresOf(page, salesperson.name).first().click()
  await page.getByRole('heading', { name: `${salesperson.name} · Hotels` }).waitFor()
  await press(page, /Hotel Świerkowa/)
  const picture = page.getByRole('region', { name: 'Picture' }).locator('img[alt]')
  await picture.waitFor()
  await page.waitForFunction((img) => (img as HTMLImageElement).naturalWidth > 100, await picture.elementHandle())
  await press(page, 'Tick all')
  await see(page, '2 of 14 lines ticked')
}

/** A question on one line: only that goes back. */
async function ask({ manager: { page }, assistant, salesperson }: Walk): Promise<void> {
  await assistant.page.goto('/')
  await figuresOf(page, salesperson.name).last().click()
  await press(page, /^\d.*Rathmore Cabs/)
  await page.keyboard.press('a')
  await page.getByLabel(/^Ask about/).fill('Was the way back not by train?')
  await press(page, 'Send the query')
  await see(page, 'Asked.')
  await assistant.page.getByRole('link', { name: /Was the way back not by train\?/ }).waitFor()
}

/** She changes what was asked about and answers; the report is presented again by that. */
async function answer({ assistant: { page } }: Walk): Promise<void> {
  await page.getByRole('link', { name: /Was the way back not by train\?/ }).click()
  await press(page, 'To the line')
  await page.getByLabel('Own share').fill('5.00')
  await press(page, /^Save/)
  await see(page, 'Saved.')
  await page.getByLabel(/^Answer/).fill('Half of it was: his own share is taken off now.')
  await press(page, 'Answer and present again')
  await see(page, /version 2/)
}

/** Without a reload he sees the answer and what changed, settles the query, ticks the rest and signs. */
async function approve({ manager: { page, name } }: Walk): Promise<void> {
  await see(page, 'Half of it was: his own share is taken off now.')
  await see(page, 'Changed since you looked at version 1')
  await see(page, /Rathmore Cabs.*€25.15 → €20.15/)
  await press(page, 'Accept the answer')
  await press(page.getByRole('alertdialog'), 'Accept the answer')
  await see(page, 'Settled')
  await figuresOf(page, 'Sum').last().click()
  await press(page, 'Tick all')
  await see(page, '14 of 14 lines ticked')
  await page.getByRole('button', { name: 'Approve', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await see(dialog, name)
  await press(dialog, 'Approve and sign')
  await gone(page, 'lines ticked')
  await see(page, 'Approved')
}

/** The figures of a row that open something; the last one is its sum. */
function figuresOf(page: Page, row: string): Locator {
  const grid = page.getByRole('grid', { name: 'Figures' })
  return grid.getByRole('row', { name: row }).getByRole('gridcell').filter({ hasText: /\d/ })
}

/** From two reports to the signature. */
export const reviewing: readonly Step[] = [
  ['she combines the team’s reports and hands them over', combineTeam],
  ['she puts the department’s report before the senior manager', present],
  ['he sees what is unusual first, and opens a figure down to its receipt', lookThrough],
  ['he asks about one line, and it is on her open desk', ask],
  ['she changes the line and answers', answer],
  ['he sees what changed, settles the query, ticks and signs', approve],
]
