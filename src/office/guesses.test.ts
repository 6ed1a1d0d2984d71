import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, givePasswordTo, password, refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { networkOf } from './known-device.ts'
import { countTry } from './queries/sign-in-tries.ts'

let main: TestOffice
let people: People

before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
})
after(() => main.close())

const givePassword = (memberId: string) => givePasswordTo(main.office, people.administrator, memberId)

test('an unknown e-mail and a wrong password get the same answer', async () => {
  const page = browser(main.office)
  const wrong = page.signIn({ email: people.ieva.email, password: 'not this one' })
  const unknown = page.signIn({ email: 'stranger@talka.example', password: 'not this one' })
  const [a, b] = await Promise.allSettled([wrong, unknown])
  assert.ok(a.status === 'rejected' && b.status === 'rejected')
  assert.deepEqual(
    [a.reason.message, a.reason.status, a.reason.data],
    [b.reason.message, b.reason.status, b.reason.data],
  )
})

test('of fifty guesses at once from one network ten are compared, and the owner still comes in elsewhere', async () => {
  await givePassword(people.milda.id)
  const stranger = browser(main.office, {}, '203.0.113.9')
  const guesses = Array.from({ length: 50 }, (_, i) =>
    stranger.signIn({ email: people.milda.email, password: `guess ${i}` }).then(
      () => 'in',
      (error) => error.data.says as string,
    ),
  )
  const answers = Map.groupBy(await Promise.all(guesses), (says) => says)
  assert.equal(answers.get('office.wrongPassword')?.length, 10)
  assert.equal(answers.get('office.tooManyTries')?.length, 40)
  const neighbour = browser(main.office, {}, '203.0.113.200')
  const right = { email: people.milda.email, password }
  await assert.rejects(neighbour.signIn(right), refused('office.tooManyTries'), 'the same network')
  await browser(main.office, {}, '198.51.100.7').signIn(right)
})

test('where the owner has signed in before, no stranger’s tries count, also from the same network', async () => {
  await givePassword(people.daiva.id)
  const address = '192.0.2.1'
  const [laptop, right] = [browser(main.office, {}, address), { email: people.daiva.email, password }]
  await laptop.signIn(right)
  await laptop.signOut({})
  const device = laptop.cookies().get('talka.device')!
  for (let i = 0; i < 11; i++)
    await browser(main.office, {}, address)
      .signIn({ ...right, password: `guess ${i}` })
      .catch(() => {})
  await assert.rejects(browser(main.office, {}, address).signIn(right), refused('office.tooManyTries'))
  await laptop.signIn(right)
  const forged = { cookie: `talka.device=${device.slice(0, -4)}AAAA` }
  await assert.rejects(browser(main.office, forged, address).signIn(right), refused('office.tooManyTries'))
})

test('guesses from many networks are slowed down for all of them, and lock nobody out', async () => {
  const who = 'many@talka.example'
  const turns = []
  for (let i = 0; i < 21; i++)
    turns.push(await countTry(main.office.db, { who, place: `network ${i}`, isKnown: false }))
  const pauses = turns.map((turn) => ('waitMs' in turn ? Math.sign(turn.waitMs) : turn.refused.says))
  assert.deepEqual(pauses, [...Array(20).fill(0), 1])
  assert.deepEqual(await countTry(main.office.db, { who, place: 'device 1', isKnown: true }), { waitMs: 0 })
})

test('an address stands for the network that one customer has', () => {
  const cases: [string | null, string][] = [
    ['203.0.113.9', '203.0.113.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['2001:db8:1:2::3', '2001:0db8:0001:0000:0000:0000:0000:0000'],
    ['2001:db8:1:ffff::1', '2001:0db8:0001:0000:0000:0000:0000:0000'],
    ['unknown', 'unknown'],
    [null, ''],
  ]
  for (const [address, network] of cases) assert.equal(networkOf(address), network)
})
