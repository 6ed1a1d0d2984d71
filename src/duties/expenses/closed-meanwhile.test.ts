import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { type Attempt, type Ground, openGround } from '#checks/pairs/at-once.ts'
import { addTeam, makeMember, makePeople, type People, type TestMember } from '#checks/people.ts'
import { giveDuty } from '#checks/random-months.ts'
import { sentFile } from '#checks/sent-file.ts'
import { smallPhoto } from '#checks/small-photo.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'
import { operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'

const month = '2026-03-01'
const operations = new Map(operationsOf(duties).map((one) => [one.name, one]))

let home: TestOffice
let people: People
let ground: Ground
/** Nothing keeps it open but a member who may go elsewhere; Milda and Rasa prepare there today for the last time. */
let teamId: string
let member: TestMember
let leaver: TestMember
const ids = { tray: '', aside: '', used: '', line: '', category: '' }

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  const { milda, rasa, north, vilnius: branchId, sales: departmentId } = people
  const { db } = home.office
  const [atMilda, atRasa] = [milda, rasa].map((one) => as(home.office, one).expenses) as [Expenses, Expenses]
  teamId = await addTeam(home.office, people, { name: 'East', assistant: milda })
  await giveDuty(home.office, { role: 'expenses.prepare', memberId: rasa.id, teamId })
  const at = { branchId, departmentId, teamId, language: 'en' as const }
  member = await makeMember(home.office, 'Ona Srovė', 'salesperson', at)
  leaver = await makeMember(home.office, 'Kazys Vėjas', 'salesperson', at)
  const photo = async () => ({ file: sentFile(await smallPhoto()) })
  ids.tray = (await atRasa.addReceipt({ teamId: north, ...(await photo()) })).receipt.id
  ids.aside = (await atMilda.addReceipt({ teamId, ...(await photo()) })).receipt.id
  await atMilda.setAside({ receiptId: ids.aside, why: 'A picture of the sea' })
  // In North somebody has claimed what came to East when he was there.
  ids.used = (await atRasa.addReceipt({ memberId: people.jonas.id, ...(await photo()) })).receipt.id
  const { id: reportId } = await atRasa.openReport({ memberId: people.jonas.id, month })
  ids.line = (await atRasa.addLine({ reportId, amountCents: 400, receiptIds: [ids.used] })).id
  await db.updateTable('expenseReceipt').set({ teamId }).where('id', '=', ids.used).execute()
  // What came to North of somebody who has left, after his signature.
  const { id: signedId } = await atMilda.openReport({ memberId: leaver.id, month })
  const { receipt: late } = await atRasa.addReceipt({ teamId: north, ...(await photo()) })
  const now = new Date().toISOString()
  await db.updateTable('expenseReport').set({ approvedAt: now }).where('id', '=', signedId).execute()
  const of = { memberId: leaver.id, spentOn: '2026-03-12' }
  await db.updateTable('expenseReceipt').set(of).where('id', '=', late.id).execute()
  await db.updateTable('member').set({ deactivatedAt: now }).where('id', '=', leaver.id).execute()
  await db
    .updateTable('dutyAssignment')
    .set({ toDay: today('Europe/Vilnius') })
    .where('teamId', '=', teamId)
    .execute()
  ids.category = (await db.selectFrom('expenseCategory').select('id').limit(1).executeTakeFirstOrThrow()).id
  ground = await openGround(home)
})
after(async () => {
  await ground.close()
  await home.close()
})

type Expenses = ReturnType<typeof as>['expenses']

const attempt = (name: string, by: TestMember, input: object): Attempt => ({
  name,
  by,
  run: (call) => operations.get(`expenses.${name}`)!.run(input, call),
})

/** Its member goes to North, and it is closed. */
const closing = (): Attempt => ({
  name: 'closing',
  by: people.administrator,
  async run(call) {
    await operations.get('office.changeMember')!.run({ memberId: member.id, version: 1, teamId: people.north }, call)
    return operations.get('office.closeTeam')!.run({ teamId }, call)
  },
})

/** Receipts in no report that lie in the team, should it be closed. */
async function looseInClosed(): Promise<string[]> {
  const { db } = home.office
  const { closedAt } = await db.selectFrom('team').select('closedAt').where('id', '=', teamId).executeTakeFirstOrThrow()
  if (!closedAt) return []
  const receipts = await db
    .selectFrom('expenseReceipt')
    .select('id')
    .where('teamId', '=', teamId)
    .where('setAsideAt', 'is', null)
    .where('id', 'not in', db.selectFrom('expenseLineReceipt').select('receiptId').where('isStanding', '=', true))
    .execute()
  return receipts.map(({ id }) => id)
}

const seen = (receiptId: string) => [{ receiptId, version: 1 }]
const ways: Record<string, () => Attempt> = {
  'a receipt given to who goes elsewhere': () =>
    attempt('attribute', people.rasa, { receipts: seen(ids.tray), memberId: member.id }),
  'a receipt given to who has left': () =>
    attempt('attribute', people.rasa, { receipts: seen(ids.tray), memberId: leaver.id }),
  'a receipt taken back': () => attempt('takeBack', people.milda, { receiptId: ids.aside }),
  'a line that lets a receipt go': () => attempt('removeLine', people.rasa, { lineId: ids.line }),
  'a receipt off its line': () => attempt('detachReceipt', people.rasa, { lineId: ids.line, receiptId: ids.used }),
}

for (const [way, begin] of Object.entries(ways))
  test(`a team closes without receipts that are in no report, whatever it is told meanwhile: ${way}`, async () => {
    const alone = await ground.inOrder(begin(), { name: 'nothing', by: null, run: async () => null })
    assert.match(alone.answers[0], /^200/)
    for (let stopAfter = 1, hasStopped = true; hasStopped; stopAfter++) {
      const { answers, ...outcome } = await ground.atOnce(begin(), closing(), stopAfter)
      assert.deepEqual(await looseInClosed(), [], `after ${stopAfter} statements: ${answers.join('\n')}`)
      assert.ok(!answers.some((answer) => answer.startsWith('500')), answers.join('\n'))
      hasStopped = outcome.hasStopped
    }
    await ground.inOrder(closing(), begin())
    assert.deepEqual(await looseInClosed(), [])
    assert.equal(await ground.deadlocks(), 0)
  })

test('nothing is opened, combined or budgeted in a team that is closed, also by whom it was open to a moment ago', async () => {
  const amounts = [{ categoryId: ids.category, cents: 5_000, was: null }]
  const begun = [
    attempt('openReport', people.milda, { memberId: leaver.id, month: '2026-04-01' }),
    attempt('makeTeamReport', people.milda, { teamId, month }),
    attempt('setBudgets', people.daiva, { teamId, month, amounts }),
    attempt('setBudgets', people.administrator, { teamId, month, amounts }),
  ]
  for (const begin of begun) {
    const { answers } = await ground.inOrder(closing(), begin)
    assert.match(answers[0], /^200/)
    assert.match(answers[1], /^\d+ expenses.team.closed/, begin.name)
  }
})
