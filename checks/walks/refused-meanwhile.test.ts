import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

test('a draft of the procedure that another has changed is published as it stands before one’s eyes', async () => {
  const { office, people } = server()
  const daiva = as(office, people.daiva).expenses
  const before = await daiva.procedure({})
  const first = { bodyEn: 'Hand in by the fifth.', bodyLt: 'Atiduokite iki penktos.' }
  const draft = await daiva.draftProcedure({ ...first, ...(before.draft && { version: before.draft.version }) })
  const page = await at('daiva', '/expenses/procedure?tab=draft', { language: 'en' })
  const english = page.getByRole('textbox', { name: t('expenses.procedure.field.bodyEn') })
  await page.getByRole('button', { name: t('expenses.procedure.publish'), exact: true }).waitFor()
  await as(office, people.rasa).expenses.draftProcedure({ ...first, bodyEn: 'By the sixth.', version: draft.version })
  await page.waitForFunction(
    (text) => [...document.querySelectorAll('textarea')].some(({ value }) => value === text),
    'By the sixth.',
  )
  assert.equal(await english.inputValue(), 'By the sixth.')
  await press(page, t('expenses.procedure.publish'))
  await press(page.getByRole('alertdialog'), t('expenses.procedure.publish'))
  await see(page, t('expenses.procedure.published', { number: (before.current?.number ?? 0) + 1 }))
  assert.equal((await daiva.procedure({})).current?.bodyEn, 'By the sixth.')
  await page.context().close()
})
