import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { monthSteps } from '#checks/month-steps.ts'
import { wordsOfPages } from '#checks/page-texts.ts'
import { makePeople, type People } from '#checks/people.ts'
import { runJobs } from '#checks/run-jobs.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { profileOf } from '#office/public.ts'
import { departmentPaper } from './department-paper.ts'

let home: TestOffice
let people: People
let reportId: string
let departmentReportId: string
const { by, claim, handOver, sign } = monthSteps(() => ({ office: home.office, people, month: '2026-03-01' }))

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  reportId = await claim(people.jonas, 4_000)
  departmentReportId = (await handOver(people.north)).departmentReportId
  await sign(departmentReportId)
})
after(() => home.close())

test('a correction on paper names whose line it is, who proposed it, and who agreed or turned it down, with the days', async () => {
  const page = () => by(people.vytautas).departmentReport({ departmentReportId })
  const { lineId } = (await page()).lines[0]!
  for (const [nowCents, agreed] of [
    [3_000, true],
    [2_000, false],
  ] as const) {
    const correction = { departmentReportId, lineId, nowCents, reason: 'Checked again' }
    const { id: correctionId } = await by(people.daiva).proposeCorrection(correction)
    await by(people.vytautas).decideCorrection({ correctionId, agreed })
  }
  const { corrections } = departmentPaper(await page(), await profileOf(home.office.db), 'en')
  const day = /\d{1,2} \w+ \d{4}/g
  assert.deepEqual(
    corrections.map((row) => row.map((cell) => cell.replace(day, 'DAY'))),
    [
      [
        'Jonas Ąžuolas',
        'Parkomatas',
        '40.00',
        '30.00',
        'Checked again',
        'Daiva Upė, DAY',
        'agreed: Vytautas Girė, DAY',
      ],
      ['Jonas Ąžuolas', 'Parkomatas', '30.00', '20.00', 'Checked again', 'Daiva Upė, DAY', 'turned down: Vytautas Girė, DAY'], // biome-ignore format: one row
    ],
  )
})

test('who has another name since is called by it everywhere on one page', async () => {
  const { db } = home.office
  const name = 'Jonas Ąžuolas-Girėnas'
  await db.updateTable('member').set({ name }).where('id', '=', people.jonas.id).execute()
  await db.updateTable('team').set({ name: 'North-East' }).where('id', '=', people.north).execute()
  const page = await by(people.vytautas).departmentReport({ departmentReportId })
  const { payouts } = await by(people.lina).payouts({ departmentReportId })
  const names = [page.matrix.rows[0]!.memberName, page.lines[0]!.memberName, payouts[0]!.member.name]
  assert.deepEqual(names, [name, name, name])
  assert.deepEqual([page.matrix.rows[0]!.teamName, payouts[0]!.team.name], ['North-East', 'North-East'])
})

test('the paper of a person whose report was approved names who approved it, and no claim procedure where none is published', async () => {
  const { id: paperId } = await by(people.daiva).makePaper({ reportId, kind: 'pdf', language: 'en' })
  await runJobs(home)
  const pdf = await by(people.daiva).paper({ paperId })
  const text = (await wordsOfPages(new Uint8Array(await pdf.arrayBuffer()))).flat().join(' ')
  assert.match(text, /Approved by .*Vytautas Girė.*Signed in Talka, seal [0-9a-f]{16}/)
  assert.match(text, /confirmed the report on/)
  assert.doesNotMatch(text, /claim procedure/)
})
