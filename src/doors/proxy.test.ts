import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { type BareProxy, openBareProxy } from '#checks/bare-proxy.ts'
import { heardLog } from '#checks/heard-log.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { askTalka, ForeignAnswer, saysOfForeign } from '#core/foreign-answer.ts'
import { uploadPiece } from '#core/upload-piece.ts'
import { translate } from '#core/words.ts'
import { duties } from '#duties/index.ts'

const { log, heard } = heardLog()
const token = 'the token of the figures'
let proxy: BareProxy
let server: TestServer
/** As a signed-in page sends it. */
let cookie = ''
before(async () => {
  proxy = await openBareProxy()
  server = await openTestServer(duties, { metricsToken: token }, { log, url: proxy.url })
  proxy.upstream = server.url
  await server.offices.add('acme', ['acme.example'])
  const { people, office } = server
  const { link } = await as(office, people.administrator).office.invite({ memberId: people.ieva.id })
  const password = 'a long enough password'
  await as(office, null).office.acceptInvitation({ token: link.split('/').at(-1)!, password })
  const signedIn = await change('/api/office/sign-in', { email: people.ieva.email, password })
  assert.equal(signedIn.status, 200)
  const set = signedIn.headers.getSetCookie()
  cookie = set.map((one) => one.split(';')[0]).join('; ')
})
after(async () => {
  await proxy.close()
  await server.close()
})

/** A change as a page opened at the proxy asks for it. */
function change(path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') {
  return fetch(proxy.url + path, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: proxy.url, ...(cookie ? { cookie } : {}), ...headers },
  })
}
const changed = async (headers: Record<string, string>) =>
  (await change('/api/office/me', { language: 'en' }, headers, 'PATCH')).status

test('behind a bare proxy a page may change what it may, by its address or by the browser’s word for it', async () => {
  assert.equal(await changed({}), 200)
  assert.equal(await changed({ origin: 'https://desk.example:8443', 'sec-fetch-site': 'same-origin' }), 200)
})

test('behind it a foreign page still rests on no cookie', async () => {
  assert.equal(await changed({ origin: 'https://evil.example' }), 403)
  assert.equal(await changed({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await changed({ 'sec-fetch-site': 'same-site' }), 403)
  const url = new URL(proxy.url)
  assert.equal(await changed({ origin: `http://${url.hostname}:1` }), 403)
})

test('behind it nobody reads the figures without their token', async () => {
  assert.equal((await fetch(`${proxy.url}/metrics`)).status, 404)
  const headers = { authorization: `Bearer ${token}` }
  assert.match(await (await fetch(`${proxy.url}/metrics`, { headers })).text(), /talka_requests?_/)
})

test('a caller’s own X-Forwarded-Host chooses no office, nor does a trusted proxy’s where an office has the host as it came', async () => {
  const nameAt = async (url: string, headers: Record<string, string>) =>
    (await (await fetch(`${url}/api/office/state`, { headers })).json()) as { setUp: boolean }
  assert.equal((await nameAt(server.url, { 'x-forwarded-host': 'acme.example' })).setUp, true)
  const trusting = await openTestServer(duties, { trustProxy: true })
  await trusting.offices.add('acme', ['acme.example'])
  const forwarded = { 'x-forwarded-host': 'acme.example' }
  assert.equal((await nameAt(trusting.url, forwarded)).setUp, false)
  // A host that an office has is sure as it came.
  await trusting.offices.setHosts('main', ['127.0.0.1'])
  assert.equal((await nameAt(trusting.url, forwarded)).setUp, true)
  await trusting.close()
})

test('every piece of an upload passes a limit of 1 MB', async () => {
  const bytes = Buffer.alloc(3 * 1024 ** 2, 'photograph')
  const tus = { 'tus-resumable': '1.0.0', cookie, origin: proxy.url }
  const begun = await fetch(`${proxy.url}/uploads`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes.length) },
  })
  assert.equal(begun.status, 201, await begun.text())
  const address = proxy.url + begun.headers.get('location')!
  const patch = (at: number, body: Buffer) =>
    fetch(address, {
      method: 'PATCH',
      body: new Uint8Array(body),
      headers: { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) },
    })
  assert.equal((await patch(0, bytes)).status, 413)
  for (let at = 0; at < bytes.length; at += uploadPiece)
    assert.equal((await patch(at, bytes.subarray(at, at + uploadPiece))).status, 204)
})

test('what a proxy answers in our place is known, and told in the reader’s language with what to do', async () => {
  await askTalka(`${proxy.url}/healthz`)
  const tooLarge = askTalka(`${proxy.url}/rpc/x`, { method: 'POST', body: Buffer.alloc(2 * 1024 ** 2) })
  await assert.rejects(tooLarge, (error) => error instanceof ForeignAnswer && error.status === 413 && !error.isAway)
  proxy.upstream = undefined
  await assert.rejects(askTalka(`${proxy.url}/healthz`), (error) => error instanceof ForeignAnswer && error.isAway)
  proxy.upstream = server.url
  assert.match(translate('en', saysOfForeign(413)), /at least 1 MB/)
  assert.match(translate('lt', saysOfForeign(403), { status: 403 }), /403.*administratoriui/)
})

test('where the address and the proxy contradict each other, the log says once what to set', async () => {
  const said = (pattern: RegExp) => heard.filter(({ msg }) => pattern.test(msg)).length
  proxy.adds = { 'x-forwarded-for': '10.0.0.1' }
  for (let time = 0; time < 3; time++) await changed({})
  proxy.adds = {}
  assert.equal(said(/set TALKA_TRUST_PROXY=true/), 1)
  for (let time = 0; time < 3; time++)
    await changed({ origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' })
  assert.equal(said(/set TALKA_URL=https:\/\/elsewhere\.example/), 1)
})

test('a log line is short, and what only shows a page or that we live is not at info', async () => {
  heard.length = 0
  for (const path of ['/healthz', '/readyz', '/api/office/state']) await (await fetch(server.url + path)).text()
  const lines = heard.filter(({ level }) => level === 30)
  assert.deepEqual(
    lines.map(({ msg }) => msg.replace(/[\d.]+ ms/, 'n ms')),
    ['GET /api/office/state 200 n ms'],
  )
  assert.ok(JSON.stringify(lines[0]).length < 200)
})
