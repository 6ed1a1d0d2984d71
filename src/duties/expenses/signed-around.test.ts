import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, callAs } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import { wordsOfPages } from '#checks/page-texts.ts'
import type { People } from '#checks/people.ts'
import { runJobs } from '#checks/run-jobs.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'
import { readSheet } from '#core/sheets.ts'
import { waitingFor } from './waiting.ts'

let home: TestOffice
let people: People
let month: string

const { by, claim, handOver, present, sign, signingOf, goTo } = ownMonths((now) => {
  ;({ home, people, month } = now)
})

test('a signed report keeps teams, budgets and marks whatever is set, moved or closed afterwards', async () => {
  const { db } = home.office
  const [department, gone] = [newId(), newId()]
  const named = { name: 'Exports', closedAt: null }
  await db
    .insertInto('department')
    .values({ id: department, ...named })
    .execute()
  const place = { departmentId: people.sales, branchId: people.vilnius, closedAt: null }
  await db
    .insertInto('team')
    .values({ id: gone, name: 'Gone', ...place })
    .execute()
  const parking = await db
    .selectFrom('expenseCategory')
    .selectAll()
    .where('code', '=', 'parking')
    .executeTakeFirstOrThrow()
  const budget = (teamId: string, cents: number, was: number | null) =>
    by(people.daiva).setBudgets({ teamId, month, amounts: [{ categoryId: parking.id, cents, was }] })
  await budget(people.north, 5_000, null)
  await budget(gone, 3_000, null)
  await claim(people.jonas, 4_000)
  const { departmentReportId, teamReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const shown = async () => {
    const { matrix, teams, unusual } = await by(people.vytautas).departmentReport({ departmentReportId })
    const team = await by(people.rasa).teamReport({ teamReportId })
    const kinds = unusual.map((one) => one.kind)
    return [matrix.sum.budgetCents, team.matrix.sum.budgetCents, teams.map((one) => one.name), kinds]
  }
  const asSigned = [8_000, 5_000, ['Gone', 'North', 'South'], ['declaredMissing']]
  assert.deepEqual(await shown(), asSigned)
  await budget(people.north, 100, 5_000)
  await budget(people.south, 700, null)
  await by(people.daiva).changeCategory({ categoryId: parking.id, version: parking.version, limitCents: 1_000 })
  const admin = as(home.office, people.administrator).office
  await admin.closeTeam({ teamId: gone })
  const { version } = await db
    .selectFrom('team')
    .select('version')
    .where('id', '=', people.south)
    .executeTakeFirstOrThrow()
  await admin.changeTeam({ teamId: people.south, version, departmentId: department, name: 'Far' })
  assert.deepEqual(await shown(), asSigned)
})

test('an earlier version of a signed report goes by the rules of when it was signed', async () => {
  const march = month
  goTo(march.replace('-03-', '-02-'))
  await claim(people.jonas, 400)
  await sign((await handOver(people.north)).departmentReportId)
  goTo(march)
  await claim(people.jonas, 460)
  const refused = await claim(people.ieva, 500)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const { id: lineId } = (await by(people.rasa).report({ reportId: refused })).lines[0]!
  await by(people.vytautas).refuseLine({ departmentReportId, lineId, why: 'Private' })
  const far = async (versionNumber: number) =>
    (await by(people.vytautas).departmentReport({ departmentReportId, versionNumber })).unusual
      .filter(({ kind }) => kind === 'farFromLast')
      .map(({ sentence }) => sentence.text)
  const setPolicy = async (unusualPercent: number, unusualCents: number) => {
    const { version } = await by(people.daiva).policy({})
    await by(people.daiva).changePolicy({ version, unusualPercent, unusualCents })
  }
  const { unusualPercent, unusualCents } = await by(people.daiva).policy({})
  assert.deepEqual(await far(1), [])
  await setPolicy(2, 50)
  const seen = await far(1)
  assert.match(seen.join(), /Jonas/)
  await by(people.vytautas).approve(await signingOf(departmentReportId))
  await setPolicy(unusualPercent, unusualCents)
  assert.deepEqual([await far(1), (await far(2)).length], [seen, 1])
})

async function rename(table: 'team' | 'department', id: string, name: string): Promise<void> {
  const { version } = await home.office.db
    .selectFrom(table)
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const admin = as(home.office, people.administrator).office
  if (table === 'team') await admin.changeTeam({ teamId: id, version, name })
  else await admin.changeDepartment({ departmentId: id, version, name })
}

test('a team is called in a signed month as it was when that was signed, wherever it stands; elsewhere as it is called now', async () => {
  const called = async ({ departmentReportId, teamReportId, reportId }: Record<string, string>) => {
    const view = await by(people.vytautas).departmentReport({ departmentReportId: departmentReportId! })
    const team = await by(people.rasa).teamReport({ teamReportId: teamReportId! })
    const { payouts } = await by(people.vytautas).payouts({ departmentReportId: departmentReportId! })
    const { items } = await by(people.rasa).reports({ month, limit: 50 })
    return new Set([
      ...view.teams.filter((one) => one.id === people.north).map((one) => one.name),
      ...[...view.lines, ...view.matrix.rows, ...team.matrix.rows].map((one) => one.teamName),
      ...[team, ...team.parts, ...payouts, ...items].map((one) => one.team.name),
      (await by(people.rasa).report({ reportId: reportId! })).team.name,
    ])
  }
  const handedOver = async () => {
    const reportId = await claim(people.jonas, 900)
    return { reportId, ...(await handOver(people.north)) }
  }
  const signed = await handedOver()
  await present(signed.departmentReportId)
  await rename('team', people.north, 'North and islands')
  await by(people.vytautas).approve(await signingOf(signed.departmentReportId))
  await rename('team', people.north, 'Far north')
  assert.deepEqual(await called(signed), new Set(['North and islands']))
  goTo(month.replace('-03-', '-04-'))
  assert.deepEqual(await called(await handedOver()), new Set(['Far north']))
  await rename('team', people.north, 'North')
})

/** All that a paper says, cell by cell or word by word. */
async function saidOn(paperId: string, kind: 'pdf' | 'xlsx' | 'csv'): Promise<string> {
  const bytes = new Uint8Array(await (await by(people.daiva).paper({ paperId })).arrayBuffer())
  const cells = kind === 'pdf' ? await wordsOfPages(bytes) : (await readSheet(bytes)).flatMap(({ rows }) => rows)
  return cells.flat().join(' ')
}

/** The same of every kind of paper of these, in English, with its name. */
async function saidOnPapers(subjects: ({ reportId: string } | { departmentReportId: string })[]) {
  const asked = []
  for (const of of subjects)
    for (const kind of ['pdf', 'xlsx', 'csv'] as const)
      asked.push({ of, kind, ...(await by(people.daiva).makePaper({ ...of, kind, language: 'en' })) })
  await runJobs(home)
  const found: [place: string, text: string][] = []
  for (const { of, kind, id, fileName } of asked)
    found.push([`${Object.keys(of)[0]} ${kind}`, `${fileName} ${await saidOn(id, kind)}`])
  return found
}

test('papers, lists and the desk call team and department of a signed month as they were called when it was signed', async () => {
  const reportId = await claim(people.jonas, 900)
  const { departmentReportId } = await handOver(people.north)
  /** Where the names stand: of each paper, of list, page, payouts and the desk. */
  const said = async () => {
    const found = await saidOnPapers([{ reportId }, { departmentReportId }])
    const { actor } = await callAs(home.office, people.lina)
    const listed = (await by(people.daiva).departmentReports({})).items.filter((one) => one.id === departmentReportId)
    const waiting = (await waitingFor(home.office.db, actor!)).filter(({ recordId }) => recordId === departmentReportId)
    const seen = { listed, waiting, page: await by(people.vytautas).departmentReport({ departmentReportId }) }
    for (const [place, answer] of Object.entries({
      ...seen,
      paid: await by(people.lina).payouts({ departmentReportId }),
    }))
      found.push([place, JSON.stringify(answer)])
    return found
  }
  await rename('team', people.north, 'Fjordteam')
  await rename('department', people.sales, 'Salmonsales')
  await sign(departmentReportId)
  const names = /Fjordteam|Salmonsales|Glacierteam|Geysersales/g
  const namesSaid = async () => (await said()).map(([place, text]) => [place, new Set(text.match(names))] as const)
  const asSigned = await namesSaid()
  assert.ok(asSigned.every(([, found]) => found.size > 0))
  await rename('team', people.north, 'Glacierteam')
  await rename('department', people.sales, 'Geysersales')
  assert.deepEqual(await namesSaid(), asSigned)
  await rename('team', people.north, 'North')
  await rename('department', people.sales, 'Sales')
})

test('categories keep name and account in a signed month, people go by their present names; unsigned ones show the present', async () => {
  const { db } = home.office
  const parking = () =>
    db.selectFrom('expenseCategory').selectAll().where('code', '=', 'parking').executeTakeFirstOrThrow()
  const set = async (fields: { nameEn?: string; nameLt?: string; account?: string; limitCents?: number | null }) => {
    const { id: categoryId, version } = await parking()
    await by(people.daiva).changeCategory({ categoryId, version, ...fields })
  }
  const call = async (name: string) => {
    const { version } = await db
      .selectFrom('member')
      .select('version')
      .where('id', '=', people.jonas.id)
      .executeTakeFirstOrThrow()
    await as(home.office, people.administrator).office.changeMember({ memberId: people.jonas.id, version, name })
  }
  const names = /Fjordstands|Fiordai|6-3101|Glaciersheds|Ledynai|9-9999|Jonas Ąžuolas|Jonas Beržas/g
  const monthOf = async () => {
    const reportId = await claim(people.jonas, 5_000)
    const { departmentReportId, teamReportId } = await handOver(people.north)
    const said = async () => {
      const answers = {
        page: await by(people.vytautas).departmentReport({ departmentReportId }),
        team: await by(people.rasa).teamReport({ teamReportId }),
        report: await by(people.rasa).report({ reportId }),
        paid: await by(people.lina)
          .payouts({ departmentReportId })
          .catch(() => null),
      }
      const { unusual } = answers.page
      const places = Object.entries({ ...answers, marks: unusual.filter(({ kind }) => kind === 'overLimit') })
      const papers = await saidOnPapers([{ reportId }, { departmentReportId }])
      return Object.fromEntries(
        [...places.map(([place, answer]) => [place, JSON.stringify(answer)] as const), ...papers].map(
          ([place, text]) => [place, [...new Set(text.match(names))].sort()],
        ),
      )
    }
    return { departmentReportId, said }
  }
  const was = await parking()
  await set({ nameEn: 'Fjordstands', nameLt: 'Fiordai', account: '6-3101', limitCents: null })
  const march = await monthOf()
  await present(march.departmentReportId)
  await set({ limitCents: 1_000 })
  await by(people.vytautas).approve(await signingOf(march.departmentReportId))
  const called = (name: string) => {
    const [marked, booked, inLithuanian] = [['Fjordstands', name], ['6-3101', 'Fjordstands', name], ['6-3101', 'Fiordai', name]] // biome-ignore format: one row
    return {
      ...{ page: booked, team: inLithuanian, report: inLithuanian, paid: [name], marks: marked },
      ...{ 'reportId pdf': marked, 'reportId xlsx': booked, 'reportId csv': booked },
      ...{ 'departmentReportId pdf': marked, 'departmentReportId xlsx': booked, 'departmentReportId csv': booked },
    }
  }
  assert.deepEqual(await march.said(), called('Jonas Ąžuolas'))
  await set({ nameEn: 'Glaciersheds', nameLt: 'Ledynai', account: '9-9999', limitCents: 9_000 })
  await call('Jonas Beržas')
  assert.deepEqual(await march.said(), called('Jonas Beržas'))
  goTo(month.replace('-03-', '-04-'))
  const { report, page } = await (await monthOf()).said()
  assert.deepEqual([report, page].map((one) => one!.slice(0, 2)), [['9-9999', 'Jonas Beržas'], ['9-9999', 'Glaciersheds']]) // biome-ignore format: one row
  await call('Jonas Ąžuolas')
  await set({ nameEn: was.nameEn, nameLt: was.nameLt, limitCents: was.limitCents })
})
