import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { gone, hasFocus, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

test('a duty that another has passed on meanwhile stays his when only its last day is set', async () => {
  const { page, line, chart, now, passTo } = await openLine()
  const { milda } = server().people
  await passTo(milda)
  await page.getByRole('textbox', { name: 'Last day' }).fill('2031-05-05')
  await press(page, 'Save')
  await see(page, 'Saved.')
  assert.deepEqual(await now(), [milda.id, line.fromDay, '2031-05-05'])
  await page.context().close()

  const other = await openLine()
  await chart.changeAssignment({ assignmentId: other.line.id, version: other.line.version, toDay: '2032-01-01' })
  await other.page.getByRole('textbox', { name: 'Last day' }).fill('2031-06-06')
  await press(other.page, 'Save')
  const asked = other.page.getByRole('dialog').filter({ hasText: '6 Jun 2031' })
  await asked.getByText('1 Jan 2032').waitFor()
  assert.equal(await asked.getByRole('rowheader').count(), 1)
  await press(other.page, 'Cancel')
  await other.page.context().close()
  const { id: assignmentId, version } = other.line
  await chart.endAssignment({ assignmentId, version: version + 1, lastDay: other.line.fromDay })
})

test('a duty in which nothing is changed is not said to be saved', async () => {
  const { page } = await openLine('2025-08-01', '2025-08-31')
  await press(page, 'Save')
  await see(page.getByRole('dialog'), t('web.form.unchanged'))
  assert.equal(await page.getByText('Saved.').count(), 0)
  await page.context().close()
})

test('a duty that is another’s by now is ended, taken back or covered only when that is asked', async () => {
  const { page, line, now, passTo } = await openLine('2026-06-01')
  const { milda, rasa, paulius } = server().people
  await passTo(paulius)
  const end = t('office.chart.endToday')
  await press(page.getByRole('dialog'), end)
  await press(page.getByRole('alertdialog', { name: t('office.chart.endTitle', { name: rasa.name }) }), end)
  const again = page.getByRole('alertdialog', { name: t('office.chart.endTitle', { name: paulius.name }) })
  await again.getByText(new RegExp(`now ${paulius.name} has this duty`)).waitFor()
  assert.equal((await now())[2], line.toDay)
  let calls = 0
  await page.route('**/rpc/office/endAssignment', async (route) => {
    calls++
    await new Promise((resolve) => setTimeout(resolve, 1200))
    await route.continue()
  })
  await press(again, end)
  await page.getByRole('dialog').getByRole('button', { name: end }).and(page.locator('[data-loading]')).waitFor()
  await see(page, t('office.chart.ended'))
  assert.equal(calls, 1)
  assert.equal((await now())[0], paulius.id)
  await page.context().close()

  const [coming, covered] = [await openLine('2031-07-01', '2031-07-31'), await openLine('2031-08-01')]
  await coming.passTo(milda, '2031-07-15')
  const back = t('office.chart.remove')
  await press(coming.page.getByRole('dialog'), back)
  await press(coming.page.getByRole('alertdialog'), back)
  const removal = coming.page.getByRole('alertdialog', { name: t('office.chart.removeTitle', { name: milda.name }) })
  await removal.getByText('15 Jul 2031').waitFor()
  await press(removal, 'Cancel')
  assert.deepEqual(await coming.now(), [milda.id, '2031-07-15', '2031-07-31'])
  await coming.page.context().close()

  await press(covered.page.getByRole('dialog'), t('office.chart.arrangeCover'))
  await covered.passTo(milda)
  await covered.page.getByRole('combobox', { name: t('office.chart.standIn') }).fill(paulius.name)
  await covered.page.getByRole('option').first().click()
  await press(covered.page.getByRole('dialog'), t('office.chart.arrangeCover'))
  const form = covered.page.getByRole('dialog', { name: t('office.chart.coverTitle', { name: milda.name }) })
  await form.getByText(new RegExp(`now ${milda.name} has this duty`)).waitFor()
  await press(form, t('office.chart.arrangeCover'))
  await see(covered.page, t('office.chart.coverDone'))
  await covered.page.context().close()
})

test('the focus stays in the dialog of a duty when the question that is asked again is closed, and when Undo is pressed over it', async () => {
  const { page, line, chart, passTo } = await openLine('2033-07-01', '2033-07-20')
  const { paulius, rasa } = server().people
  await passTo(paulius)
  const dialog = page.getByRole('dialog')
  const ends = t('office.chart.remove')
  await press(dialog, ends)
  await press(page.getByRole('alertdialog'), ends)
  await page
    .getByRole('alertdialog')
    .getByText(new RegExp(`now ${paulius.name} has this duty`))
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
  await page.waitForTimeout(900)
  assert.ok(await hasFocus(dialog.getByRole('button', { name: ends })))
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })

  const bar = page.getByRole('button', { name: new RegExp(`^${paulius.name}`) }).last()
  await bar.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await see(page, 'Saved.')
  await bar.click()
  await dialog.waitFor()
  await dialog.getByRole('textbox', { name: 'Last day' }).focus()
  await press(page, t('web.undo'))
  await gone(page, 'Saved.')
  await page.waitForTimeout(900)
  assert.ok(await hasFocus(dialog))
  await page.context().close()
  const now = (await chart.chart({ from: '2033-07-01', to: '2033-07-28' })).rows
    .flatMap((row) => row.lines)
    .find(({ id }) => id === line.id)!
  assert.equal(now.toDay, line.toDay)
  assert.notEqual(now.memberId, rasa.id)
})

test('days that are typed are asked about before a cover is arranged instead', async () => {
  const { page, line, now } = await openLine('2034-07-01')
  const dialog = page.getByRole('dialog', { name: new RegExp(server().people.rasa.name) })
  const last = dialog.getByRole('textbox', { name: 'Last day' })
  await last.fill('2034-09-05')
  await press(dialog, t('office.chart.arrangeCover'))
  await press(page.getByRole('alertdialog'), t('web.discard.no'))
  await press(dialog, 'Save')
  await see(page, 'Saved.')
  assert.deepEqual(await now(), [line.memberId, line.fromDay, '2034-09-05'])
  await page.context().close()
})

/** A duty of Rasa’s for a team that has her only then, open in the administrator's chart. */
async function openLine(fromDay = '2026-05-01', toDay: string | null = null) {
  const { office, people } = server()
  const { office: chart } = as(office, people.administrator)
  const given = { role: 'expenses.prepare', memberId: people.rasa.id, placeId: people.south } as const
  const line = await chart.assign({ ...given, fromDay, toDay })
  const month = line.fromDay.slice(0, 7)
  const page = await at('administrator', `/office/chart?month=${month}&place=${people.south}`, { language: 'en' })
  await page
    .getByRole('button', { name: new RegExp(`^${people.rasa.name}`) })
    .last()
    .click()
  await page.getByRole('dialog', { name: new RegExp(people.rasa.name) }).waitFor()
  const now = async () => {
    const from = { from: `${month}-01`, to: `${month}-28` }
    const lines = (await chart.chart(from)).rows.flatMap((row) => row.lines)
    const { memberId, fromDay, toDay } = lines.find(({ id }) => id === line.id)!
    return [memberId, fromDay, toDay]
  }
  const passTo = (member: { id: string }, from = line.fromDay) =>
    chart.changeAssignment({ assignmentId: line.id, version: line.version, memberId: member.id, fromDay: from })
  return { page, line, chart, now, passTo }
}
