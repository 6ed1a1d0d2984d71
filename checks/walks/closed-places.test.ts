import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { hasFocus, isAnotherPress, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const { server, at } = servedOffice()

const t = (language: 'en' | 'lt', key: string, params: Record<string, string | number> = {}) =>
  translate(language, key, params)

const admin = () => as(server().office, server().people.administrator).office

/** Who prepares its expenses, from the first of the month, as the chart's months begin. */
async function newTeam(name: string) {
  const { vilnius: branchId, sales: departmentId, milda } = server().people
  const { id: teamId } = await admin().addTeam({ name, branchId, departmentId })
  const { today } = await admin().chart({})
  const days = { fromDay: today.replace(/\d\d$/, '01'), toDay: null }
  const duty = await admin().assign({ role: 'expenses.prepare', memberId: milda.id, placeId: teamId, ...days })
  return { teamId, duty, today }
}

for (const { language, width } of [
  { language: 'en', width: 1440 },
  { language: 'lt', width: 390 },
] as const) {
  test(`all reasons of a refusal can be read in its notice, under its title, until it is closed (${language}, ${width})`, async () => {
    const { office, people } = server()
    const { teamId } = await newTeam(`Reed ${language}`)
    const numbers: string[] = []
    for (let month = 1; month <= 12; month++) {
      const of = { teamId, month: `2025-${String(month).padStart(2, '0')}-01` }
      numbers.push((await as(office, people.milda).expenses.openRound(of)).number)
    }
    const page = await at('administrator', '/office/places', { language, width })
    // By keyboard, also where the notice covers it.
    const close = async () => {
      await isAnotherPress(page)
      await page
        .getByRole('button', { name: t(language, 'office.places.menu', { name: `Reed ${language}` }) })
        .press('Enter')
      await isAnotherPress(page)
      await page.getByRole('menuitem', { name: t(language, 'office.places.close') }).press('Enter')
    }
    await close()
    const notice = page.getByRole('alert').filter({ hasText: numbers[0]! })
    const [title, last] = [notice.getByText(t(language, 'web.trouble.refused')), notice.getByText(numbers.at(-1)!)]
    await notice.waitFor()
    await page.waitForTimeout(400)
    assert.equal(await notice.getByRole('listitem').count(), 13)
    assert.ok(await isWhole(title))
    const list = notice.locator('[tabindex="0"]')
    await list.focus()
    await page.keyboard.press('End')
    await page.waitForTimeout(500)
    assert.deepEqual([await isWhole(title), await isWhole(last)], [true, true])
    // A dialog that is opened meanwhile does not keep it from scrolling.
    await page
      .getByRole('button', { name: t(language, 'web.edit'), exact: true })
      .first()
      .press('Enter')
    await page.getByRole('dialog').waitFor()
    await list.evaluate((element) => element.scrollTo(0, 0))
    await list.hover()
    await page.mouse.wheel(0, 2_000)
    await page.waitForTimeout(500)
    assert.ok(await isWhole(last))
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t(language, 'web.cancel'), exact: true })
      .press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    // Refused once more it says so once.
    await page.mouse.move(1, 1)
    await close()
    await page.waitForTimeout(13_000)
    assert.equal(await notice.count(), 1)
    await notice.getByRole('button', { name: t(language, 'web.close') }).click()
    await notice.waitFor({ state: 'detached' })
    await page.context().close()
  })
}

/** Whether nothing around it, nor the window, cuts anything of it off. */
function isWhole(part: Locator): Promise<boolean> {
  return part.evaluate((element) => {
    const own = element.getBoundingClientRect()
    let [top, bottom] = [0, window.innerHeight]
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowY === 'visible') continue
      const box = around.getBoundingClientRect()
      ;[top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)]
    }
    return own.top >= top - 1 && own.bottom <= bottom + 1
  })
}

for (const width of [1440, 390])
  test(`a closed team is marked on the chart, and nothing is offered that cannot be there (${width})`, async () => {
    const name = `Sedge ${width}`
    const { teamId, duty, today } = await newTeam(name)
    const { id: assignmentId, version } = duty
    await admin().endAssignment({ assignmentId, version, lastDay: today })
    await admin().closeTeam({ teamId })
    const page = await at('administrator', `/office/chart?place=${teamId}`, { language: 'en', width })
    await see(page, t('en', 'office.places.isClosed'))
    assert.equal(await page.getByRole('button', { name: t('en', 'office.chart.addFor', { place: name }) }).count(), 0)
    const bar = page.getByRole('button', { name: new RegExp(server().people.milda.name) })
    if (width > 760) {
      await bar.focus()
      await page.keyboard.press('ArrowRight')
      assert.equal(await page.locator('output', { hasText: t('en', 'office.chart.keepHint') }).count(), 0)
      const track = page.locator('main section').filter({ has: bar })
      await track
        .locator('div')
        .filter({ has: bar })
        .last()
        .click({ position: { x: 2, y: 2 }, force: true })
      assert.equal(await page.getByRole('dialog').count(), 0)
    }
    await bar.click()
    const dialog = page.getByRole('dialog')
    await see(dialog, t('en', 'office.chart.closed'))
    assert.ok(await dialog.getByRole('combobox', { name: t('en', 'office.field.memberId') }).isDisabled())
    assert.equal(await dialog.getByRole('button', { name: t('en', 'office.chart.arrangeCover') }).count(), 0)
    const until = dialog.getByRole('textbox', { name: t('en', 'office.field.toDay') })
    await until.fill('2050-01-01')
    await press(dialog, t('en', 'web.save'))
    await see(dialog, t('en', 'office.placeIsClosed', { place: name }))
    await page.context().close()
  })

const forms = [
  { path: '/office/people?member=', operation: 'office/member', button: 'web.edit', field: 'office.field.phone' },
  { path: '/office/places', operation: 'office/profile', button: 'web.edit', field: 'office.field.officeName' },
]
for (const { path, operation, button, field } of forms)
  test(`what is typed in a form over ${operation} stays while that cannot be read anew`, async () => {
    const { office, people } = server()
    const page = await at('administrator', path.endsWith('=') ? path + people.jonas.id : path, { language: 'en' })
    await page
      .getByRole('button', { name: t('en', button), exact: true })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    const input = dialog.getByRole('textbox', { name: t('en', field), exact: true })
    await input.fill('+370 612 34567')
    for (const status of [503, 401]) {
      const asked = Promise.withResolvers<void>()
      await page.route(new RegExp(`/rpc/${operation}$`), async (route) => {
        const data = { says: 'core.notSignedIn', params: {}, reasons: [] }
        const json = { json: { defined: false, code: 'UNAUTHORIZED', status, message: 'No.', data } }
        await route.fulfill({ status, headers: { 'x-request-id': 'one' }, json })
        asked.resolve()
      })
      // Somebody changes something of the office, so that the page reads anew.
      const { id: memberId } = people.ieva
      const { version } = await as(office, people.administrator).office.member({ memberId })
      await as(office, people.administrator).office.changeMember({ memberId, version, phone: `+370 5 ${status}` })
      await asked.promise
      await page.waitForTimeout(500)
      assert.equal(await input.inputValue(), '+370 612 34567')
      await page.unroute(new RegExp(`/rpc/${operation}$`))
    }
    assert.ok(await hasFocus(dialog))
    await page.context().close()
  })
