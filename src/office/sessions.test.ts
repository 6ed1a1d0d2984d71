import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { browser, givePasswordTo, password, refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { holdClock } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import { identify } from './public.ts'

let main: TestOffice
let people: People

before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
})
after(() => main.close())

const givePassword = (memberId: string) => givePasswordTo(main.office, people.administrator, memberId)

/** The cookie that the installation's secret makes of a token. */
function cookieOf(token: string): string {
  const signature = createHmac('sha256', main.office.secret).update(token).digest('base64')
  return `talka.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}

test('no table keeps what would make the cookie of a session', async () => {
  await givePassword(people.jonas.id)
  const page = browser(main.office)
  await page.signIn({ email: people.jonas.email, password })
  const { rows } = await main.office.pool.query('select token from session where user_id = $1', [people.jonas.id])
  assert.ok(rows.length > 0)
  for (const { token } of rows)
    assert.equal((await identify(main.office, new Headers({ cookie: cookieOf(token) }))).actor, null)
  assert.equal((await page.me({})).member.id, people.jonas.id)
})

test('who was signed in before tokens were hashed still is', async () => {
  await givePassword(people.jonas.id)
  const token = 'a token as it was kept before'
  const given = `insert into session (id, user_id, token, expires_at) values ($1, $2, $3, now() + interval '1 day')`
  await main.office.pool.query(given, [newId(), people.jonas.id, token])
  const caller = async () => (await identify(main.office, new Headers({ cookie: cookieOf(token) }))).actor?.id
  assert.equal(await caller(), undefined)
  await main.office.pool.query(readFileSync('src/office/migrations/20261203-office-session-hashes.sql', 'utf8'))
  assert.equal(await caller(), people.jonas.id)
})

test('a session ended elsewhere is out at once', async () => {
  await givePassword(people.ieva.id)
  const [laptop, phone] = [browser(main.office), browser(main.office)]
  await laptop.signIn({ email: people.ieva.email, password })
  await phone.signIn({ email: people.ieva.email, password })
  await laptop.endOtherSessions({})
  await assert.rejects(phone.me({}), refused('core.notSignedIn'))
  assert.equal((await laptop.me({})).member.id, people.ieva.id)
})

test('a session keeps the address the door saw, whatever its sender writes into a header', async () => {
  await givePassword(people.milda.id)
  const page = browser(main.office, { 'x-forwarded-for': '10.9.9.9' }, '198.51.100.20')
  await page.signIn({ email: people.milda.email, password })
  assert.deepEqual(
    (await page.sessions({})).items.filter(({ current }) => current).map(({ ipAddress }) => ipAddress),
    ['198.51.100.20'],
  )
})

test('a forged or foreign cookie is nobody', async () => {
  for (const cookie of [
    'talka.session_token=abc',
    'talka.session_token=abc.def',
    'talka.session_token=%00',
    'other=1',
  ]) {
    assert.equal((await identify(main.office, new Headers({ cookie }))).actor, null, cookie)
  }
})

test('what a caller may holds until his session ends, and never beyond the day', async () => {
  const page = browser(main.office)
  await givePassword(people.lina.id)
  await page.signIn({ email: people.lina.email, password })
  const cookie = [...page.cookies()].map(([name, value]) => `${name}=${value}`).join('; ')
  const until = async () => (await identify(main.office, new Headers({ cookie }))).actor!.until.toString()
  assert.match(await until(), /T2[12]:00:00Z$/)
  const ends = (await main.office.db.selectFrom('session').select('expiresAt').orderBy('createdAt').execute()).at(-1)!
  holdClock(Temporal.Instant.from(ends.expiresAt).subtract({ minutes: 1 }))
  try {
    assert.ok(Temporal.Instant.compare(await until(), ends.expiresAt) <= 0)
  } finally {
    holdClock()
  }
})

test('one ends a session of one’s own and no other’s, and it is out at once', async () => {
  await givePassword(people.ieva.id)
  await givePassword(people.rasa.id)
  const [laptop, phone, others] = [browser(main.office), browser(main.office), browser(main.office)]
  await laptop.signIn({ email: people.ieva.email, password })
  const before = new Set((await laptop.sessions({})).items.map(({ id }) => id))
  await phone.signIn({ email: people.ieva.email, password })
  await others.signIn({ email: people.rasa.email, password })
  const { id: sessionId } = (await laptop.sessions({})).items.find(({ id }) => !before.has(id))!
  await assert.rejects(others.endSession({ sessionId }), refused('office.noSuchSession'))
  await assert.rejects(browser(main.office).endSession({ sessionId }), refused('core.notSignedIn'))
  assert.equal((await phone.me({})).member.id, people.ieva.id)
  await laptop.endSession({ sessionId })
  await assert.rejects(phone.me({}), refused('core.notSignedIn'))
  assert.ok((await laptop.sessions({})).items.every(({ id }) => id !== sessionId))
  await assert.rejects(laptop.endSession({ sessionId }), refused('office.noSuchSession'))
})

test('a page that was shown to one is answered by nobody else’s session, and a key asks for no page', async () => {
  await givePassword(people.ieva.id)
  const [own, anothers] = [people.ieva, people.rasa].map(({ id }) => browser(main.office, { 'x-talka-member': id }))
  const signedIn = browser(main.office)
  await signedIn.signIn({ email: people.ieva.email, password })
  for (const page of [own!, anothers!]) for (const [name, value] of signedIn.cookies()) page.cookies().set(name, value)
  assert.equal((await own!.me({})).member.id, people.ieva.id)
  const isRefused = (error: { status?: number; data?: { says?: string; params?: object } }) => {
    assert.deepEqual([error.status, error.data?.params], [401, { name: people.ieva.name }])
    return refused('office.otherMember')(error)
  }
  await assert.rejects(anothers!.me({}), isRefused)
  await assert.rejects(anothers!.signOut({}), isRefused)
  assert.equal((await signedIn.me({})).member.id, people.ieva.id)
  const { key } = await signedIn.makeApiKey({ name: 'Try' })
  const program = browser(main.office, { authorization: `Bearer ${key}`, 'x-talka-member': people.rasa.id })
  assert.equal((await program.me({})).member.id, people.ieva.id)
})
