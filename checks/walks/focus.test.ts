import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newId } from '#core/ids.ts'
import type { GivenRight } from '#core/rights.ts'
import { monthSteps } from '../month-steps.ts'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

let departmentReportId: string
let askedId: string
const { server, pageOf } = servedOffice(async ({ office, people }) => {
  const steps = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  await steps.claim(people.jonas, 4_000)
  await steps.claim(people.ieva, 2_000)
  departmentReportId = (await steps.handOver(people.north)).departmentReportId
  await steps.sign(departmentReportId)
  const next = monthSteps(() => ({ office, people, month: '2026-04-01' }))
  await next.claim(people.jonas, 4_000)
  askedId = (await next.handOver(people.north)).departmentReportId
  await next.present(askedId)
  await next.by(people.vytautas).askQuery({ departmentReportId: askedId, memberId: people.jonas.id, body: 'What for?' })
})

type Person = 'administrator' | 'daiva' | 'lina' | 'vytautas'

/** At an address with a key for which each right was chosen: paying and signing want that. */
async function at(who: Person, path: string, look: { width?: number } = {}): Promise<Page> {
  const member = server().people[who]
  const page = await pageOf(member, look)
  const rights: GivenRight[] = [
    'expenses.see',
    'expenses.pay',
    'expenses.combine',
    'expenses.review',
    'expenses.prepare',
  ]
  if (who !== 'administrator') {
    await server().office.db.updateTable('apiKey').set({ rights }).where('memberId', '=', member.id).execute()
  }
  await page.goto(path)
  await page.locator('main h1').first().waitFor()
  return page
}

/** Once all is drawn, the focus is on something that is seen, and not on the page as a whole. */
async function focusStays(page: Page, what: string): Promise<void> {
  await page.waitForTimeout(1_200)
  const where = await page.evaluate(() => {
    const one = document.activeElement as HTMLElement | null
    return one && one !== document.body && one.checkVisibility() ? one.tagName : null
  })
  assert.notEqual(where, null, what)
}

test('the focus stays on the page after a payment is marked and taken back', async () => {
  const page = await at('lina', `/expenses/department-reports/${departmentReportId}/payouts`)
  const row = page.getByRole('row', { name: /Jonas/ })
  await row.getByRole('checkbox').click()
  await press(page, 'Note as paid')
  await press(page.getByRole('dialog'), 'Note as paid')
  await row.getByText('Lina Rugelė').waitFor()
  await focusStays(page, 'marked')
  await row.getByRole('checkbox').click()
  await press(page, 'Take the payment back')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('From the wrong account')
  await press(dialog, 'Take the payment back')
  await row.getByText('To pay').waitFor()
  await focusStays(page, 'taken back')
  await page.context().close()
})

test('the focus stays on the page after an answer is accepted and a correction proposed', async () => {
  const { people } = server()
  const asked = await server().office.db.selectFrom('expenseQuery').selectAll().executeTakeFirstOrThrow()
  await monthSteps(() => ({ office: server().office, people, month: '2026-04-01' }))
    .by(people.rasa)
    .answerQuery({ queryId: asked.id, body: 'The fair' })
  const page = await at('vytautas', `/expenses/department-reports/${askedId}?at=person:${people.jonas.id}`)
  await press(page, 'Accept the answer')
  await press(page.getByRole('alertdialog'), 'Accept the answer')
  await see(page.locator('section section, aside, section'), 'Settled')
  await focusStays(page, 'accepted')
  await page.context().close()

  const daiva = await at('daiva', `/expenses/department-reports/${departmentReportId}?at=person:${people.jonas.id}`)
  await press(daiva, 'Propose a correction')
  await daiva.getByLabel('Accept instead').fill('30')
  await daiva.getByLabel('Why').fill('Typed wrongly')
  await press(daiva, 'Propose a correction')
  await see(daiva, 'The senior manager decides on it.')
  await focusStays(daiva, 'proposed')
  await daiva.context().close()
})

test('the focus stays on the page after a draft is discarded and a form of settings is saved', async () => {
  const page = await at('daiva', '/expenses/procedure?tab=draft')
  await page.route(/changePolicy/, (route) =>
    route.fulfill({ headers: { 'x-request-id': 'one' }, json: { json: { version: 2 } } }),
  )
  const text = page.locator('textarea').first()
  await text.fill(`What changed ${newId()}`)
  await press(page, 'Discard the draft')
  await press(page.getByRole('alertdialog'), /discard/i)
  await focusStays(page, 'discarded')
  await page.goto('/expenses/settings')
  await page.getByLabel('No receipt needed up to').fill('3.33')
  await press(page, 'Save')
  await see(page, 'Saved.')
  await focusStays(page, 'saved')
  await page.context().close()
})

test('on a phone the focus goes into what is opened and back to what opened it', async () => {
  const page = await at('vytautas', `/expenses/department-reports/${departmentReportId}`, { width: 390 })
  const back = page.getByRole('button', { name: 'Back to the list' })
  const figure = page.locator('[role="gridcell"][data-opens]').first()
  await figure.focus()
  await page.keyboard.press('Enter')
  await back.waitFor()
  await focusStays(page, 'opened')
  await back.click()
  await back.waitFor({ state: 'detached' })
  await focusStays(page, 'closed')
  assert.equal(await figure.evaluate((one) => one === document.activeElement), true)
  await page.context().close()

  const list = await at('administrator', '/office/people', { width: 390 })
  await list.getByText('Jonas Ąžuolas').first().click()
  const close = list.getByRole('button', { name: 'Back to the list' })
  await close.waitFor()
  await focusStays(list, 'a person opened')
  await close.click()
  await close.waitFor({ state: 'detached' })
  await focusStays(list, 'a person closed')
  const row = await list.evaluate(() => document.activeElement?.closest('[role=row]')?.textContent)
  assert.match(row ?? '', /Jonas Ąžuolas/)
  await list.context().close()
})
