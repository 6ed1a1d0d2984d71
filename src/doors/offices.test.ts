import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ORPCError } from '@orpc/server'
import { as, callAs } from '#checks/as.ts'
import { plausibleInput } from '#checks/inputs.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { southernRecords, type WalkRecords } from '#checks/walk-records.ts'
import { addressOf, type OpenOffice } from '#core/offices.ts'
import { ownerKeyOf, takeStagedUpload } from '#core/staging.ts'
import { duties } from '#duties/index.ts'
import { operationsOf } from './operations-of.ts'

let server: TestServer
let acme: OpenOffice
let acmePeople: People
let records: WalkRecords
before(async () => {
  server = await openTestServer(duties, { trustProxy: true })
  await server.offices.add('acme', ['acme.example'])
  acme = await server.offices.byName('acme')
  acmePeople = await makePeople(acme)
  records = await southernRecords(server.office, server.people)
})
after(() => server.close())

const at = (host: string, key: string) => ({ 'x-forwarded-host': host, authorization: `Bearer ${key}` })
const me = (host: string, key: string) => fetch(`${server.url}/api/desk/waiting`, { headers: at(host, key) })

test('an office answers at its own host, and its keys open no other', async () => {
  const ofMain = await server.keyOf(server.people.rasa)
  const ofAcme = await server.keyOf(acmePeople.rasa, acme)
  assert.equal((await me('desk.example', ofMain)).status, 200)
  assert.equal((await me('acme.example', ofAcme)).status, 200)
  assert.equal((await me('acme.example', ofMain)).status, 401)
  assert.equal((await me('desk.example', ofAcme)).status, 401)
})

test('no operation called in one office shows or changes a record of the other', async () => {
  const before = await eventsIn(server.office)
  const theirs = [...Object.values(records.ids), ...Object.values(server.people).map((one) => idOf(one))]
  for (const operation of operationsOf(duties)) {
    for (const member of [acmePeople.administrator, acmePeople.rasa, acmePeople.daiva, acmePeople.vytautas]) {
      const input = plausibleInput(operation.input, records.ids)
      const text = await said(operation, input, member)
      const given = JSON.stringify(input)
      for (const id of theirs) assert.ok(given.includes(id) || !text.includes(id), `${operation.name} shows ${id}`)
      for (const secret of records.secrets) assert.ok(!text.includes(secret), `${operation.name} shows ${secret}`)
    }
  }
  assert.equal(await eventsIn(server.office), before)
})

test('the database itself keeps the roles of the offices apart', async () => {
  for (const sql of [
    'select * from office_main.member',
    'insert into office_main.running_number values ($$x$$, 2026, 1)',
    'select * from talka.office',
    'select * from graphile_worker.jobs',
    'create table office_main.mine (id integer)',
    'set role office_main',
  ]) {
    await assert.rejects(acme.pool.query(sql), /permission denied|does not exist/, sql)
  }
})

test('files and uploads of one office are not there in the other', async () => {
  const { sha256 } = await server.office.files.keep(Buffer.from('a receipt'))
  assert.equal(await acme.files.has(sha256), false)
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-length': '0',
    ...at('desk.example', await server.keyOf(server.people.rasa)),
  }
  const begun = await fetch(`${server.url}/uploads`, { method: 'POST', headers })
  const uploadId = begun.headers.get('location')!.split('/').at(-1)!
  const owner = ownerKeyOf(server.people.rasa)
  assert.equal((await takeStagedUpload(server.office, uploadId, owner)).size, 0)
  await assert.rejects(takeStagedUpload(acme, uploadId, owner), /noSuchUpload/)
})

test('every link that an office mails or shows leads to that office', async () => {
  const administrator = as(acme, acmePeople.administrator).office
  const { link } = await administrator.invite({ memberId: acmePeople.jonas.id })
  const { link: reset } = await administrator.makeResetLink({ memberId: acmePeople.ieva.id })
  const rasa = as(acme, acmePeople.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: acmePeople.north, month: '2026-03-01' })
  const { url } = await rasa.makeLink({ roundId, memberId: acmePeople.jonas.id })
  const { body } = await rasa.reminderText({ roundId, memberId: acmePeople.jonas.id })
  const own = /^http:\/\/acme\.example:4400\//
  for (const address of [link, reset, url!]) assert.match(address, own)
  assert.deepEqual(body.match(/http\S+/g), [url])
  const { invite } = as(server.office, server.people.administrator).office
  assert.match((await invite({ memberId: server.people.jonas.id })).link, /^http:\/\/127\.0\.0\.1:4400\//)
})

test('an office is at its first host, under the protocol and port of the installation', () => {
  const address = 'https://desk.example:8443'
  assert.equal(addressOf({ hosts: [] }, address), address)
  assert.equal(addressOf({ hosts: ['acme.example', 'a.example'] }, address), 'https://acme.example:8443')
  assert.equal(addressOf({ hosts: ['old.example', 'desk.example'] }, address), address)
  assert.equal(addressOf({ hosts: ['acme.example'] }, 'https://desk.example'), 'https://acme.example')
})

test('an office is only given a host that requests can name', async () => {
  for (const host of [
    'localhost:4612',
    'localhost:80',
    'https://a.example',
    'a.example/',
    'a b',
    '*.example',
    '::1',
    '',
    'a..b',
    'a.example.',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
  ])
    await assert.rejects(server.offices.add('other', [host]), /officeHost/, host)
  assert.ok(!(await server.offices.names()).includes('other'))
  await server.offices.add('other', ['Other.Example', '[::1]', 'ąžuolas.example'])
  const { hosts } = (await server.offices.list()).find(({ name }) => name === 'other')!
  assert.deepEqual(hosts, ['other.example', '[::1]', 'xn--uolas-2wa16f.example'])
})

test('a host is one office’s alone, and the installation’s own that of the first', async () => {
  for (const [host, why] of [
    ['acme.example', /officeHostTaken/],
    ['ACME.example', /officeHostTaken/],
    ['127.0.0.1', /officeHostOwn/],
  ] as const)
    await assert.rejects(server.offices.add('second', [host]), why, host)
  await assert.rejects(server.offices.setHosts('acme', ['acme.example', '127.0.0.1']), /officeHostOwn/)
  await assert.rejects(server.offices.setHosts('main', ['acme.example']), /officeHostTaken/)
  await server.offices.setHosts('main', ['127.0.0.1'])
  await server.offices.setHosts('main', [])
  const both = ['second.example', 'third.example'].map((name) =>
    server.offices.add(name.split('.')[0]!, ['same.example']),
  )
  const made = await Promise.allSettled(both)
  assert.deepEqual(made.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await assert.rejects(server.offices.setHosts('nowhere', []), /officeUnknown/)
})

test('an office that is given another host answers there, and no more where it was', async () => {
  await server.offices.setHosts('acme', ['new.example'])
  assert.equal((await server.offices.byHost('new.example')).name, 'acme')
  assert.notEqual((await server.offices.byHost('acme.example')).name, 'acme')
  assert.equal(acme.url, 'http://new.example:4400')
  await server.offices.setHosts('acme', ['acme.example'])
})

test('what happens in one office is not told in the other', () => {
  let heard = 0
  const stop = acme.live.listen(() => {
    heard += 1
  })
  const ofAll = { memberId: null, teamId: null, departmentId: null, openTo: [], isHeld: false, goneTo: [] }
  const event = { id: 'x', operation: 'x', records: [], actorId: null, ...ofAll }
  server.office.live.publish([event])
  assert.equal(heard, 0)
  acme.live.publish([event])
  assert.equal(heard, 1)
  stop()
})

async function said(operation: ReturnType<typeof operationsOf>[number], input: object, member: { id: string }) {
  try {
    const output = await operation.run(input, await callAs(acme, member))
    return output instanceof Blob ? await output.text() : JSON.stringify(output ?? null)
  } catch (error) {
    if (error instanceof ORPCError && error.status < 500) return JSON.stringify(error.toJSON())
    throw error
  }
}

async function eventsIn({ db }: OpenOffice): Promise<number> {
  const { count } = await db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function idOf(one: string | { id: string }): string {
  return typeof one === 'string' ? one : one.id
}
