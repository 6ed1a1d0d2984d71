import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { sentFile } from '../sent-file.ts'
import { press } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

const questionOf = (page: Page) => page.getByRole('alertdialog', { name: t('web.discard.title') })
const elsewhere = (page: Page) =>
  page
    .getByRole('navigation', { name: t('web.duties') })
    .getByRole('link')
    .first()
const isOnTop = (button: Element) => {
  const { x, y, width, height } = button.getBoundingClientRect()
  return button.contains(document.elementFromPoint(x + width / 2, y + height / 2))
}
const isFocused = (element: Element) => element === document.activeElement

test('the question before a receipt’s form is left is closed by Esc, which closes nothing under it', async () => {
  const picture = sharp({ create: { width: 40, height: 40, channels: 3, background: 'white' } })
  const { office, people } = server()
  const { receipt } = await as(office, people.rasa).expenses.addReceipt({
    file: sentFile(await picture.jpeg().toBuffer()),
    fileName: 'receipt.jpg',
    memberId: people.jonas.id,
  })
  const page = await at('rasa', `/expenses/receipts?open=${receipt.id}`, { language: 'en' })
  const merchant = page.getByRole('textbox', { name: t('expenses.receipts.merchant') })
  await merchant.fill('Hotel X')
  await elsewhere(page).click()
  await questionOf(page).waitFor()
  await page.keyboard.press('Escape')
  await questionOf(page).waitFor({ state: 'detached' })
  await elsewhere(page).click()
  await press(questionOf(page), t('web.discard.no'))
  assert.equal(await merchant.inputValue(), 'Hotel X')
  await page.context().close()
})

test('Back is asked as often as it is pressed, and goes where it was to go', async () => {
  const page = await at('daiva', '/expenses/receipts', { language: 'en' })
  await elsewhere(page).click()
  await page.waitForURL(/\/$|desk/)
  const before = page.url()
  await page
    .getByRole('navigation', { name: t('web.duties') })
    .getByRole('link', { name: t('expenses.settings.nav') })
    .click()
  await page.waitForURL(/settings/)
  const day = page.getByLabel(t('expenses.settings.policy.dueDay'), { exact: true })
  await day.fill('7')
  const back = () => page.evaluate(() => history.back())
  await back()
  await questionOf(page).waitFor()
  await page.waitForURL(/settings/)
  await back()
  await page.waitForURL(/settings/)
  await press(questionOf(page), t('web.discard.no'))
  assert.equal(await day.inputValue(), '7')
  await back()
  await press(questionOf(page), t('web.discard.yes'))
  await page.waitForURL(before)
  await page.context().close()
})

test('an item that is typed on the board is asked about before a press elsewhere closes its form', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-10-01' })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  const add = page.getByRole('button', { name: t('expenses.expected.add') }).first()
  await add.click()
  const what = page.getByRole('textbox', { name: t('expenses.expected.what') })
  await what.fill('Hotel in Lyon')
  await page.locator('main h1').click()
  await press(questionOf(page), t('web.discard.no'))
  await questionOf(page).waitFor({ state: 'detached' })
  assert.equal(await what.inputValue(), 'Hotel in Lyon')
  await add.click()
  await press(questionOf(page), t('web.discard.yes'))
  await what.waitFor({ state: 'hidden' })
  await add.click()
  assert.equal(await what.inputValue(), '')
  await page.context().close()
})

test('the question lies above the popover that asks it, and going on is in its field again', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-09-01' })
  for (const width of [390, 1440]) {
    const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en', width })
    const add = page.getByRole('button', { name: t('expenses.expected.add') }).first()
    const what = page.getByRole('textbox', { name: t('expenses.expected.what') })
    const no = questionOf(page).getByRole('button', { name: t('web.discard.no') })
    await add.click()
    await what.fill('Hotel in Lyon')
    const acts = [
      () => what.press('Escape'),
      () => page.locator('main h1').click(),
      () => add.click(),
      () => press(page, t('web.close')),
    ]
    for (const act of acts) {
      await act()
      for (const name of [t('web.discard.no'), t('web.discard.yes')])
        assert.ok(await questionOf(page).getByRole('button', { name }).evaluate(isOnTop), `${name} at ${width}`)
      assert.equal(await questionOf(page).count(), 1)
      await no.click()
      await questionOf(page).waitFor({ state: 'detached' })
      await page.waitForTimeout(50)
      if (act !== acts.at(-1)) assert.ok(await what.evaluate(isFocused), `${acts.indexOf(act)} at ${width}`)
      assert.equal(await what.inputValue(), 'Hotel in Lyon')
    }
    await what.press('Escape')
    await press(questionOf(page), t('web.discard.yes'))
    await what.waitFor({ state: 'hidden' })
    assert.equal(await questionOf(page).count(), 0)
    await page.context().close()
  }
})

test('what is typed of a category is asked about before the category is taken out of use', async () => {
  const page = await at('daiva', '/expenses/settings?tab=categories', { language: 'en' })
  await page.locator('main tbody tr').first().getByRole('button').first().click()
  const dialog = page.getByRole('dialog')
  const name = dialog.getByRole('textbox', { name: t('expenses.settings.category.nameEn') })
  await name.fill('Ferry')
  await press(dialog, t('expenses.settings.category.close'))
  await press(questionOf(page), t('web.discard.no'))
  await questionOf(page).waitFor({ state: 'detached' })
  assert.equal(await name.inputValue(), 'Ferry')
  await press(dialog, t('expenses.settings.category.close'))
  await press(questionOf(page), t('web.discard.yes'))
  await dialog.waitFor({ state: 'hidden' })
  await page.context().close()
})

test('Cancel asks as closing does, and the question stands on keeping what was typed', async () => {
  const page = await at('daiva', '/expenses/settings?tab=categories', { language: 'en' })
  await press(page, t('expenses.settings.category.add'))
  const dialog = page.getByRole('dialog')
  const name = dialog.getByRole('textbox', { name: t('expenses.settings.category.nameEn') })
  await name.fill('Ferry')
  await press(dialog, t('web.cancel'))
  const keep = questionOf(page).getByRole('button', { name: t('web.discard.no') })
  await keep.waitFor()
  await page.waitForFunction((text) => document.activeElement?.textContent === text, t('web.discard.no'))
  assert.equal(await keep.evaluate(isFocused), true)
  await keep.press('Enter')
  await questionOf(page).waitFor({ state: 'detached' })
  assert.equal(await name.inputValue(), 'Ferry')
  await press(dialog, t('web.cancel'))
  await press(questionOf(page), t('web.discard.yes'))
  await dialog.waitFor({ state: 'hidden' })
  await page.context().close()
})
