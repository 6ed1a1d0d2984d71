import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as, browser, givePasswordTo, password, refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { holdClock } from '#core/clock.ts'
import { identify } from './public.ts'

let main: TestOffice
let people: People

before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
})
after(() => main.close())

const givePassword = (memberId: string) => givePasswordTo(main.office, people.administrator, memberId)

test('a new office is set up once, and its administrator is signed in', async () => {
  const fresh = await openTestOffice()
  try {
    const page = browser(fresh.office)
    assert.equal((await page.state({})).setUp, false)
    const input = {
      name: 'Vijoklis',
      country: 'LT',
      currency: 'EUR',
      timeZone: 'Europe/Vilnius',
      language: 'lt' as const,
      administrator: { name: 'Ona Upė', email: 'Ona@Talka.example', password },
    }
    await assert.rejects(page.me({}), refused('core.notSignedIn'))
    await page.setUp(input)
    const me = await page.me({})
    assert.equal(me.member.email, 'ona@talka.example')
    assert.deepEqual(me.rights.sort(), ['anyone', 'expenses.publish', 'member', 'office.administer'])
    assert.deepEqual(
      (await page.branches({})).items.map(({ name, headquarters }) => [name, headquarters]),
      [['Pagrindinė buveinė', true]],
    )
    assert.equal((await page.teams({})).items.length, 1)
    const state = await browser(fresh.office).state({})
    assert.deepEqual([state.setUp, state.sample, state.name], [true, false, 'Vijoklis'])
    await assert.rejects(browser(fresh.office).setUp(input), refused('office.alreadySetUp'))
    await assert.rejects(browser(fresh.office).openSample({}), refused('office.alreadySetUp'))
  } finally {
    await fresh.close()
  }
})

test('of more who set the office up at once than there are connections one does, and the others are told', async () => {
  const fresh = await openTestOffice()
  try {
    const input = (name: string) => ({
      name,
      country: 'LT',
      currency: 'EUR',
      timeZone: 'Europe/Vilnius',
      language: 'en' as const,
      administrator: { name, email: `${name}@talka.example`, password },
    })
    const names = ['ona', 'jurga', 'rita', 'aldona', 'vida', 'ina', 'lina', 'mila']
    const done = await Promise.allSettled(names.map((name) => browser(fresh.office).setUp(input(name))))
    assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of done) if (one.status === 'rejected') assert.equal(one.reason.data?.says, 'office.alreadySetUp')
  } finally {
    await fresh.close()
  }
})

test('one signs in, changes the password, and signs out', async () => {
  await givePassword(people.rasa.id)
  const page = browser(main.office)
  await page.signIn({ email: ' RASA@talka.example', password })
  assert.equal((await page.me({})).member.id, people.rasa.id)
  const other = browser(main.office)
  await other.signIn({ email: people.rasa.email, password })
  assert.ok((await page.sessions({})).items.filter((session) => session.current).length === 1)

  await assert.rejects(
    page.changePassword({ current: 'wrong', password: 'nauja upė teka' }),
    refused('office.wrongCurrentPassword'),
  )
  await page.changePassword({ current: password, password: 'nauja upė teka' })
  await assert.rejects(other.me({}), refused('core.notSignedIn'))
  assert.equal((await page.sessions({})).items.length, 1)
  await assert.rejects(
    browser(main.office).signIn({ email: people.rasa.email, password }),
    refused('office.wrongPassword'),
  )

  await page.signOut({})
  await assert.rejects(page.me({}), refused('core.notSignedIn'))
})

test('enterAs is refused in a real office', async () => {
  const page = browser(main.office)
  await assert.rejects(page.enterAs({ memberId: people.administrator.id }), refused('office.noSample'))
  await assert.rejects(page.samplePeople({}), refused('office.noSample'))
  await assert.rejects(page.me({}), refused('core.notSignedIn'))
})

test('a sample office is entered as any of its people by a click', async () => {
  const sample = await openTestOffice()
  try {
    const page = browser(sample.office)
    const { jobId } = await page.openSample({ language: 'lt' })
    const filling = await page.state({})
    assert.deepEqual([filling.setUp, filling.sample, filling.filling?.state], [false, true, 'waiting'])
    await assert.rejects(page.openSample({}), refused('office.alreadySetUp'))
    const { rasa, milda } = await makePeople(sample.office)
    assert.ok((await page.state({})).setUp, 'one can come in while the months are still being filled')
    await sample.office.db.updateTable('job').set({ state: 'done' }).where('id', '=', jobId).execute()
    assert.equal((await page.state({})).filling, null)
    assert.ok((await page.samplePeople({})).items.some((one) => one.id === rasa.id && one.team === 'North'))
    await page.enterAs({ memberId: rasa.id })
    assert.equal((await page.me({})).member.id, rasa.id)
    await sample.office.db
      .updateTable('member')
      .set({ deactivatedAt: new Date().toISOString() })
      .where('id', '=', milda.id)
      .execute()
    await assert.rejects(page.enterAs({ memberId: milda.id }), refused('office.noSuchMember'))
  } finally {
    await sample.close()
  }
})

test('an invitation is used once and expires', async () => {
  const { link } = await as(main.office, people.administrator).invite({ memberId: people.lina.id })
  const token = link.split('/').at(-1)!
  assert.match(link, /^http:\/\/127\.0\.0\.1:4400\/invite\//)
  assert.equal((await browser(main.office).invitation({ token })).name, people.lina.name)
  await browser(main.office).acceptInvitation({ token, password })
  await assert.rejects(browser(main.office).acceptInvitation({ token, password }), refused('office.linkUsed'))

  const older = await as(main.office, people.administrator).invite({ memberId: people.paulius.id })
  const newer = await as(main.office, people.administrator).invite({ memberId: people.paulius.id })
  await assert.rejects(
    browser(main.office).invitation({ token: older.link.split('/').at(-1)! }),
    refused('office.linkUsed'),
  )
  await main.office.db
    .updateTable('invitation')
    .set({ expiresAt: '2026-01-01T00:00:00Z' })
    .where('memberId', '=', people.paulius.id)
    .execute()
  await assert.rejects(
    browser(main.office).acceptInvitation({ token: newer.link.split('/').at(-1)!, password }),
    refused('office.linkUsed'),
  )
})

test('a reset link ends all sessions and API keys and sets the new password', async () => {
  await givePassword(people.lina.id)
  const page = browser(main.office)
  await page.signIn({ email: people.lina.email, password })
  const { key } = await page.makeApiKey({ name: 'script' })
  const program = browser(main.office, { authorization: `Bearer ${key}` })
  await program.me({})
  const { link, sentTo } = await as(main.office, people.administrator).makeResetLink({ memberId: people.lina.id })
  assert.equal(sentTo, null)
  await browser(main.office).acceptInvitation({ token: link.split('/').at(-1)!, password: 'visai kitas žodis' })
  await assert.rejects(page.me({}), refused('core.notSignedIn'))
  await assert.rejects(program.me({}), refused('core.notSignedIn'))
  await browser(main.office).signIn({ email: people.lina.email, password: 'visai kitas žodis' })
})

test('asking for a new password answers alike for everybody', async () => {
  const page = browser(main.office)
  const known = await page.askReset({ email: people.lina.email })
  assert.deepEqual(await page.askReset({ email: 'stranger@talka.example' }), known)
})

test('a deactivated member is out at once', async () => {
  await givePassword(people.tomasz.id)
  const page = browser(main.office)
  await page.signIn({ email: people.tomasz.email, password })
  const key = await page.makeApiKey({ name: 'script' })
  const program = browser(main.office, { authorization: `Bearer ${key.key}` })
  assert.equal((await program.me({})).member.id, people.tomasz.id)

  await as(main.office, people.administrator).deactivate({ memberId: people.tomasz.id })
  await assert.rejects(page.me({}), refused('core.notSignedIn'))
  await assert.rejects(
    browser(main.office).signIn({ email: people.tomasz.email, password }),
    refused('office.wrongPassword'),
  )
  const { rows } = await main.office.pool.query('select from session where user_id = $1', [people.tomasz.id])
  assert.equal(rows.length, 0)
})

test('an API key of a deactivated member is dead, also after he is taken back', async () => {
  await givePassword(people.jonas.id)
  const page = browser(main.office)
  await page.signIn({ email: people.jonas.email, password })
  const { key } = await page.makeApiKey({ name: 'phone list' })
  const program = browser(main.office, { authorization: `Bearer ${key}` })
  assert.equal((await program.apiKeys({})).items[0]?.hint, key.slice(-4))
  const administrator = as(main.office, people.administrator)
  await administrator.deactivate({ memberId: people.jonas.id })
  await assert.rejects(program.me({}), refused('core.notSignedIn'))
  await administrator.reactivate({ memberId: people.jonas.id })
  await assert.rejects(program.me({}), refused('core.notSignedIn'))
})

test('a member whose address is written in another script signs in with it', async () => {
  const { administrator, vilnius } = people
  const email = 'Rūta@Žirgas.example'
  const { id } = await as(main.office, administrator).addMember({
    name: 'Rūta',
    email,
    language: 'lt',
    branchId: vilnius,
    roles: ['colleague'],
  })
  await givePassword(id)
  const page = browser(main.office)
  await page.signIn({ email, password })
  assert.equal((await page.me({})).member.email, 'rūta@žirgas.example')
  for (const wrong of [
    'rūta@žirgas',
    'rū ta@žirgas.example',
    'rūta@@žirgas.example',
    'r\u202eta@talka.example',
    '"a"@b.example',
  ])
    await assert.rejects(page.signIn({ email: wrong, password }), { code: 'BAD_REQUEST' }, wrong)
})

test('a revoked key stops at once, and no key is kept as it is', async () => {
  const mine = as(main.office, people.rasa)
  const made = await mine.makeApiKey({ name: 'export' })
  const program = browser(main.office, { authorization: `Bearer ${made.key}` })
  await program.me({})
  const { rows } = await main.office.pool.query('select * from api_key where id = $1', [made.id])
  assert.ok(!JSON.stringify(rows).includes(made.key))
  await assert.rejects(as(main.office, people.daiva).revokeApiKey({ keyId: made.id }), refused('office.noSuchKey'))
  await mine.revokeApiKey({ keyId: made.id })
  await assert.rejects(program.me({}), refused('core.notSignedIn'))
})

test('a stranger is answered in the language he asks for', async () => {
  assert.equal((await identify(main.office, new Headers({ 'accept-language': 'lt-LT,lt;q=0.9' }))).language, 'lt')
  const page = browser(main.office, { 'accept-language': 'lt' })
  await assert.rejects(page.me({}), /neprisijung/)
})

test('the day of the chart is the day at headquarters', async () => {
  holdClock(Temporal.Instant.from('2026-03-05T22:30:00Z'))
  try {
    const chart = await as(main.office, people.rasa).chart({})
    assert.equal(chart.today, '2026-03-06')
  } finally {
    holdClock()
  }
})
