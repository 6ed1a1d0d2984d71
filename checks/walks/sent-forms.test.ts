import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { gone, hasFocus, isAnotherPress, press, refusedLate, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

const discard = (page: Page) => page.getByRole('alertdialog', { name: t('web.discard.title') })
const unanswered = (page: Page) => page.getByRole('alertdialog', { name: t('web.unanswered.title') })
const link = (page: Page) =>
  page
    .getByRole('navigation', { name: t('web.duties') })
    .getByRole('link')
    .first()

/** Whether closing the tab or reading the page anew would be asked about. */
const asksToUnload = (page: Page) =>
  page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))

/** A new category typed in its dialog, over the settings that were reached from the desk. */
async function typedCategory() {
  const page = await at('daiva', '/', { language: 'en' })
  const duties = page.getByRole('navigation', { name: t('web.duties') })
  await duties.getByRole('link', { name: t('expenses.settings.nav') }).click()
  await page.getByText(t('expenses.settings.tab.categories'), { exact: true }).click()
  await press(page, t('expenses.settings.category.add'))
  const dialog = page.getByRole('dialog')
  const name = dialog.getByRole('textbox', { name: t('expenses.settings.category.nameEn') })
  await name.fill('Ferry')
  await dialog.getByRole('textbox', { name: t('expenses.settings.category.nameLt') }).fill('Keltas')
  return { page, dialog, name }
}

test('what is pressed while a form is sent does not let it forget what is typed', async () => {
  const presses = [
    (page: Page) =>
      page
        .getByRole('dialog')
        .getByRole('button', { name: t('web.save') })
        .click({ force: true }),
    (page: Page) => page.keyboard.press('x'),
  ]
  for (const again of presses) {
    const { page, dialog, name } = await typedCategory()
    const { asked, go } = await refusedLate(page, 'addCategory')
    await press(dialog, t('web.save'))
    await asked
    await see(page.getByRole('status'), t('web.sending'))
    await again(page)
    go()
    await see(dialog.getByRole('alert'), 'Not like this.')
    assert.ok(await asksToUnload(page))
    await page.keyboard.press('Escape')
    await press(discard(page), t('web.discard.no'))
    await page.evaluate(() => history.back())
    await press(discard(page), t('web.discard.no'))
    assert.equal(await name.inputValue(), 'Ferry')
    await page.context().close()
  }
})

test('who leaves the page while a form is sent is asked, and a refusal finds what was typed', async () => {
  const { page, dialog, name } = await typedCategory()
  const { asked, go } = await refusedLate(page, 'addCategory')
  const away = [
    () => page.evaluate(() => history.back()),
    () => link(page).evaluate((one: HTMLAnchorElement) => one.click()),
  ]
  await press(dialog, t('web.save'))
  await asked
  for (const leave of away) {
    await leave()
    await see(unanswered(page), t('web.unanswered.text'))
    await press(unanswered(page), t('web.unanswered.no'))
    await unanswered(page).waitFor({ state: 'detached' })
  }
  assert.ok(await asksToUnload(page))
  await away[0]!()
  await see(unanswered(page), t('web.unanswered.text'))
  go()
  await gone(page, t('web.unanswered.text'))
  await see(dialog.getByRole('alert'), 'Not like this.')
  assert.equal(await name.inputValue(), 'Ferry')
  assert.match(page.url(), /settings/)
  await isAnotherPress(page)
  await page.unroute(/\/addCategory/)
  const hangs = await slow(page, 'expenses/addCategory')
  await press(dialog, t('web.save'))
  await hangs.asked
  await away[0]!()
  await press(unanswered(page), t('web.unanswered.yes'))
  await dialog.waitFor({ state: 'detached' })
  await page.waitForURL((url) => !/settings/.test(url.pathname))
  await page.context().close()
})

test('a form that is sent and goes on to another page by itself is not asked about', async () => {
  const page = await at('rasa', `/expenses/rounds?open=${server().people.north}`, { language: 'en' })
  await press(page.getByRole('dialog'), t('expenses.open.yes'))
  await page.waitForURL(/rounds\/./)
  assert.equal(await page.getByRole('alertdialog').count(), 0)
  assert.ok(!(await asksToUnload(page)))
  await page.context().close()
})

test('an item that is being sent from the board is asked about before a press elsewhere closes its form', async () => {
  const { office, people } = server()
  const { id: roundId } = await as(office, people.rasa).expenses.openRound({
    teamId: people.north,
    month: '2026-10-01',
  })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  await page
    .getByRole('button', { name: t('expenses.expected.add') })
    .first()
    .click()
  const what = page.getByRole('textbox', { name: t('expenses.expected.what') })
  const { asked, go } = await refusedLate(page, 'addExpected')
  await what.fill('Hotel in Lyon')
  await what.press('Enter')
  await asked
  await page.locator('main h1').click()
  await press(unanswered(page), t('web.unanswered.no'))
  await unanswered(page).waitFor({ state: 'detached' })
  go()
  await see(page.locator('form', { has: what }), 'Not like this.')
  assert.equal(await what.inputValue(), 'Hotel in Lyon')
  await page.context().close()
})

test('the forms of places and of the office ask before they close without their answer', async () => {
  const page = await at('administrator', '/office/places', { language: 'en' })
  const dialog = page.getByRole('dialog')
  const cases = [
    [t('office.places.addBranch'), 'addBranch'],
    [t('office.places.addDepartment'), 'addDepartment'],
    [t('office.places.addTeam'), 'addTeam'],
    [t('web.edit'), 'changeProfile'],
  ] as const
  for (const [open, operation] of cases) {
    const { asked, go } = await refusedLate(page, operation)
    await page.getByRole('button', { name: open, exact: true }).first().click()
    await dialog.getByRole('textbox').first().fill('Klaipėda')
    for (const list of await dialog.getByRole('combobox').all()) {
      if ((await list.inputValue()) !== '') continue
      await list.click()
      await page.getByRole('option').first().click()
    }
    await press(dialog, t('web.save'))
    await asked
    await page.keyboard.press('Escape')
    await press(unanswered(page), t('web.unanswered.no'))
    await unanswered(page).waitFor({ state: 'detached' })
    go()
    await see(dialog.getByRole('alert'), 'Not like this.')
    assert.equal(await dialog.getByRole('textbox').first().inputValue(), 'Klaipėda')
    await isAnotherPress(page)
    await page.keyboard.press('Escape')
    await press(discard(page), t('web.discard.yes'))
    await dialog.waitFor({ state: 'detached' })
  }
  await page.context().close()
})

test('what is chosen between two edits is sent as the form is: held, answered for, and kept where it is refused', async () => {
  const { office, people } = server()
  const daiva = as(office, people.daiva).expenses
  const taxi = (await daiva.categories({})).items.find((one) => one.code === 'taxi')!
  const page = await at('daiva', '/expenses/settings?tab=categories', { language: 'en' })
  await press(page, taxi.nameEn)
  const dialog = page.getByRole('dialog').filter({ has: page.locator('form') })
  const account = dialog.getByLabel(t('expenses.settings.category.account'))
  await account.fill('6311')
  await daiva.changeCategory({ categoryId: taxi.id, version: taxi.version, account: '6400' })
  await press(dialog, t('web.save'))
  const { asked, go } = await refusedLate(page, 'changeCategory')
  await press(page, t('web.conflict.keep'))
  await asked
  await dialog.locator('form[aria-busy]').waitFor()
  await page.waitForTimeout(400)
  assert.ok(await hasFocus(dialog.locator('[type="submit"]')))
  await account.focus()
  await page.keyboard.type('9')
  assert.equal(await account.inputValue(), '6311')
  await page.keyboard.press('Escape')
  await press(unanswered(page), t('web.unanswered.no'))
  await unanswered(page).waitFor({ state: 'detached' })
  go()
  await see(dialog.getByRole('alert'), 'Not like this.')
  await page.keyboard.press('Escape')
  await press(discard(page), t('web.discard.no'))
  assert.equal(await account.inputValue(), '6311')
  await page.context().close()
})

test('what nobody else has touched is sent anew as the form is', async () => {
  const { office, people } = server()
  const { office: administrator } = as(office, people.administrator)
  const page = await at('administrator', '/office/places', { language: 'en' })
  await press(page, t('web.edit'))
  const dialog = page.getByRole('dialog')
  const name = dialog.getByRole('textbox').first()
  await name.fill('Gintaro vartai')
  const { version } = await administrator.profile({})
  await administrator.changeProfile({ version, timeZone: 'Europe/Riga' })
  const sent: string[] = []
  const gate = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  await page.route('**/rpc/office/changeProfile', async (route) => {
    sent.push(route.request().postData() ?? '')
    if (sent.length === 2) {
      second.resolve()
      await gate.promise
    }
    await route.continue()
  })
  await press(dialog, t('web.save'))
  await second.promise
  await dialog.locator('form[aria-busy]').waitFor()
  await name.focus()
  await page.keyboard.type('9')
  assert.equal(await name.inputValue(), 'Gintaro vartai')
  gate.resolve()
  await dialog.waitFor({ state: 'detached' })
  const now = await administrator.profile({})
  assert.deepEqual([now.name, now.timeZone], ['Gintaro vartai', 'Europe/Riga'])
  await page.context().close()
})
