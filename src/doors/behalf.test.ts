import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ORPCError } from '@orpc/server'
import { callAs } from '#checks/as.ts'
import { plausibleInput } from '#checks/inputs.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { type Actor, mayCall } from '#core/actor.ts'
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
const ownPage = ['office.signOut', 'office.setPreferences', 'desk.dismissJob', 'desk.retryJob']

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
