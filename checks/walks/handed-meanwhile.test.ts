import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { monthSteps } from '../month-steps.ts'
import { deaf, isAnotherPress, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

test('a team report that has other people in it than stand on the page is handed over only once they are seen', async () => {
  const { office, people } = server()
  const month = '2026-06-01'
  const steps = monthSteps(() => ({ office, people, month }))
  const rasa = steps.by(people.rasa)
  await steps.claim(people.jonas, 5_000)
  const reportId = await steps.claim(people.ieva, 1_000)
  const { id: teamReportId } = await rasa.makeTeamReport({ teamId: people.north, month })
  const page = await deaf(await at('rasa', `/expenses/team-reports/${teamReportId}`, { language: 'en' }))
  const ievas = page.getByRole('checkbox', { name: t('expenses.review.include', { name: people.ieva.name }) })
  await ievas.waitFor()
  assert.equal(await ievas.isChecked(), true)
  await rasa.includeReport({ teamReportId, reportId, included: false })
  await press(page, t('expenses.review.handOver'))
  await see(page, /What would be handed over has changed since you looked: it comes to €50\.00 now, of Jonas/)
  assert.equal((await rasa.teamReport({ teamReportId })).handedOverAt, null)
  await page.getByRole('checkbox', { name: people.ieva.name, checked: false }).waitFor()
  await isAnotherPress(page)
  await press(page, t('expenses.review.handOver'))
  await see(page, t('expenses.review.handedOverDone'))
  assert.notEqual((await rasa.teamReport({ teamReportId })).handedOverAt, null)
  await page.context().close()
})
