import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTestServer } from '#checks/test-server.ts'
import { staticAnswer } from './static-files.ts'

let outer: string
let web: string
before(async () => {
  outer = await mkdtemp(join(tmpdir(), 'talka-web-'))
  web = join(outer, 'web')
  await mkdir(join(web, 'assets'), { recursive: true })
  await writeFile(join(outer, 'secret.txt'), 'secret')
  await writeFile(join(web, '.stamp'), 'stamp')
  await writeFile(join(web, 'index.html'), '<p>page</p>')
  await writeFile(join(web, 'assets/app-1a2b.js'), 'plain')
  await writeFile(join(web, 'assets/app-1a2b.js.br'), 'pressed')
})
after(() => rm(outer, { recursive: true }))

const ask = (path: string, headers: Record<string, string> = {}) =>
  staticAnswer(web, new Request(`http://talka.example${path}`, { headers }))

test('assets are kept for ever and come compressed to whom can read it', async () => {
  const pressed = await ask('/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br' })
  assert.equal(await pressed?.text(), 'pressed')
  assert.equal(pressed?.headers.get('content-encoding'), 'br')
  assert.match(pressed?.headers.get('cache-control') ?? '', /immutable/)
  assert.equal(await (await ask('/assets/app-1a2b.js'))?.text(), 'plain')
})

test('any address of a page gets the page, which is asked for afresh each time', async () => {
  for (const path of ['/', '/expenses/rounds', '/office/people']) {
    const answer = await ask(path, { accept: 'text/html' })
    assert.equal(await answer?.text(), '<p>page</p>')
    assert.equal(answer?.headers.get('cache-control'), 'no-cache')
  }
  const known = (await ask('/'))!.headers.get('etag')!
  assert.equal((await ask('/', { 'if-none-match': known }))?.status, 304)
})

test('nothing outside the folder, nothing hidden and no missing asset is given out', async () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/.stamp',
    '/assets/gone.js',
    '/%00',
  ]) {
    const answer = await ask(path)
    assert.notEqual(await answer?.text(), 'secret', path)
    assert.ok(answer === null || (await ask('/'))?.headers.get('etag') === answer.headers.get('etag'), path)
  }
})

test('pages and files are only read: any other method is told so where there is one', async () => {
  const server = await openTestServer({}, { webFolder: web })
  try {
    for (const path of ['/', '/expenses', '/u/abc', '/assets/app-1a2b.js'])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const answer = await fetch(server.url + path, { method })
        const told = [answer.status, answer.headers.get('allow')]
        assert.deepEqual(told, [method === 'OPTIONS' ? 204 : 405, 'GET, HEAD, OPTIONS'], `${method} ${path}`)
      }
    assert.equal((await fetch(`${server.url}/assets/gone.js`, { method: 'POST' })).status, 404)
    const head = await fetch(server.url, { method: 'HEAD' })
    assert.deepEqual([head.status, head.headers.get('content-length')], [200, '11'])
  } finally {
    await server.close()
  }
})
