import assert from 'node:assert/strict'
import { request as nodeRequest } from 'node:http'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTestBucket } from '#checks/test-bucket.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { uploadTaker } from '#checks/upload-taker.ts'
import { openFiles } from '#core/files.ts'
import { addPiece, dropStagedUpload, ownerKeyOf, stagedUpload, sweepStaging, takeStagedUpload } from '#core/staging.ts'

let server: TestServer
let rasa: { authorization: string }
const goodLinks = new Set(['good', 'withdrawn later'])
before(async () => {
  const mayUpload = async (_: unknown, headers: Headers) =>
    goodLinks.has(headers.get('x-talka-link')!) ? { ownerKey: 'link:1', room: { files: 9, bytes: 1_000_000 } } : null
  server = await openTestServer(uploadTaker, { mayUpload, uploadLockMs: 200 })
  rasa = { authorization: `Bearer ${await server.keyOf(server.people.rasa)}` }
})
after(() => server.close())

const tus = { 'tus-resumable': '1.0.0' }
const octets = { 'content-type': 'application/offset+octet-stream' }

async function ask(method: string, path: string, headers: Record<string, string>, body?: BodyInit) {
  const sent = { method, headers: { ...tus, ...headers }, ...(body === undefined ? {} : { body }) }
  const answer = await fetch(server.url + path, sent)
  const said = answer.status >= 400 && method !== 'HEAD' ? ((await answer.json()) as { says: string }).says : null
  return { status: answer.status, said, headers: answer.headers }
}

async function begun(headers: Record<string, string>, length = 9) {
  return (await ask('POST', '/uploads', { ...headers, 'upload-length': String(length) })).headers
}

test('a length of any number of digits is told to be too large, not to be missing', async () => {
  for (const length of ['26214401', '9'.repeat(15), '9'.repeat(21)]) {
    const { status, said } = await ask('POST', '/uploads', { ...rasa, 'upload-length': length })
    assert.deepEqual([status, said], [413, 'core.uploadTooLarge'], length)
  }
  for (const length of ['', '-1', '1e3', '5.5'])
    assert.equal((await ask('POST', '/uploads', { ...rasa, 'upload-length': length })).said, 'core.uploadLength')
})

test('bytes that come with the beginning as another kind are refused, not lost', async () => {
  const begin = { ...rasa, 'upload-length': '5' }
  for (const type of ['text/plain', 'image/jpeg']) {
    const { status, said } = await ask('POST', '/uploads', { ...begin, 'content-type': type }, 'first')
    assert.deepEqual([status, said], [415, 'core.uploadHeaders'])
    const streamed = { method: 'POST', headers: { ...tus, ...begin, 'content-type': type }, duplex: 'half' }
    const body = new Blob(['first']).stream()
    assert.equal((await fetch(`${server.url}/uploads`, { ...streamed, body } as RequestInit)).status, 415)
  }
  assert.equal((await ask('POST', '/uploads', { ...begin, 'content-type': 'text/plain' }, '')).status, 201)
})

test('each place tells the methods that it answers, and no others', async () => {
  const upload = (await begun(rasa)).get('location')!
  for (const [path, allow] of [
    ['/uploads', 'POST, OPTIONS'],
    ['/uploads/', 'POST, OPTIONS'],
    [upload, 'HEAD, PATCH, DELETE, OPTIONS'],
  ] as const) {
    assert.equal((await ask('OPTIONS', path, rasa)).headers.get('allow'), allow)
    for (const method of ['GET', 'PUT', 'POST', 'HEAD', 'PATCH', 'DELETE']) {
      if (allow.includes(method)) continue
      const { status, headers } = await ask(method, path, { ...rasa, ...octets, 'upload-length': '5' })
      assert.deepEqual([status, headers.get('allow')], [405, allow], `${method} ${path}`)
    }
  }
  assert.equal((await ask('POST', `${upload}/further`, { ...rasa, 'upload-length': '5' })).status, 404)
})

test('a name that is no text is refused by its header', async () => {
  const named = (bytes: number[]) => {
    const metadata = `filetype ${btoa('image/jpeg')},filename ${Buffer.from(bytes).toString('base64')}`
    return ask('POST', '/uploads', { ...rasa, 'upload-length': '5', 'upload-metadata': metadata })
  }
  const { status, said } = await named([0x6b, 0xff, 0xfe])
  assert.deepEqual([status, said], [400, 'core.uploadHeaders'])
  assert.equal((await named([...Buffer.from('ąč.jpg')])).status, 201)
})

test('who comes by a link that takes nothing is told of the link', async () => {
  const begin = { 'upload-length': '5' }
  const withdrawn = await ask('POST', '/uploads', { ...begin, 'x-talka-link': 'bad' })
  assert.deepEqual([withdrawn.status, withdrawn.said], [401, 'core.uploadByNoLink'])
  assert.equal((await ask('POST', '/uploads', begin)).said, 'core.notSignedIn')
})

test('what was ended while its bytes come is told so: by its link, of a member as an upload that is not there', async () => {
  const ways: [headers: Record<string, string>, status: number, said: string][] = [
    [{ 'x-talka-link': 'withdrawn later' }, 401, 'core.uploadByNoLink'],
    [rasa, 404, 'core.noSuchUpload'],
  ]
  for (const [headers, status, said] of ways) {
    const upload = (await begun(headers, 600_000)).get('location')!
    const id = upload.split('/').at(-1)!
    const body = new ReadableStream({
      async start(stream) {
        stream.enqueue(new Uint8Array(300_000))
        while (!(await stagedUpload(server.office, id))!.arrived) await new Promise((next) => setTimeout(next, 10))
        goodLinks.delete('withdrawn later')
        await dropStagedUpload(server.office, id)
        stream.enqueue(new Uint8Array(300_000))
        stream.close()
      },
    })
    const sent = {
      method: 'PATCH',
      headers: { ...tus, ...octets, ...headers, 'upload-offset': '0' },
      body,
      duplex: 'half',
    }
    const answer = await fetch(server.url + upload, sent as RequestInit)
    assert.deepEqual([answer.status, ((await answer.json()) as { says: string }).says], [status, said])
  }
})

/** As if what has come of an upload had come so many hours ago, and its beginning another four days before. */
function rested(uploadId: string, hours: number) {
  const ago = (n: number) => sql<string>`clock_timestamp() - make_interval(hours => ${n})`
  const instants = { begunAt: ago(hours + 96), touchedAt: ago(hours) }
  return server.office.db.updateTable('stagedUpload').set(instants).where('id', '=', uploadId).execute()
}

test('an upload says until when it is kept, counted from what came last: by a link for one day, of a member for three', async () => {
  const owners: [headers: Record<string, string>, ownerKey: string, hours: number][] = [
    [{ 'x-talka-link': 'good' }, 'link:1', 24],
    [rasa, ownerKeyOf(server.people.rasa), 72],
  ]
  for (const [headers, ownerKey, hours] of owners) {
    const beginning = await begun(headers)
    const path = beginning.get('location')!
    const uploadId = path.split('/').at(-1)!
    const send = (offset: number) =>
      ask('PATCH', path, { ...headers, ...octets, 'upload-offset': String(offset) }, 'abc')
    const hoursLeft = (answer: Headers) => (Date.parse(answer.get('upload-expires')!) - Date.now()) / 3_600_000
    const isAbout = (left: number, expected: number) => assert.ok(Math.abs(left - expected) < 1 / 60, `${left}`)
    isAbout(hoursLeft(beginning), hours)
    await rested(uploadId, hours - 1)
    isAbout(hoursLeft((await ask('HEAD', path, headers)).headers), 1)
    const sent = await send(0)
    assert.equal(sent.status, 204)
    isAbout(hoursLeft(sent.headers), hours)
    assert.equal((await send(3)).status, 204)
    await rested(uploadId, hours + 1)
    assert.deepEqual([(await ask('HEAD', path, headers)).status, (await send(6)).said], [404, 'core.noSuchUpload'])
    assert.equal(await addPiece(server.office, { uploadId, at: 6, bytes: Buffer.from('abc') }), undefined)
    await assert.rejects(takeStagedUpload(server.office, uploadId, ownerKey), { status: 404 })
    assert.equal(await sweepStaging(server.office), 1)
  }
})

test('who waits too long for another request of the same upload is told so as his own', async () => {
  const path = (await begun(rasa, 600_000)).get('location')!
  const headers = { ...tus, ...rasa, ...octets, 'upload-offset': '0' }
  const stalled = nodeRequest(server.url + path, { method: 'PATCH', headers }).on('error', () => {})
  stalled.write(Buffer.alloc(300_000))
  const hasCome = async () => ((await stagedUpload(server.office, path.split('/').at(-1)!))?.arrived ?? 0) > 0
  while (!(await hasCome())) await new Promise((next) => setTimeout(next, 20))
  const { status, said } = await ask('PATCH', path, { ...rasa, ...octets, 'upload-offset': '0' }, 'x')
  assert.deepEqual([status, said], [423, 'core.uploadBusy'])
  stalled.destroy()
})

test('whoever sends by a link is its bearer, also where somebody is signed in who could take nothing up', async () => {
  const lina = { authorization: `Bearer ${await server.keyOf(server.people.lina)}` }
  for (const signedIn of [rasa, lina]) {
    const both = { ...signedIn, 'x-talka-link': 'good' }
    const upload = (await begun(both)).get('location')!
    assert.equal((await stagedUpload(server.office, upload.split('/').at(-1)!))?.owner, 'link:1')
    assert.equal((await ask('HEAD', upload, { 'x-talka-link': 'good' })).status, 200)
    assert.equal((await ask('HEAD', upload, signedIn)).status, 404)
    assert.equal((await ask('DELETE', upload, both)).status, 204)
  }
})

test('a store of files that does not answer is told as such, not as the database', async () => {
  const bucket = await openTestBucket()
  const away = await openTestServer(uploadTaker, { mayUpload: async () => null }, { files: openFiles(bucket.place) })
  try {
    const headers = { ...tus, authorization: `Bearer ${await away.keyOf(away.people.rasa)}` }
    const begin = { method: 'POST', headers: { ...headers, 'upload-length': '9' } }
    const upload = (await fetch(`${away.url}/uploads`, begin)).headers.get('location')!
    await bucket.remove()
    const piece = { method: 'PATCH', headers: { ...headers, ...octets, 'upload-offset': '0' }, body: 'a picture' }
    const answer = await fetch(away.url + upload, piece)
    const { says } = (await answer.json()) as { says: string }
    assert.deepEqual([answer.status, says], [503, 'core.files.storeUnreachable'])
  } finally {
    await away.close()
  }
})
