import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { monthSteps } from '../month-steps.ts'
import { see } from './act.ts'
import { servedOffice } from './served.ts'

let signedId: string
let reportId: string
let openId: string
const { server, at } = servedOffice(async ({ office, people }) => {
  const steps = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  reportId = await steps.claim(people.jonas, 4_000)
  await steps.claim(people.ieva, 2_000)
  signedId = (await steps.handOver(people.north)).departmentReportId
  await steps.sign(signedId)
  openId = await monthSteps(() => ({ office, people, month: '2026-04-01' })).claim(people.ieva, 3_000)
})

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

/** Time enough for what is done unasked to be done. */
const unasked = 1_500

/** All of it lies in the window. */
async function isInSight(one: Locator, what: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const ratio = await one.evaluate(
      (element) =>
        new Promise<number>((done) => {
          new IntersectionObserver(([entry], observer) => {
            observer.disconnect()
            done(entry!.intersectionRatio)
          }).observe(element)
        }),
    )
    if (ratio > 0.98) return
    await one.page().waitForTimeout(100)
  }
  assert.fail(`${what} is not in sight`)
}

/** As if another tab were chosen, or this one again. */
async function turn(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: now })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) {
    if (await holds()) return
    await new Promise((done) => setTimeout(done, 100))
  }
  assert.fail(what)
}

test('what became of a correction is seen once it was in sight of a page that is shown', async () => {
  const { people, office } = server()
  const { by } = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  const shown = () => by(people.daiva).departmentReport({ departmentReportId: signedId })
  for (const { lineId } of (await shown()).lines) {
    const proposed = { departmentReportId: signedId, lineId, nowCents: 1_000, reason: 'Counted again' }
    const { id } = await by(people.daiva).proposeCorrection(proposed)
    await by(people.vytautas).decideCorrection({ correctionId: id, agreed: false, why: 'The receipt says so' })
  }
  const unseen = async () => (await shown()).corrections.filter((one) => one.unseen).length
  const page = await at('daiva', '/expenses/reports', { language: 'en' })
  await page.setViewportSize({ width: 1280, height: 320 })
  await page.goto(`/expenses/department-reports/${signedId}`)
  const last = page.locator('li', { hasText: 'The receipt says so' }).last()
  await last.waitFor()
  await page.waitForTimeout(unasked)
  assert.equal(await unseen(), 2, 'nobody has scrolled there')
  await turn(page, 'hidden')
  await page.setViewportSize({ width: 1280, height: 900 })
  await last.scrollIntoViewIfNeeded()
  await page.waitForTimeout(unasked)
  assert.equal(await unseen(), 2, 'another tab is before him')
  await turn(page, 'visible')
  await until(async () => (await unseen()) === 0, 'all was in sight')
  await page.context().close()
})

test('of what less was accepted is seen once it was in sight', async () => {
  const { people, office } = server()
  const { by } = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  const { lines } = await by(people.rasa).report({ reportId })
  const proposed = { departmentReportId: signedId, lineId: lines[0]!.id, nowCents: 3_000, reason: 'Shared' }
  const { id } = await by(people.daiva).proposeCorrection(proposed)
  await by(people.vytautas).decideCorrection({ correctionId: id, agreed: true })
  const unseen = async () => (await by(people.jonas).report({ reportId })).unseen
  const page = await at('jonas', `/expenses/reports/${reportId}`, { width: 390, language: 'en' })
  const said = page.getByRole('list', { name: t('expenses.acceptedOtherwise.title') })
  await said.waitFor()
  await page.waitForTimeout(unasked)
  assert.equal(await unseen(), true, 'nobody has scrolled there')
  await said.scrollIntoViewIfNeeded()
  await until(async () => !(await unseen()), 'it was in sight')
  await page.context().close()
})

test('on a phone the line that is pressed, and a new one, come into sight with the focus in their form', async () => {
  const page = await at('rasa', `/expenses/reports/${openId}`, { width: 390, language: 'en' })
  const form = page.locator('form', { has: page.locator('[data-field="spentOn"]') })
  const isIn = () => form.evaluate((one) => one.contains(document.activeElement))
  const row = page.locator('tbody tr', { hasText: 'Parkomatas' }).getByRole('button')
  await row.tap()
  await isInSight(form.locator('h2'), 'the form of the line')
  assert.equal(await isIn(), true, 'the focus is in the form')
  await row.tap()
  await isInSight(form.locator('h2'), 'the form of the line that is in front already')
  await page.getByRole('button', { name: t('expenses.reportPage.lines.add') }).tap()
  await see(form.locator('h2'), t('expenses.reportPage.form.new'))
  await isInSight(form.locator('h2'), 'the form of a new line')
  assert.equal(await isIn(), true, 'the focus is in the form of a new line')
  await page.context().close()
})

test('an obstacle of the VAT leads into the field of a rate', async () => {
  const { people, office } = server()
  const { by } = monthSteps(() => ({ office, people, month: '2026-04-01' }))
  const [line] = (await by(people.rasa).report({ reportId: openId })).lines
  const vat = [{ rate: '21', netCents: 11_000, vatCents: 2_310 }]
  await by(people.rasa).changeLine({ lineId: line!.id, version: line!.version, vat })
  const page = await at('rasa', `/expenses/reports/${openId}`, { language: 'en' })
  await page.locator('aside button', { hasText: 'VAT' }).click()
  const rate = page.getByLabel(t('expenses.reportPage.vat.rate'), { exact: true })
  await until(() => rate.evaluate((one) => one === document.activeElement), 'the focus is in the rate')
  await page.context().close()
})

test('a refused line leaves its fields and its button in sight above the reason', async () => {
  const page = await at('rasa', `/expenses/reports/${openId}?new=1`, { language: 'en' })
  const add = page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.add')}`) })
  await add.click()
  const said = page.locator('form [role="alert"]', { hasText: t('expenses.report.blankLine') })
  await isInSight(said, 'the reason')
  await isInSight(add, 'the button')
  await isInSight(page.locator('[data-field="explanation"]'), 'the last field')
  assert.ok((await said.boundingBox())!.height < 60, 'the reason is as high as its words')
  await page.context().close()
})

test('on a phone a new line without a receipt begins with its fields', async () => {
  const page = await at('rasa', `/expenses/reports/${openId}?new=1`, { width: 390, language: 'en' })
  const form = page.locator('form', { has: page.locator('[data-field="spentOn"]') })
  await form.waitFor()
  assert.equal(await page.getByText(t('expenses.reportPage.picture.noneText')).isVisible(), false)
  await page.context().close()
})

test('on a phone a notice covers neither the button at the thumb nor the bar below it', async () => {
  const { people, office } = server()
  const { by } = monthSteps(() => ({ office, people, month: '2026-05-01' }))
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month: '2026-05-01' })
  for (const what of ['Hotel', 'Taxi']) await by(people.rasa).addExpected({ roundId, memberId: people.jonas.id, what })
  const page = await at('jonas', '/my', { width: 390, language: 'en' })
  for (const what of ['Hotel', 'Taxi'])
    await page
      .locator('li', { hasText: what })
      .getByRole('button', { name: t('expenses.myPage.missing.notNeeded'), exact: true })
      .click()
  const notices = page.locator('.mantine-Notification-root')
  await notices.nth(1).waitFor()
  await page.waitForTimeout(500)
  const button = await page.getByRole('button', { name: t('expenses.myPage.photograph') }).boundingBox()
  for (const notice of await notices.all()) {
    const box = (await notice.boundingBox())!
    assert.ok(box.y >= 0 && box.y + box.height <= button!.y, JSON.stringify({ box, button }))
  }
  await page.context().close()
})

for (const language of ['en', 'lt'] as const) {
  test(`nothing of the department reports is cut on a screen of 1440 (${language})`, async () => {
    const page = await at('daiva', '/expenses/department-reports', { width: 1440, language })
    await page.locator('[role="row"], tr').nth(1).waitFor()
    const cut = await page
      .locator('[role="table"], [role="grid"], table')
      .evaluateAll((tables) =>
        tables.flatMap((table) =>
          [...table.querySelectorAll<HTMLElement>('*')]
            .filter((one) => getComputedStyle(one).textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth)
            .map((one) => one.textContent),
        ),
      )
    assert.deepEqual(cut, [])
    await page.context().close()
  })
}
