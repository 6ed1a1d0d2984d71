import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { gone, isAnotherPress, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)
const lt = (key: string) => translate('lt', key, {})

const { server, at } = servedOffice()

test('a text that both wrote stands in its lines on either side, and says whether another saved it or oneself elsewhere', async () => {
  const { office, people } = server()
  const daiva = as(office, people.daiva).expenses
  const begun = await daiva.procedure({})
  let { version } = await daiva.draftProcedure({
    ...{ bodyEn: 'One.', bodyLt: 'Vienas.' },
    ...(begun.draft && { version: begun.draft.version }),
  })
  for (const [who, says, head] of [
    ['daiva', 'textOwn', 'elsewhere'],
    ['rasa', 'text', 'theirs'],
  ] as const) {
    const page = await at('daiva', '/expenses/procedure?tab=draft', { language: 'en' })
    const english = page.getByRole('textbox', { name: t('expenses.procedure.field.bodyEn') })
    await english.fill('Mine.\nIn two lines.')
    const theirs = { bodyEn: `${who}\nsaved this.`, bodyLt: 'Vienas.', version }
    version = (await as(office, people[who]).expenses.draftProcedure(theirs)).version
    await press(page, t('expenses.procedure.save'))
    const asked = page.getByRole('dialog')
    await see(asked, t(`web.conflict.${says}`, { who: people[who].name }))
    await asked.getByRole('columnheader', { name: t(`web.conflict.${head}`), exact: true }).waitFor()
    const sides = await asked.getByRole('cell').allInnerTexts()
    const lines = sides.map((side) => side.trim().split('\n'))
    assert.deepEqual(lines, [
      ['Mine.', 'In two lines.'],
      [who, 'saved this.'],
    ])
    await press(asked, t('web.cancel'))
    await press(page, t('web.draft.discard'))
    await press(page.getByRole('alertdialog'), t('web.discard.yes'))
    await page.context().close()
  }
})

test('one’s own change of what has no number, as the office itself, is known for one’s own', async () => {
  const { office, people } = server()
  const administrator = as(office, people.administrator).office
  const page = await at('administrator', '/office/places', { language: 'en' })
  await press(page, t('web.edit'))
  await page.getByRole('dialog').getByRole('textbox').first().fill('Gintaro vartai')
  await administrator.changeProfile({ version: (await administrator.profile({})).version, name: 'Gintaro tiltas' })
  await press(page, t('web.save'))
  await see(page.getByRole('dialog').last(), t('web.conflict.textOwn'))
  await page.context().close()
})

test('a budget that is refused moves no column, says what stands there by now, and is in sight on a phone', async () => {
  const { office, people } = server()
  const month = '2026-06-01'
  const other = as(office, people.administrator).expenses
  const [category] = (await other.categories({})).items
  const team = (await as(office, people.administrator).office.teams({})).items.find(({ id }) => id === people.north)!
  const setTo = (cents: number, was: number | null) =>
    other.setBudgets({ teamId: people.north, month, amounts: [{ categoryId: category!.id, cents, was }] })
  await setTo(10_000, null)
  let was = 10_000
  for (const width of [1440, 390]) {
    const page = await at('daiva', `/expenses/settings?tab=budgets&month=${month}`, { language: 'en', width })
    const field = page.getByRole('textbox', { name: `${category!.nameEn}, ${team.name}` })
    await field.scrollIntoViewIfNeeded()
    const cell = page.getByRole('cell').filter({ has: field })
    const before = (await cell.boundingBox())!
    await field.fill('5')
    await setTo(was + 60_000, was)
    await see(page, `€${(was + 60_000) / 100}.00`)
    await field.press('Enter')
    const said = cell.getByText(/stands here/)
    await said.waitFor()
    const after = (await cell.boundingBox())!
    assert.equal(Math.round(after.width), Math.round(before.width), `at ${width}`)
    const box = (await said.boundingBox())!
    assert.ok(box.x >= 0 && box.x + box.width <= width, `${box.x} to ${box.x + box.width} at ${width}`)
    await setTo(was + 80_000, was + 60_000)
    await see(cell, new RegExp(`${(was + 80_000) / 100}\\.00 stands here`))
    await isAnotherPress(page)
    await field.press('Enter')
    await gone(cell, /stands here/)
    was = 500
    const { items } = await other.budgets({ month })
    assert.deepEqual(
      items.map(({ cents }) => cents),
      [500],
    )
    await page.context().close()
  }
})

test('a category that is there already is refused in words that name what the dialog has', async () => {
  const page = await at('daiva', '/expenses/settings?tab=categories', { language: 'en' })
  await press(page, t('expenses.settings.category.add'))
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: t('expenses.settings.category.nameEn') }).fill('Taxi')
  await dialog.getByRole('textbox', { name: t('expenses.settings.category.nameLt') }).fill('Taksi')
  await press(dialog, t('web.save'))
  await see(dialog.getByRole('alert'), /another name/)
  await page.context().close()
})

test('the Lithuanian questions whether to take something back have two buttons that say which is which', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  await steps.by(people.vytautas).askQuery({ departmentReportId, memberId: people.jonas.id, body: 'Private?' })
  const path = `/expenses/department-reports/${departmentReportId}?at=person:${people.jonas.id}`
  const page = await at('vytautas', path, { language: 'lt' })
  await press(page, lt('expenses.review.withdraw'))
  const names = await page.getByRole('alertdialog').getByRole('button').allInnerTexts()
  assert.deepEqual(names, ['Neatsiimti', 'Atsiimti'])
  await page.context().close()
})
