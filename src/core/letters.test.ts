import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import * as z from 'zod'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { testSlots } from '#checks/test-slots.ts'
import { job, queueJob } from './jobs.ts'
import { startJobs, type Workers } from './jobs-work.ts'
import { mailTries, sendLetter } from './letters.ts'
import { MailRefused, openMail } from './mail.ts'

/** How the server meets the next letters; `taken` are those it has as a whole. */
let meets: 'takes' | 'greylists' | 'refuses' | 'cuts after the letter' | 'never answers' | 'refuses the letter' =
  'takes'
const taken: string[] = []
let met = 0
const sockets = new Set<Socket>()

const server = new SMTPServer({
  disabledCommands: ['STARTTLS', 'AUTH'],
  closeTimeout: 100,
  hideSMTPUTF8: false,
  onRcptTo(_address, _session, done) {
    met += 1
    if (meets === 'greylists') return done(refusal(451, 'Greylisted, try again in five minutes'))
    return meets === 'refuses' ? done(refusal(550, 'No such user here')) : done()
  },
  onData(stream, _session, done) {
    const pieces: Buffer[] = []
    stream.on('data', (piece: Buffer) => pieces.push(piece))
    stream.on('end', () => answer(Buffer.concat(pieces).toString(), done))
  },
})

function answer(letter: string, done: (error?: Error) => void): void {
  if (meets !== 'refuses the letter') taken.push(letter)
  if (meets === 'refuses the letter') done(refusal(452, 'Too busy'))
  else if (meets === 'cuts after the letter') for (const socket of sockets) socket.destroy()
  else if (meets !== 'never answers') done()
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

let home: TestOffice
let people: People
let workers: Workers
const writing = job({
  name: 'write',
  slot: 'mail',
  tries: mailTries,
  payload: z.object({ to: z.string() }),
  do: (at) => sendLetter(at, { to: at.payload.to, subject: 'Trūksta kvito', text: 'Laba diena' }),
})

const reminding = job({
  name: 'remind',
  slot: 'later',
  isOutgoing: true,
  payload: z.object({}),
  do: async () => void reminded.push('all'),
})
const reminded: string[] = []

const failing = job({
  name: 'fail',
  slot: 'mail',
  tries: mailTries,
  payload: z.object({}),
  do: () => Promise.reject(new TypeError('undefined is not a function')),
})

before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  server.server.on('connection', (socket: Socket) => sockets.add(socket))
  const { port } = server.server.address() as AddressInfo
  home = await openTestOffice()
  people = await makePeople(home.office)
  home.office.mail = openMail({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'desk@žirgas.lt', patienceMs: 3_000 })
  const { offices } = home
  workers = await startJobs({
    pool: offices.adminPool,
    offices,
    tasks: [writing, failing, reminding],
    slots: testSlots,
    log: quietLog,
  })
})
after(async () => {
  await workers.stop()
  for (const socket of sockets) socket.destroy()
  await new Promise<void>((closed) => server.close(closed))
  await home.close()
})
beforeEach(() => {
  meets = 'takes'
  taken.length = 0
  met = 0
})

const daiva = () => as(home.office, people.daiva).desk
const write = (to = 'ruta@example.lt') =>
  queueJob(home.office.db, { task: 'write', payload: { to }, says: 'desk.name', askedBy: people.daiva.id })

/** The job as its asker sees it, once it is so. */
async function seen(id: string, is: (job: Awaited<ReturnType<ReturnType<typeof daiva>['job']>>) => boolean) {
  for (;;) {
    const found = await daiva().job({ id })
    if (is(found)) return found
    await new Promise((next) => setTimeout(next, 20))
  }
}
const ended = (id: string) => seen(id, ({ state }) => state === 'done' || state === 'failed')
const hasToWait = (id: string) => seen(id, ({ nextTryAt }) => nextTryAt !== null)
/** Makes the queue give it out again at once. */
const comeAround = () =>
  home.offices.adminPool.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()')

test('a letter a server puts off is tried again with longer and longer pauses, and its asker reads why and when', async () => {
  meets = 'greylists'
  const id = await write()
  const first = await hasToWait(id)
  assert.equal(first.state, 'waiting')
  assert.match(first.failure!, /ruta@example\.lt.*Greylisted/)
  await comeAround()
  const second = await seen(id, ({ attempts, nextTryAt }) => attempts === 2 && nextTryAt !== null)
  const pause = (job: typeof first) => Date.parse(job.nextTryAt!) - Date.now()
  assert.ok(pause(second) > 5_000 && pause(second) < 9_000, second.nextTryAt!)
  meets = 'takes'
  await comeAround()
  const done = await ended(id)
  assert.deepEqual([done.state, done.failure, done.attempts], ['done', null, 3])
  assert.equal(taken.length, 1)
})

test('letters are tried for three days, at the last every six hours', () => {
  const pauses = Array.from({ length: mailTries.most - 1 }, (_, at) => Math.exp(Math.min(at + 1, 10)))
  const hours = pauses.reduce((sum, seconds) => sum + seconds, 0) / 3600
  assert.ok(hours > 72 && hours < 84, `${hours} hours`)
  assert.ok(pauses.at(-1)! < 6.2 * 3600)
})

test('a letter a server will never have is tried once, and its asker reads why', async () => {
  meets = 'refuses'
  const { state, failure, attempts } = await ended(await write('rita@example.lt'))
  assert.deepEqual([state, attempts, met], ['failed', 1, 1])
  assert.match(failure!, /rita@example\.lt.*No such user/)
  const { items } = await daiva().waiting({})
  assert.ok(items.some(({ text }) => /rita@example\.lt.*No such user/.test(text)))
})

test('a letter that cannot be written is tried once: what is asked for does not fit, or Talka has a fault', async () => {
  const asked = { task: 'write', says: 'desk.name', askedBy: people.daiva.id }
  const misfit = await queueJob(home.office.db, { ...asked, payload: { to: 7 } })
  const fault = await queueJob(home.office.db, { ...asked, task: 'fail', payload: {} })
  for (const id of [misfit, fault]) {
    const { state, attempts } = await seen(id, (job) => job.state === 'failed' || job.nextTryAt !== null)
    assert.deepEqual([state, attempts], ['failed', 1])
  }
})

test('a letter whose line breaks after it was handed over is not sent again until its asker says so', async () => {
  for (const breaks of ['cuts after the letter', 'never answers'] as const) {
    meets = breaks
    const id = await write()
    const { state, failure, attempts } = await ended(id)
    assert.deepEqual([state, attempts, taken.length], ['failed', 1, 1], breaks)
    assert.match(failure!, /may have been sent/)
    meets = 'takes'
    await daiva().retryJob({ id })
    assert.equal((await ended(id)).state, 'done')
    const [first, again] = taken.map((letter) => /^Message-ID: (.+)\r$/m.exec(letter)![1])
    assert.equal(first, `<${id}@xn--irgas-tib.lt>`)
    assert.equal(again, first)
    taken.length = 0
  }
})

test('a letter refused after it was read was not taken, and is tried again', async () => {
  meets = 'refuses the letter'
  const id = await write()
  assert.match((await hasToWait(id)).failure!, /Too busy/)
  meets = 'takes'
  await comeAround()
  assert.equal((await ended(id)).state, 'done')
  assert.equal(taken.length, 1)
})

test('what a killed program had handed over is not sent again by the next one', async () => {
  meets = 'greylists'
  const id = await write()
  await hasToWait(id)
  await home.office.db.updateTable('job').set({ handedOverAt: new Date().toISOString() }).where('id', '=', id).execute()
  meets = 'takes'
  await comeAround()
  assert.match((await ended(id)).failure!, /may have been sent/)
  assert.equal(taken.length, 0)
})

test('nothing is handed over when that cannot be noted', async () => {
  const mail = { to: 'ruta@example.lt', subject: 'x', text: 'y' }
  const beforeHandOver = () => Promise.reject(new Error('no database'))
  await assert.rejects(home.office.mail.send({ ...mail, beforeHandOver }), (error) => !(error instanceof MailRefused))
  assert.equal(taken.length, 0)
})

test('an address of any script is written to', async () => {
  await ended(await write('rūta@žirgas.lt'))
  assert.equal(taken.length, 1)
  assert.match(taken[0]!, /^To: .*r(ū|=C5=AB|\?)/m)
})

test('what waited when an office was backed up does not go out from the restored one until somebody says so', async () => {
  const ids = await home.office.db.transaction().execute(async (db) => {
    const asked = { says: 'expenses.job.mailing', params: { name: 'Rūta Vėjelė' }, askedBy: people.daiva.id }
    const letter = await queueJob(db, { ...asked, task: 'write', payload: { to: 'ruta@example.lt' } })
    const reminders = await queueJob(db, { ...asked, task: 'remind', payload: {} })
    await db.updateTable('job').set({ heldSince: '2026-11-28T10:00:00Z' }).execute()
    return [letter, reminders]
  })
  for (const id of ids) {
    const held = await ended(id)
    assert.equal(held.state, 'failed')
    assert.match(held.failure!, /^Not sent since this office was restored.*: Rūta Vėjelė\./)
  }
  assert.deepEqual([taken, reminded], [[], []])
  const [letter, reminders] = ids as [string, string]
  await daiva().dismissJob({ id: reminders })
  await daiva().retryJob({ id: letter })
  assert.equal((await ended(letter)).state, 'done')
  assert.deepEqual([taken.length, reminded.length], [1, 0])
  const { items } = await daiva().waiting({})
  assert.ok(!items.some(({ key }) => ids.includes(key.slice('job:'.length))))
})
