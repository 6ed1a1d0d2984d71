import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { monthSteps } from '#checks/month-steps.ts'
import { wordsOfPages } from '#checks/page-texts.ts'
import { makePeople, type People } from '#checks/people.ts'
import { runJobs } from '#checks/run-jobs.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'
import { profileOf } from '#office/public.ts'
import { departmentPaper } from './department-paper.ts'

let home: TestOffice
let people: People
let reportId: string
let departmentReportId: string
const { by, claim, handOver, present, sign } = monthSteps(() => ({ office: home.office, people, month: '2026-03-01' }))

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
    await by(people.vytautas).decideCorrection({ correctionId, agreed, why: 'As it was' })
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
      ['Jonas Ąžuolas', 'Parkomatas', '30.00', '20.00', 'Checked again', 'Daiva Upė, DAY', 'turned down: Vytautas Girė, DAY: As it was'], // biome-ignore format: one row
    ],
  )
})

test('on the page of a signed month a person is called as now, a team as when it was signed', async (t) => {
  const call = async (member: string, team: string) => {
    const { db } = home.office
    await db.updateTable('member').set({ name: member }).where('id', '=', people.jonas.id).execute()
    await db.updateTable('team').set({ name: team }).where('id', '=', people.north).execute()
  }
  const name = 'Jonas Ąžuolas-Girėnas'
  await call(name, 'North-East')
  t.after(() => call(people.jonas.name, 'North'))
  const page = await by(people.vytautas).departmentReport({ departmentReportId })
  const { payouts } = await by(people.lina).payouts({ departmentReportId })
  const names = [page.matrix.rows[0]!.memberName, page.lines[0]!.memberName, payouts[0]!.member.name]
  assert.deepEqual(names, [name, name, name])
  assert.deepEqual([page.matrix.rows[0]!.teamName, payouts[0]!.team.name], ['North', 'North'])
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

test('above each receipt stands what is on it, where that is known, and the lines that it is behind', async () => {
  const { rasa, jonas } = people
  const { db, files } = home.office
  const receipt = async (number: string, totalCents: number, sure = true) => {
    const id = newId()
    const { sha256, size } = await files.keep(Buffer.from(id), { mime: 'image/jpeg' })
    await db.insertInto('keptFile').values({ sha256, size, mime: 'image/jpeg' }).execute()
    const file = { sha256, size, fileName: 'a.jpg', mime: 'image/jpeg', cameBy: 'browser' } as const
    const reading = JSON.stringify({ totalCents: { value: totalCents, sure } })
    const read = { merchant: 'Shop', currency: 'EUR', totalCents, reading, readingState: 'read' } as const
    const of = { memberId: jonas.id, teamId: people.north }
    await db
      .insertInto('expenseReceipt')
      .values({ ...file, ...read, ...of, id, number })
      .execute()
    return id
  }
  const { id } = await by(rasa).openReport({ memberId: jonas.id, month: '2026-04-01' })
  const line = { reportId: id, currency: 'EUR', purpose: 'Visit', spentOn: '2026-04-12' }
  const hotel = { ...line, merchant: 'Hotel', amountCents: 10_000, receiptIds: [await receipt('R-1', 10_000)] }
  const { id: lineId } = await by(rasa).addLine(hotel)
  await by(rasa).splitLine({ lineId, version: 1, parts: [{ amountCents: 6_000 }, { amountCents: 4_000 }] })
  const tickets = [await receipt('R-2', 200), await receipt('R-3', 300), await receipt('R-4', 999, false)]
  await by(rasa).addLine({ ...line, merchant: 'Parking', amountCents: 500, receiptIds: tickets })
  const captions = async (language: 'en' | 'lt') => {
    const { id: paperId } = await by(rasa).makePaper({ reportId: id, kind: 'pdf', language })
    await runJobs(home)
    const pages = await wordsOfPages(new Uint8Array(await (await by(rasa).paper({ paperId })).arrayBuffer()))
    return pages.flatMap((words) => words.join(' ').match(/R-\d · .*?(?= This file| Šio failo)/g) ?? [])
  }
  assert.deepEqual(await captions('en'), [
    'R-1 · Jonas Ąžuolas · on the receipt €100.00 · for: Hotel €60.00 and Hotel €40.00',
    'R-2 · Jonas Ąžuolas · on the receipt €2.00 · for: Parking €5.00',
    'R-3 · Jonas Ąžuolas · on the receipt €3.00 · for: Parking €5.00',
    'R-4 · Jonas Ąžuolas · for: Parking €5.00',
  ])
  assert.match((await captions('lt'))[0]!, /R-1 · .* · kvite 100,00\s€ · pagrindžia: Hotel 60,00\s€ ir Hotel 40,00\s€/)
})

test('all lines as a sheet say why one was refused, and the file of a supplement that it is one', async () => {
  const { ieva, north, vytautas, daiva } = people
  await claim(ieva, 1_000)
  const { departmentReportId: supplement } = await handOver(north)
  await present(supplement)
  const { lineId } = (await by(vytautas).departmentReport({ departmentReportId: supplement })).lines[0]!
  await by(vytautas).refuseLine({ departmentReportId: supplement, lineId, why: 'Private trip' })
  const file = async (id: string, language: 'en' | 'lt') => {
    const paper = { departmentReportId: id, kind: 'csv', language } as const
    const { id: paperId, fileName } = await by(daiva).makePaper(paper)
    await runJobs(home)
    const [head, row] = (await (await by(daiva).paper({ paperId })).text()).split('\r\n')
    return { name: fileName.replace(/^\S+ /, ''), head, row }
  }
  const english = await file(supplement, 'en')
  assert.match(english.head!, /Explanation[,;]Reason for refusal[,;]Receipt/)
  assert.match(english.row!, /[,;]Private trip[,;]/)
  assert.equal(english.name, 'Department report, supplement 1 2026-03.csv')
  const lithuanian = await file(supplement, 'lt')
  assert.match(lithuanian.head!, /Paaiškinimas[,;]Atmetimo priežastis[,;]Kvitas/)
  assert.equal(lithuanian.name, '1-oji papildomoji skyriaus suvestinė 2026-03.csv')
  assert.equal((await file(departmentReportId, 'en')).name, 'Department report 2026-03.csv')
  assert.equal((await file(departmentReportId, 'lt')).name, 'Skyriaus suvestinė 2026-03.csv')
})
