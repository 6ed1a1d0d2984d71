import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { mustBeAccessible } from './accessible.ts'
import { gone, goTo, see } from './act.ts'
import type { Step, Walk } from './walk.ts'
import { lt } from './words.ts'

const fixtures = join(import.meta.dirname, '../../src/duties/expenses/reader/fixtures')
const another = lt('expenses.picture.another')

/** Told while he still stands at the counter: the sentence, and the camera at his thumb. */
async function takeBlurred({ salesperson: { page } }: Walk): Promise<void> {
  await page.getByRole('link', { name: lt('expenses.myPage.nav') }).tap()
  await page.getByRole('button', { name: lt('expenses.myPage.photograph') }).waitFor()
  await page.locator('input[capture]').last().setInputFiles(join(fixtures, 'odd/blurred.jpg'))
  await page.getByRole('alert').getByText(lt('expenses.reader.blurred')).waitFor()
  await mustBeAccessible(page)
}

async function takeAnother({ salesperson: { page }, assistant }: Walk): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(`^${another}`) })
    .first()
    .waitFor()
  await page.locator('input[data-another="large"]').setInputFiles(join(fixtures, 'receipts/lt-parking-clean.jpg'))
  await page.getByText(/^Nauja nuotrauka pakeitė kvitą RCT-/).waitFor()
  await gone(page.getByRole('alert'), lt('expenses.reader.blurred'))
  await assistant.page.goto('/expenses/tray?tab=aside')
  await see(assistant.page, /A better picture was taken: RCT-/)
}

async function keepDark({ salesperson: { page } }: Walk): Promise<void> {
  await page.locator('input[capture]').last().setInputFiles(join(fixtures, 'odd/dark.jpg'))
  await page.getByRole('alert').getByText(lt('expenses.reader.dark')).waitFor()
  await page
    .getByRole('button', { name: new RegExp(`^${lt('expenses.picture.keep')}`) })
    .first()
    .tap()
  await see(page, lt('expenses.picture.kept'))
  await gone(page.getByRole('alert'), lt('expenses.reader.dark'))
}

async function takeApart({ assistant: { page }, salesperson }: Walk): Promise<void> {
  await salesperson.page.locator('input[capture]').last().setInputFiles(join(fixtures, 'odd/two.jpg'))
  await goTo(page, 'Receipts')
  await page.getByRole('row', { name: /Ūkanų užeiga.*51[.,]49/ }).click({ timeout: 60_000 })
  await see(page, 'There seem to be 2 receipts on one picture.')
  await mustBeAccessible(page)
  await page.getByRole('button', { name: 'Take apart' }).dblclick()
  await see(page, /Taken apart into RCT-\S+ and RCT-/)
  await page.getByRole('row', { name: /5 May 2026.*11[.,]85/ }).waitFor()
  await hasFocus(page)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await page.getByRole('row', { name: /5 May 2026.*11[.,]85/ }).waitFor({ state: 'hidden' })
  await hasFocus(page)
  await see(page, 'There seem to be 2 receipts on one picture.')
  await page.keyboard.press('w')
  await see(page, 'Noted: it is one receipt.')
  await gone(page, 'There seem to be 2 receipts on one picture.')
}

/** The focus is somewhere on the page, and not where nobody reads. */
async function hasFocus(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.matches(':not(body, [role="separator"])'))
}

async function noComplaints({ complaints }: Walk): Promise<void> {
  assert.deepEqual(complaints, [])
}

/** Pictures that are hard to read, and two receipts on one. */
export const picturing: readonly Step[] = [
  ['the salesperson is told at once that his photograph is blurred', takeBlurred],
  ['he takes another, and the blurred one is set aside', takeAnother],
  ['he keeps a dark one as it is', keepDark],
  ['the assistant takes two receipts on one picture apart, undoes it, and says it is one', takeApart],
  ['no page complained of that either', noComplaints],
]
