import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askDatabase, type Home, makeHome, type Product, startProduct, stopProduct, until } from '../product.ts'
import { aim, seeded, standing, type Victim } from './kills.ts'
import { type SmallOffice, setUpOffice } from './small-office.ts'

let home: Home
let product: Product
let people: SmallOffice
before(async () => {
  home = await makeHome()
  product = await startProduct(home)
  people = await setUpOffice(home.url)
})
after(async () => {
  await stopProduct(product)
  await home.remove()
})

const parts = 20
const linesEach = 60

const drills: { present: Victim; approve: Victim }[] = [
  { present: 'program', approve: 'postmaster' },
  { present: 'connection', approve: 'both' },
]
for (const [at, victims] of drills.entries())
  test(`a presentation and an approval are wholly there or not at all when they kill: ${victims.present}, ${victims.approve}`, async () => {
    const month = `2026-0${at + 1}-01`
    const random = seeded(100 + at)
    const id = await handedOver(month)
    const present = () => people.assistant.post<Version>(`/expenses/department-reports/${id}/presentation`)
    let version = await underBlow(victims.present, random, present)
    const seen = await presentedNow(id)
    assert.deepEqual(seen, seen.versions === 0 ? nothingPresented : allPresented)
    if (version) assert.equal(seen.versions, 1)
    if (!version) version = await present()

    const { versionNumber, hash, totalCents } = version
    const { version: shown } = await people.manager.get<{ version: { decisionsHash: string } }>(
      `/expenses/department-reports/${id}`,
    )
    const seenNow = { versionNumber, hash, decisionsHash: shown.decisionsHash }
    const approve = () => people.manager.post(`/expenses/department-reports/${id}/approval`, seenNow)
    const acknowledged = await underBlow(victims.approve, random, approve)
    const signed = await approvedNow(id)
    assert.deepEqual(signed, signed.approvals === 0 ? nothingApproved : allApproved(totalCents))
    if (acknowledged) assert.equal(signed.approvals, 1)
    if (signed.approvals === 0) await approve()
    assert.deepEqual(await approvedNow(id), allApproved(totalCents))
  })

test('after every kill the history is whole', async () => {
  type Verdict = { isWhole: boolean; seals: number }
  const verdict = () => people.administrator.get<Verdict>('/office/history/verify')
  await until(async () => (await verdict()).seals > 0)
  assert.equal((await verdict()).isWhole, true)
})

interface Version {
  versionNumber: number
  hash: string
  totalCents: number
}

/** Both salespeople's reports of the month with many lines, handed over; gives the department report's id. */
async function handedOver(month: string): Promise<string> {
  const { assistant, salespeople, teamId, categoryId } = people
  for (const memberId of salespeople) {
    const { id: reportId } = await assistant.post<{ id: string }>('/expenses/reports', { memberId, month })
    for (let line = 0; line < linesEach / parts; line++) await addLines(reportId, month, categoryId)
    await assistant.post(`/expenses/reports/${reportId}/recorded-confirmation`, {
      way: 'phone',
      confirmedOn: '2026-10-01',
    })
  }
  const { id: teamReportId } = await assistant.post<{ id: string }>('/expenses/team-reports', { teamId, month })
  const { hash } = await assistant.get<{ hash: string }>(`/expenses/team-reports/${teamReportId}`)
  const handed = await assistant.post<{ departmentReportId: string }>(
    `/expenses/team-reports/${teamReportId}/hand-over`,
    { hash },
  )
  return handed.departmentReportId
}

async function addLines(reportId: string, month: string, categoryId: string): Promise<void> {
  const spentOn = month.replace(/-01$/, '-12')
  const line = { spentOn, merchant: 'Kavinė', categoryId, amountCents: parts * 120, purpose: 'Visit to a customer' }
  const { id, version } = await people.assistant.post<{ id: string; version: number }>(
    `/expenses/reports/${reportId}/lines`,
    line,
  )
  const split = Array.from({ length: parts }, () => ({ amountCents: 120 }))
  await people.assistant.post(`/expenses/lines/${id}/split`, { version, parts: split })
}

/** Calls and strikes at a moment of the call; gives the answer if there was one. */
async function underBlow<Answer>(victim: Victim, random: () => number, call: () => Promise<Answer>) {
  const strike = await aim(home, product, victim, random())
  const answer = call().catch(() => undefined)
  await new Promise((done) => setTimeout(done, random() * 120))
  await strike()
  const given = await answer
  product = await standing(home, product, victim)
  return given
}

const nothingPresented = { versions: 0, presented: 0, told: 0, lines: null }
const allPresented = { versions: 1, presented: 2, told: 1, lines: linesEach * 2 }

async function presentedNow(id: string) {
  const [row] = await askDatabase<typeof allPresented>(
    home,
    `select (select count(*)::int from expense_presented_version where department_report_id = $1) as versions,
      (select count(*)::int from expense_report part join expense_team_report team on team.id = part.team_report_id
        where team.department_report_id = $1 and part.presented_at is not null) as presented,
      (select count(*)::int from event where operation = 'expenses.present' and record_id = $1) as told,
      (select jsonb_array_length(snapshot) from expense_presented_version where department_report_id = $1) as lines`,
    [id],
  )
  return row!
}

const nothingApproved = { approvals: 0, approved: 0, told: 0, paidOut: null }
const allApproved = (totalCents: number) => ({ approvals: 1, approved: 2, told: 1, paidOut: totalCents })

async function approvedNow(id: string) {
  const [row] = await askDatabase<{ approvals: number }>(
    home,
    `select (select count(*)::int from expense_approval where department_report_id = $1) as approvals,
      (select count(*)::int from expense_report part join expense_team_report team on team.id = part.team_report_id
        where team.department_report_id = $1 and part.approved_at is not null) as approved,
      (select count(*)::int from event where operation = 'expenses.approve' and record_id = $1) as told,
      (select sum(cents)::int from expense_payout where department_report_id = $1) as "paidOut"`,
    [id],
  )
  return row!
}
