import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { MailRefused, openMail } from './mail.ts'

interface Letter {
  to: string[]
  text: string
}
const letters: Letter[] = []
let server: SMTPServer
let url = ''

const options: SMTPServerOptions = {
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  size: 1_000_000,
  onAuth: ({ username, password }, _session, done) =>
    username === 'talka' && password === 'slaptas'
      ? done(null, { user: 'talka' })
      : done(refusal(535, 'Wrong password')),
  onRcptTo: ({ address }, _session, done) => {
    if (address.startsWith('nobody')) return done(refusal(550, 'No such user here'))
    if (address.startsWith('full')) return done(refusal(452, 'Mailbox full, try later'))
    done()
  },
  onData: (stream, session, done) => {
    const pieces: Buffer[] = []
    stream.on('data', (piece: Buffer) => pieces.push(piece))
    stream.on('end', () => {
      const text = Buffer.concat(pieces).toString()
      if (text.includes('Subject: SPAM')) return done(refusal(554, 'Looks like spam'))
      letters.push({ to: session.envelope.rcptTo.map((one) => one.address), text })
      done()
    })
  },
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

before(async () => {
  server = new SMTPServer(options)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  url = `127.0.0.1:${(server.server.address() as AddressInfo).port}`
})
after(() => new Promise<void>((closed) => server.close(closed)))

const from = 'Talka <talka@example.lt>'
const letter = {
  to: 'ruta@example.lt',
  subject: 'Trūksta kvitų: kovas',
  text: 'Laba diena, Rūta!\nTrūksta viešbučio kvito.',
}
const open = () => openMail({ smtpUrl: `smtp://talka:slaptas@${url}`, from })
const refusedAs = (says: string, passing: boolean, sentence: RegExp) => (error: unknown) => {
  assert.ok(error instanceof MailRefused, String(error))
  assert.deepEqual([error.says, error.passing], [says, passing])
  assert.match(error.message, sentence)
  return true
}

test('a letter reaches the server with its Lithuanian words, answers’ address and attachment', async () => {
  const attachments = [{ name: 'išlaidos.csv', bytes: new TextEncoder().encode('a;b'), mime: 'text/csv' }]
  const mail = {
    ...letter,
    replyTo: 'egle@example.lt',
    html: '<p>Trūksta</p>',
    attachments,
    id: 'r1',
  }
  const sent = await open().send(mail)
  assert.deepEqual(sent, { messageId: '<r1@example.lt>', refused: [] })
  const { to, text } = letters.at(-1)!
  assert.deepEqual(to, ['ruta@example.lt'])
  assert.match(text, /Reply-To: egle@example\.lt/)
  assert.match(text, /^Auto-Submitted: auto-generated\r$/m)
  assert.match(text, /^Message-ID: <r1@example\.lt>\r$/m)
  assert.match(text, /Subject: =\?UTF-8\?/)
  assert.match(text, /filename\*0\*=utf-8''i%C5%A1laidos\.csv|filename\*=utf-8''i%C5%A1laidos\.csv/)
  assert.ok(text.includes(Buffer.from('a;b').toString('base64')))
})

test('an address the server does not know is named', async () => {
  const sending = open().send({ ...letter, to: 'nobody@example.lt' })
  await assert.rejects(sending, refusedAs('core.mail.addressRefused', false, /nobody@example\.lt.*No such user/))
  const some = await open().send({ ...letter, to: ['ruta@example.lt', 'nobody@example.lt'] })
  assert.deepEqual(some.refused, ['nobody@example.lt'])
  await assert.rejects(open().send({ ...letter, to: '' }), refusedAs('core.mail.addressRefused', false, /./))
})

test('a refusal that may pass is told from one that will not', async () => {
  const full = open().send({ ...letter, to: 'full@example.lt' })
  await assert.rejects(full, refusedAs('core.mail.addressRefused', true, /Mailbox full/))
  const spam = open().send({ ...letter, subject: 'SPAM' })
  await assert.rejects(spam, refusedAs('core.mail.messageRefused', false, /Looks like spam/))
})

test('a wrong password is said without telling it', async () => {
  const wrong = openMail({ smtpUrl: `smtp://talka:neteisingas@${url}`, from })
  await assert.rejects(wrong.send(letter), (error: Error) => {
    assert.ok(refusedAs('core.mail.signInRefused', false, /refused the sign-in/)(error))
    return !JSON.stringify({ ...error, message: error.message }).includes('neteisingas')
  })
})

test('a server whose certificate nobody vouches for is not trusted', async () => {
  const secure = new SMTPServer({ ...options, secure: true })
  secure.listen(0, '127.0.0.1')
  await once(secure.server, 'listening')
  const { port } = secure.server.address() as AddressInfo
  secure.on('error', () => {})
  const sending = openMail({ smtpUrl: `smtps://127.0.0.1:${port}`, from }).send(letter)
  await assert.rejects(sending, refusedAs('core.mail.notTrusted', false, /cannot be trusted/))
  await new Promise<void>((closed) => secure.close(closed))
})

test('a dead server is said in a sentence and is worth another try', async () => {
  const gone = new SMTPServer(options)
  gone.listen(0, '127.0.0.1')
  await once(gone.server, 'listening')
  const { port } = gone.server.address() as AddressInfo
  await new Promise<void>((closed) => gone.close(closed))
  const sending = openMail({ smtpUrl: `smtp://127.0.0.1:${port}` }).send(letter)
  await assert.rejects(sending, refusedAs('core.mail.serverDead', true, /does not answer/))
})

test('without a server nothing is sent and that is known beforehand', async () => {
  const none = openMail({})
  assert.equal(none.configured, false)
  await assert.rejects(none.send(letter), refusedAs('core.mail.notSetUp', false, /No mail server/))
})
