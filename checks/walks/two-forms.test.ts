import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

const { server, at } = servedOffice()

test('two who change different fields of one record keep both, without a question', async () => {
  const { jonas } = server().people
  const [first, second] = await Promise.all([editing(`/office/people?member=${jonas.id}`), editing(`/office/people?member=${jonas.id}`)]) // biome-ignore format: two of the same
  await first.getByRole('textbox', { name: 'Name' }).fill('Jonas Ąžuolynas')
  await press(first, 'Save')
  await see(second, 'Jonas Ąžuolynas')
  await second.getByRole('textbox', { name: 'Phone' }).fill('+370 600 11111')
  await press(second, 'Save')
  await see(second, 'Saved.')
  const row = await server()
    .office.db.selectFrom('member')
    .selectAll()
    .where('id', '=', jonas.id)
    .executeTakeFirstOrThrow()
  assert.deepEqual([row.name, row.phone], ['Jonas Ąžuolynas', '+370 600 11111'])
})

test('what both changed is asked about, and only that', async () => {
  const [first, second] = await Promise.all([editing('/office/places'), editing('/office/places')])
  await first.getByRole('textbox', { name: 'Name of the office' }).fill('Gintaro vartai')
  await press(first, 'Save')
  await see(second, 'Gintaro vartai')
  await second.getByRole('textbox', { name: 'Name of the office' }).fill('Gintaro tiltas')
  await press(second, 'Save')
  const asked = second.getByRole('dialog').filter({ hasText: 'Gintaro vartai' })
  await asked.waitFor()
  assert.equal(await asked.getByRole('rowheader').count(), 1)
  await asked.getByText('Gintaro tiltas').click()
  await press(second, /^Save what is chosen/)
  await see(second, 'Saved.')
  const profile = await server().office.db.selectFrom('officeProfile').selectAll().executeTakeFirstOrThrow()
  assert.deepEqual([profile.name, profile.timeZone], ['Gintaro tiltas', 'Europe/Vilnius'])
})

async function editing(path: string): Promise<Page> {
  const page = await at('administrator', path, { language: 'en' })
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
  return page
}
