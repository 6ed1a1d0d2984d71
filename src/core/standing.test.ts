import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import S3rver from 's3rver'
import { heardLog } from '#checks/heard-log.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { duties } from '#duties/index.ts'
import { openFiles } from './files.ts'
import { openMail } from './mail.ts'
import { standingOn } from './standing.ts'

let dir: string
let store: S3rver
let port: number
let server: TestServer
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'talka-standing-'))
  port = await startStore(0)
  const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  const endpoint = `http://127.0.0.1:${port}`
  const files = openFiles({ kind: 's3', bucket: 'talka', region: 'us-east-1', endpoint, ...keys })
  const mail = openMail({ smtpUrl: 'smtp://127.0.0.1:9', from: 'desk@talka.example' })
  const standing = () => standingOn({ files, mail, log: quietLog })()
  server = await openTestServer(duties, { standing }, { files, mail })
})
after(async () => {
  await server.close()
  await store.close().catch(() => {})
  await rm(dir, { recursive: true, force: true })
})

async function startStore(at: number): Promise<number> {
  const configureBuckets = [{ name: 'talka', configs: [] }]
  store = new S3rver({ port: at, address: '127.0.0.1', silent: true, directory: dir, configureBuckets })
  return (await store.run()).port
}

const ready = async () => {
  const answer = await fetch(`${server.url}/readyz`)
  return {
    status: answer.status,
    body: (await answer.json()) as { ready: boolean; reason?: string; missing?: string[] },
  }
}
const inside = /127\.0\.0\.1|localhost|ECONN|:\d{4}|\bat |talka-standing/

test('what does not answer is logged once with its cause, and once more when it is back', async () => {
  const { log, heard } = heardLog()
  let isAway = true
  const check = async () => {
    if (isAway) throw new Error('connect ECONNREFUSED 127.0.0.1:9')
  }
  const files = { ...openFiles({ kind: 'disk', dir }), check: async () => {} }
  const ask = standingOn(
    { files, mail: { ...openMail({ smtpUrl: 'smtp://127.0.0.1:9', from: 'desk@talka.example' }), check }, log },
    0,
  )
  for (let time = 0; time < 3; time++) assert.match((await ask())[0]!.sentence, /^The mail server does not answer/)
  isAway = false
  for (let time = 0; time < 3; time++) assert.deepEqual(await ask(), [])
  assert.deepEqual(
    heard.map(({ level, msg }) => [level, /does not answer|is back/.test(msg)]),
    [
      [40, true],
      [30, true],
    ],
  )
})

test('a mail server that does not answer is told and stops nobody, an object store that does not answer makes not ready', async () => {
  const before = await ready()
  assert.deepEqual([before.status, before.body.ready], [200, true])
  assert.match(before.body.missing?.join() ?? '', /^The mail server does not answer/)
  await store.close()
  const away = await ready()
  assert.deepEqual([away.status, away.body.ready], [503, false])
  assert.match(away.body.reason ?? '', /^The store of files does not answer/)
  assert.doesNotMatch(JSON.stringify(away.body), inside)
  await startStore(port)
  assert.equal((await ready()).status, 200)
})

test('while the object store is away people get 503 and a sentence without inner addresses, and nothing is kept by half', async () => {
  const authorization = `Bearer ${await server.keyOf(server.people.rasa)}`
  await store.close()
  const form = new FormData()
  form.set('file', new File(['%PDF-1.4 receipt'], 'a.pdf', { type: 'application/pdf' }))
  form.set('memberId', server.people.jonas.id)
  const answer = await fetch(`${server.url}/api/expenses/receipts`, {
    method: 'POST',
    headers: { authorization },
    body: form,
  })
  const text = await answer.text()
  assert.equal(answer.status, 503, text)
  assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/)
  assert.match(text, /Failų saugykla neatsako/)
  assert.doesNotMatch(text, inside)
  assert.deepEqual(await server.office.db.selectFrom('expenseReceipt').select('id').execute(), [])
  await startStore(port)
})

test('a bucket that is not there is an object store that does not answer', async () => {
  const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  const endpoint = `http://127.0.0.1:${port}`
  const files = openFiles({ kind: 's3', bucket: 'nowhere', region: 'us-east-1', endpoint, ...keys })
  const [trouble] = await standingOn({ files, mail: openMail({}), log: quietLog })()
  assert.match(trouble?.sentence ?? '', /^The store of files/)
})

test('who takes the line and never answers is given up after a few seconds', async () => {
  const deaf = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => deaf.once('listening', done))
  const { port: silent } = deaf.address() as { port: number }
  const mail = openMail({ smtpUrl: `smtp://127.0.0.1:${silent}`, from: 'desk@talka.example' })
  const files = openFiles({ kind: 'disk', dir })
  const troubles = await standingOn({ files, mail, log: quietLog })()
  assert.deepEqual(
    troubles.map(({ stops }) => stops),
    [false],
  )
  deaf.close()
})
