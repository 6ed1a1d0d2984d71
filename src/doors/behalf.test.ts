import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ORPCError } from '@orpc/server'
import { as, callAs } from '#checks/as.ts'
import { plausibleInput } from '#checks/inputs.ts'
import { makePeople, type People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { southernRecords } from '#checks/walk-records.ts'
import type { Actor } from '#core/actor.ts'
import { mayCall } from '#core/may-call.ts'
import { duties } from '#duties/index.ts'
import { operationsOf } from './operations-of.ts'

let home: TestOffice
let people: People
before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
})
after(() => home.close())

/** What is changed in a salesperson's name: his expenses, as he would himself. */
const inHisName = [
  ...['addExpected', 'changeExpected', 'matchExpected', 'settleExpected', 'openReport', 'addLine', 'changeLine'],
  ...['removeLine', 'restoreLine', 'splitLine', 'attachReceipt', 'detachReceipt', 'declareMissing', 'addReceipt'],
  ...[
    'changeReceipt',
    'checkReceipt',
    'keepPicture',
    'readAgain',
    'sayOneReceipt',
    'setAside',
    'takeApart',
    'takeBack',
  ],
  ...['toldApart', 'makePaper'],
].map((name) => `expenses.${name}`)
/** What only he himself says, and each refuses in words of its own. */
const onlyHimself = ['expenses.confirmProcedure', 'expenses.confirmReport', 'expenses.seeDecisions']
/** Of the page in front of one, whoever one works for. */
const ownPage = ['office.signOut', 'office.setPreferences']

test('nothing is changed in another’s name but his own expenses; the rest is refused in words', async () => {
  const call = () => callAs(home.office, people.rasa, { behalf: people.jonas })
  const changes = operationsOf(duties).filter((one) => one.changes && one.right !== 'anyone')
  const openTo = ({ actor }: { actor: Actor | null }) => changes.filter(({ right }) => mayCall(actor!, right))
  const mayInHis = openTo(await call()).filter(({ ownName }) => !ownName)
  assert.deepEqual(mayInHis.map(({ name }) => name).sort(), [...inHisName, ...onlyHimself, ...ownPage].sort())
  const inOwn = openTo(await callAs(home.office, people.rasa)).filter(({ ownName }) => ownName)
  assert.ok(inOwn.some(({ name }) => name === 'expenses.remind') && inOwn.length > 25)
  for (const operation of inOwn) {
    const error: ORPCError<string, { says: string }> = await operation
      .run(plausibleInput(operation.input), await call())
      .then(() => assert.fail(`${operation.name} passed`))
      .catch((refused) => refused)
    assert.deepEqual([error.status, error.data?.says], [403, 'core.ownName'], operation.name)
    assert.match(error.message, /Jonas Ąžuolas/)
  }
})

/** What Daiva has as assistant of both, in Ieva’s name, where Tomasz is her colleague; with a receipt of the same purchase of each. */
async function makeRecords() {
  const { ieva, daiva, tomasz, south } = people
  await home.office.db.updateTable('member').set({ teamId: south }).where('id', '=', ieva.id).execute()
  const { ids } = await southernRecords(home.office, people)
  const facts = { merchant: 'Viešbutis', spentOn: '2026-03-14', totalCents: 7_700 }
  const mine = await readReceipt(home.office, { ...ieva, teamId: south }, facts)
  const another = await readReceipt(home.office, tomasz, facts)
  const his: Record<string, string> = {
    ...ids,
    oneId: ids.receiptId!,
    otherId: another,
    insteadOf: another,
    memberId: tomasz.id,
  }
  return { his, mine, another, call: () => callAs(home.office, daiva, { behalf: ieva }), roundId: ids.roundId! }
}

let made: ReturnType<typeof makeRecords> | undefined
const inIevasName = () => (made ??= makeRecords())

test('in another’s name one changes no record of his colleagues: whatever names one is absent', async () => {
  const { his, call } = await inIevasName()
  const known = Object.fromEntries(Object.entries(his).filter(([name]) => name !== 'teamId'))
  const { actor } = await call()
  const named = ['memberId', 'reportId', 'lineId', 'receiptId', 'oneId', 'expectedId']
  const changes = operationsOf(duties).filter(
    ({ name, changes, right, ownName, input }) =>
      changes &&
      !ownName &&
      !onlyHimself.includes(name) &&
      right !== 'anyone' &&
      mayCall(actor!, right) &&
      named.some((name) => input.properties?.[name]),
  )
  assert.ok(changes.length > 22, `${changes.length} operations name a record`)
  for (const operation of changes) {
    const error: ORPCError<string, unknown> = await operation
      .run(plausibleInput(operation.input, known), await call())
      .then(() => assert.fail(`${operation.name} passed`))
      .catch((refused) => refused)
    assert.equal(error.status, 404, `${operation.name}: ${error.message}`)
  }
})

test('in another’s name one’s own records take nothing of a colleague’s, and what is brought is one’s own', async () => {
  const { his, mine, another, roundId } = await inIevasName()
  const { ieva, daiva, south } = people
  const { expenses } = as(home.office, daiva, { behalf: ieva })
  const { id: reportId } = await expenses.openReport({ memberId: ieva.id, month: '2026-03-01' })
  const { id: lineId } = await expenses.addLine({ reportId, amountCents: 100 })
  const { id: expectedId } = await expenses.addExpected({ roundId, memberId: ieva.id, what: 'Hotel' })
  const file = () => new File(['%PDF-1.4 of her own'], 'own.pdf')
  const tries = {
    addLine: () => expenses.addLine({ reportId, receiptIds: [another] }),
    attachReceipt: () => expenses.attachReceipt({ lineId, receiptId: another }),
    matchExpected: () => expenses.matchExpected({ expectedId, receiptId: another }),
    insteadOf: () => expenses.addReceipt({ file: file(), insteadOf: another }),
    toldApart: () => expenses.toldApart({ oneId: mine, otherId: another, why: 'Two rooms' }),
  }
  for (const [name, attempt] of Object.entries(tries))
    await assert.rejects(attempt, ({ status }) => status === 404, name)
  await assert.rejects(expenses.toldApart({ oneId: mine, otherId: null, why: 'Two rooms' }), { status: 409 })
  for (const place of [{}, { teamId: south }, { roundId }])
    assert.equal((await expenses.addReceipt({ ...place, file: file() })).receipt.memberId, ieva.id)
  const { may } = await expenses.report({ reportId: his.reportId! })
  assert.deepEqual([may.prepare, may.addLines], [false, false])
  assert.equal((await expenses.receipt({ receiptId: another })).mayChange, false)
  assert.equal((await expenses.report({ reportId })).may.prepare, true)
})
