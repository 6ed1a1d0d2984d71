import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { monthSteps } from '../month-steps.ts'
import { deaf, gone, hasFocus, isAnotherPress, press, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

/** A presented month with a line of each of two people, before the senior manager. */
async function presented(month: string) {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month }))
  const reportId = await steps.claim(people.jonas, 4_000)
  await steps.claim(people.ieva, 5_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  const { lines } = await steps.by(people.vytautas).departmentReport({ departmentReportId })
  const page = await at('vytautas', `/expenses/department-reports/${departmentReportId}?at=all`, { language: 'en' })
  const head = (memberId: string) => page.locator(`#line-${lines.find((line) => line.memberId === memberId)!.lineId}`)
  /** Presents a second version, in which the first line is another. */
  const presentAgain = async (amountCents: number) => {
    const lineId = lines.find(({ memberId }) => memberId === people.jonas.id)!.lineId
    const about = { departmentReportId, memberId: people.jonas.id, lineId, body: 'So much?' }
    const { id: queryId } = await steps.by(people.vytautas).askQuery(about)
    const { version } = (await steps.by(people.rasa).report({ reportId })).lines[0]!
    await steps.by(people.rasa).changeLine({ lineId, version, amountCents })
    await steps.by(people.rasa).answerQuery({ queryId, body: 'A slip, mended.' })
  }
  const report = () => steps.by(people.vytautas).departmentReport({ departmentReportId })
  return { steps, people, page, departmentReportId, report, presentAgain, jonas: head(people.jonas.id), ieva: head(people.ieva.id) } // biome-ignore format: one row
}

const reasonIn = (page: Page) => page.getByRole('textbox', { name: t('expenses.review.whyRefuse') })
const question = (page: Page) => page.getByRole('alertdialog', { name: t('web.discard.title') })

test('a reason that is typed is asked about before any act on the page closes its form', async () => {
  const { page, jonas, ieva } = await presented('2026-02-01')
  await jonas.click()
  await press(page, t('expenses.review.refuse'))
  await page.keyboard.type('Not ours')
  const acts = [
    () => jonas.click(),
    () => ieva.click(),
    async () => {
      await ieva.focus()
      await page.keyboard.press('o')
      await page.waitForTimeout(350)
    },
  ]
  for (const act of acts) {
    await act()
    await press(question(page), t('web.discard.no'))
    assert.equal(await reasonIn(page).inputValue(), 'Not ours')
  }
  await ieva.click()
  await press(question(page), t('web.discard.yes'))
  await page.waitForFunction(
    (id) => document.getElementById(id)?.ariaExpanded === 'true',
    (await ieva.getAttribute('id'))!,
  )
  assert.equal(await reasonIn(page).count(), 0)
  await page.context().close()
})

test('beside a form that is open all figures are of the newest version, which is what is ticked; the form stays and says so', async () => {
  const { page, jonas, presentAgain, report } = await presented('2026-03-01')
  await jonas.click()
  await press(page, t('expenses.review.refuse'))
  await page.keyboard.type('Not ')
  await presentAgain(1_000)
  await see(page.locator('form'), t('expenses.review.versionSince', { version: 2 }))
  await see(jonas, '€10.00')
  await see(page.locator('header'), '€60.00')
  await page.keyboard.type('ours')
  await press(page, t('expenses.review.tickAll'))
  await page.getByRole('button', { name: t('expenses.review.untick') }).waitFor()
  assert.equal((await report()).tickedLines, 2)
  assert.equal(await reasonIn(page).inputValue(), 'Not ours')

  // Refused once for what was presented meanwhile; what is shown then is decided on.
  const refuse = page.locator('form').getByRole('button', { name: t('expenses.review.refuse') })
  await refuse.click()
  await see(page.locator('form'), t('expenses.review.newerVersion', { version: 2 }))
  assert.equal(await reasonIn(page).inputValue(), 'Not ours')
  await refuse.click()
  await press(page, t('expenses.review.takeRefusalBack'))
  await page.context().close()
})

test('after a refusal the focus is on its line, and what is typed on while it is sent stays', async () => {
  const { page, jonas, ieva, report, people } = await presented('2026-04-01')
  const first = (await jonas.evaluate((one) => one.closest('li')?.previousElementSibling === null)) ? jonas : ieva
  const second = first === jonas ? ieva : jonas
  await first.click()
  await press(page, t('expenses.review.refuse'))
  await page.keyboard.type('Not ours')
  const refusing = await slow(page, 'expenses/refuseLine')
  await page.keyboard.press('Control+Enter')
  await refusing.asked
  await page.keyboard.type(', but his')
  refusing.go()
  await see(first, t('expenses.review.marks.refused'))
  assert.equal(await reasonIn(page).inputValue(), 'Not ours, but his')
  await page.keyboard.press('Control+Enter')
  await reasonIn(page).waitFor({ state: 'detached' })
  await page.waitForTimeout(700)
  assert.equal(await hasFocus(first), true)
  await page.keyboard.press('j')
  assert.equal(await hasFocus(second), true)
  const whys = (await report()).lines.map(({ refusedWhy }) => refusedWhy)
  assert.deepEqual(whys.filter(Boolean), ['Not ours, but his'])
  assert.ok(people)
  await page.context().close()
})

test('a query that is settled while one asks further says so, and is not withdrawn; what is typed on while it is sent stays', async () => {
  const { page, steps, people, departmentReportId, report } = await presented('2026-05-01')
  const about = { departmentReportId, memberId: people.jonas.id, body: 'Private?' }
  const { id: queryId } = await steps.by(people.vytautas).askQuery(about)
  const further = page.getByRole('textbox', { name: t('expenses.review.askFurther') })
  await further.click()
  await page.keyboard.type('And the rest?')
  const asking = await slow(page, 'expenses/askAgain')
  await page.keyboard.press('Control+Enter')
  await asking.asked
  await page.keyboard.type(' And the taxi?')
  asking.go()
  await see(page.getByRole('listitem'), 'And the rest?')
  assert.equal(await further.inputValue(), 'And the taxi?')
  await isAnotherPress(page)
  await page.keyboard.press('Control+Enter')
  await see(page.getByRole('listitem'), 'And the taxi?')
  await page.keyboard.type('And')
  const { queries } = await report()
  await steps.by(people.vytautas).settleQuery({ queryId, version: queries[0]!.version })
  await see(page, t('expenses.review.queryOver'))
  assert.equal(await page.getByRole('button', { name: t('expenses.review.withdraw'), exact: true }).count(), 0)
  await press(page, t('web.draft.discard'))
  await press(page.getByRole('alertdialog'), t('web.discard.yes'))
  await gone(page, t('expenses.review.queryOver'))
  await page.context().close()
})

test('of a page that hears nothing a version presented after a withdrawal is not decided on before it is shown', async () => {
  const { page, steps, people, jonas, departmentReportId, report } = await presented('2026-06-01')
  await deaf(page)
  await jonas.click()
  await press(page, t('expenses.review.refuse'))
  await page.keyboard.type('Not ours')
  const combiner = steps.by(people.daiva)
  await combiner.withdrawPresentation({ departmentReportId, why: 'A page was missing' })
  const send = page.locator('form').getByRole('button', { name: t('expenses.review.refuse') })
  await send.click()
  await see(page.locator('form'), t('expenses.review.withdrawn', { version: 1 }))
  assert.equal(await page.getByText(t('expenses.review.withdrawnSince')).count(), 0, 'it is said once')
  await steps.claim(people.tomasz, 4_700)
  await steps.handOver(people.south)
  await steps.present(departmentReportId)
  await send.click()
  await see(page.locator('form'), t('expenses.review.newerVersion', { version: 2 }))
  assert.equal((await report()).lines.filter(({ refusedWhy }) => refusedWhy).length, 0)
  assert.equal(await page.getByText(t('expenses.review.versionSince', { version: 2 })).count(), 0, 'it is said once')
  assert.equal(await reasonIn(page).inputValue(), 'Not ours')
  await send.click()
  await press(page, t('expenses.review.takeRefusalBack'))
  await page.context().close()
})
