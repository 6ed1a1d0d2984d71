import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRouterClient, ORPCError } from '@orpc/server'
import { as as everything } from '#checks/as.ts'
import { as, browser, givePasswordTo, refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import type { Call } from '#core/call.ts'
import { holdClock } from '#core/clock.ts'
import type { GivenRight } from '#core/rights.ts'
import { operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'
import { identify } from './public.ts'

let main: TestOffice
let people: People
before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
})
after(() => main.close())

type Terms = Omit<Parameters<ReturnType<typeof as>['makeApiKey']>[0], 'name'>

async function keyOf(member: { id: string }, terms: Terms): Promise<string> {
  return (await as(main.office, member).makeApiKey({ name: 'program', ...terms })).key
}

const callWith = async (key: string, headers: Record<string, string> = {}): Promise<Call> => {
  const asked = new Headers({ authorization: `Bearer ${key}`, ...headers })
  const common = { office: main.office, requestId: 'test', address: null, headers: asked, answerHeaders: new Headers() }
  return { ...common, ...(await identify(main.office, asked)) }
}

/** The key of the refusal that an operation gives with an empty input; null when something else happens. */
async function refusalOf(run: (input: object, call: Call) => Promise<unknown>, key: string): Promise<string | null> {
  try {
    await run({}, await callWith(key))
    return null
  } catch (error) {
    return error instanceof ORPCError ? ((error.data as { says?: string } | undefined)?.says ?? null) : null
  }
}

test('a key that only reads is refused by every change, in words, and by no reading', async () => {
  const key = await keyOf(people.administrator, { readOnly: true })
  for (const { name, changes, run } of operationsOf(duties)) {
    const says = await refusalOf(run, key)
    if (changes) assert.ok(says === 'core.keyReadOnly' || says === 'core.notByKey', `${name}: ${says}`)
    else assert.ok(says !== 'core.keyReadOnly' && says !== 'core.notByKey', `${name}: ${says}`)
  }
  await assert.rejects(
    browser(main.office, { authorization: `Bearer ${key}` }).addTeam({
      name: 'x',
      departmentId: people.sales,
      branchId: people.vilnius,
    }),
    /may only read/,
  )
})

test('no key makes keys, nor touches passwords and sessions', async () => {
  const key = await keyOf(people.administrator, {})
  const personal = []
  for (const { name, changes, run } of operationsOf(duties))
    if (changes && (await refusalOf(run, key)) === 'core.notByKey') personal.push(name)
  assert.deepEqual(personal.sort(), [
    'expenses.changePolicy',
    'expenses.setSmallOffice',
    'office.changePassword',
    'office.endOtherSessions',
    'office.endSession',
    'office.makeApiKey',
    'office.makeResetLink',
    'office.revokeApiKey',
    'office.signOut',
  ])
  const program = browser(main.office, { authorization: `Bearer ${key}` })
  const { link } = await program.invite({ memberId: people.paulius.id })
  await browser(main.office).acceptInvitation({ token: link.split('/').at(-1)!, password: 'upė teka žemyn' })
  await assert.rejects(program.invite({ memberId: people.paulius.id }), refused('core.notByKey'), 'he has a password')
})

test('no key takes over who has a password, nor makes or lets in an administrator', async () => {
  await givePasswordTo(main.office, people.administrator, people.paulius.id)
  const program = browser(main.office, { authorization: `Bearer ${await keyOf(people.administrator, {})}` })
  const change = async ({ id }: { id: string }, fields: object) =>
    program.changeMember({ memberId: id, version: (await program.member({ memberId: id })).version, ...fields })
  const inPerson = refused('core.notByKey')
  await assert.rejects(change(people.paulius, { email: 'mine@example.lt' }), inPerson)
  await assert.rejects(change(people.paulius, { roles: ['administrator'] }), inPerson)
  await change(people.paulius, { phone: '1', email: people.paulius.email })
  await change(people.tomasz, { email: 'tomasz@example.lt' })
  const added = { name: 'Aldona Šilė', email: 'aldona@example.lt', language: 'lt' as const }
  await assert.rejects(program.addMember({ ...added, roles: ['administrator'] }), inPerson)
  const { id } = await as(main.office, people.administrator).addMember({ ...added, roles: ['administrator'] })
  await assert.rejects(program.invite({ memberId: id }), inPerson)
  await assert.rejects(change({ id }, { email: 'mine@example.lt' }), inPerson)
})

test('a key that only reads is shown no link by which receipts come', async () => {
  const { expenses } = everything(main.office, people.rasa)
  const { id: roundId } = await expenses.openRound({ teamId: people.north, month: '2026-03-01' })
  const asked = { roundId, memberId: people.jonas.id }
  const { url } = await expenses.makeLink(asked)
  const shown = async (readOnly: boolean) => {
    const call = await callWith(await keyOf(people.rasa, { readOnly }))
    const { expenses } = createRouterClient(duties, { context: call })
    const letter = await expenses.reminderText(asked)
    return [(await expenses.links({ roundId })).items[0]!.url, letter.url, letter.body.includes('/u/')]
  }
  assert.deepEqual(await shown(false), [url, url, true])
  assert.deepEqual(await shown(true), [null, null, false])
})

test('the links of a round are shown to who prepares for its team, not to who combines or reviews', async () => {
  const { expenses } = everything(main.office, people.rasa)
  const { id: roundId } = await expenses.openRound({ teamId: people.north, month: '2026-04-01' })
  await expenses.makeLink({ roundId, memberId: people.jonas.id })
  assert.equal((await expenses.links({ roundId })).items.length, 1)
  const linksTo = (member: { id: string }) => everything(main.office, member).expenses.links({ roundId })
  await assert.rejects(linksTo(people.daiva), { status: 404 })
  await assert.rejects(linksTo(people.vytautas), { status: 403 })
})

test('a key has the chosen rights among those its owner has at the time, and only their duties', async () => {
  const key = await keyOf(people.daiva, { rights: ['expenses.combine'] })
  const { actor } = await callWith(key)
  assert.deepEqual([...actor!.rights].sort(), ['anyone', 'expenses.combine', 'expenses.see', 'member'])
  assert.deepEqual([actor!.teams['expenses.prepare'], actor!.departments['expenses.combine']], [[], [people.sales]])
  await assert.rejects(callWith(key, { 'x-talka-behalf': people.tomasz.id }), refused('office.mayNotActFor'))

  const claims = await keyOf(people.jonas, { rights: ['expenses.claim'] })
  await main.office.db
    .updateTable('member')
    .set({ roles: ['colleague'] })
    .where('id', '=', people.jonas.id)
    .execute()
  assert.deepEqual([...(await callWith(claims)).actor!.rights].sort(), ['anyone', 'member'])
})

test('a key that may see expenses changes none, neither its owner’s nor his team’s', async () => {
  const bySeeing = operationsOf(duties).filter(({ changes, right }) => changes && right === 'expenses.see')
  assert.deepEqual(
    bySeeing.map(({ name }) => name),
    ['expenses.makePaper'],
  )
  for (const owner of [people.ieva, people.rasa]) {
    const open = async (rights: GivenRight[]) => {
      const context = await callWith(await keyOf(owner, { rights }))
      const { expenses } = createRouterClient(duties, { context })
      return expenses.openReport({ memberId: people.ieva.id, month: '2026-04-01' })
    }
    await assert.rejects(open(['expenses.see']), refused('core.forbidden'))
    const editing: GivenRight = owner === people.ieva ? 'expenses.claim' : 'expenses.prepare'
    assert.ok((await open([editing])).id)
  }
})

test('a key approves, corrects and pays only where that right was chosen for it by name', async () => {
  const { vytautas, lina } = people
  const refusedTo = async (key: string) => {
    const says = await Promise.all(
      operationsOf(duties).map(async ({ name, run }) =>
        (await refusalOf(run, key)) === 'core.keyNotChosen' ? [name] : [],
      ),
    )
    return says.flat().sort()
  }
  const signing = ['expenses.approve', 'expenses.decideCorrection', 'expenses.markPaid', 'expenses.takePaymentBack']
  assert.deepEqual(await refusedTo(await keyOf(vytautas, {})), signing)
  assert.deepEqual(await refusedTo(await keyOf(lina, { rights: null })), signing)
  assert.deepEqual(await refusedTo(await keyOf(vytautas, { rights: ['expenses.review'] })), [])
  const chosen = await callWith(await keyOf(lina, { rights: ['expenses.pay'] }))
  const payment = { departmentReportId: vytautas.id, payoutIds: [lina.id], paidOn: '2026-03-01' }
  await assert.rejects(createRouterClient(duties, { context: chosen }).expenses.markPaid(payment), { status: 404 })
  const language = { ...(await callWith(await keyOf(vytautas, {}))), language: 'lt' as const }
  await assert.rejects(
    createRouterClient(duties, { context: language }).expenses.approve({} as never),
    /Šiuo API raktu/,
  )
})

test('nobody gives a key a right that he does not have', async () => {
  const mine = as(main.office, people.rasa)
  await assert.rejects(
    mine.makeApiKey({ name: 'more', rights: ['office.administer'] }),
    refused('office.keyRightNotOwn'),
  )
  await assert.rejects(mine.makeApiKey({ name: 'none', rights: [] }), { status: 400 })
  for (const everybodys of ['anyone', 'member'])
    await assert.rejects(mine.makeApiKey({ name: 'all', rights: [everybodys as never] }), refused('core.invalidInput'))
})

test('a key works until the end of its last day at headquarters', async () => {
  holdClock(Temporal.Instant.from('2026-03-05T10:00:00Z'))
  try {
    await assert.rejects(keyOf(people.rasa, { expiresOn: '2026-03-04' }), refused('office.keyExpired'))
    const key = await keyOf(people.rasa, { expiresOn: '2026-03-05' })
    holdClock(Temporal.Instant.from('2026-03-05T21:59:00Z'))
    assert.equal((await callWith(key)).actor?.id, people.rasa.id)
    holdClock(Temporal.Instant.from('2026-03-05T22:01:00Z'))
    assert.equal((await callWith(key)).actor, null)
    const [shown] = (await as(main.office, people.rasa).apiKeys({})).items
    assert.deepEqual(
      [shown?.expiresOn, shown?.ended, shown?.rights, shown?.readOnly],
      ['2026-03-05', true, null, false],
    )
  } finally {
    holdClock()
  }
})
