import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { createClient } from '@hey-api/openapi-ts'
import openapiTS, { astToString } from 'openapi-typescript'
import { openApiDocument } from '../../src/doors/openapi.ts'
import { duties, mayUpload } from '../../src/duties/index.ts'
import { smallPhoto } from '../small-photo.ts'
import { openTestServer, type TestServer } from '../test-server.ts'

const made = join(import.meta.dirname, 'made')
const run = promisify(execFile)
let server: TestServer

before(async () => {
  server = await openTestServer(duties, { mayUpload })
  await rm(made, { recursive: true, force: true })
  await mkdir(made)
  const document = JSON.parse(JSON.stringify(await openApiDocument(duties)))
  await writeFile(join(made, 'schema.ts'), astToString(await openapiTS(document)))
  await createClient({
    input: document,
    output: { path: join(made, 'sdk'), module: { extension: '.ts' } },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    logs: { level: 'silent' },
  })
})
after(async () => {
  await server.close()
  await rm(made, { recursive: true, force: true })
})

test('clients that others generate from the document compile, with a walk written on them', async () => {
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')
  await run(process.execPath, [tsc, '-p', join(import.meta.dirname, 'walks')])
})

for (const [by, file, name] of [
  ['the types of openapi-typescript', './walks/by-fetch.ts', 'walkByFetch'],
  ['the functions of @hey-api/openapi-ts', './walks/by-sdk.ts', 'walkBySdk'],
] as const)
  test(`by ${by} one comes from a picture to a line of a report`, async () => {
    const photo = Buffer.from(await smallPhoto(), 'base64')
    const walk = ((await import(file)) as Record<string, (start: unknown) => Promise<Record<string, unknown>>>)[name]!
    const month = by.startsWith('the types') ? '2026-03-01' : '2026-04-01'
    const start = {
      url: server.url,
      key: await server.keyOf(server.people.rasa),
      teamId: server.people.north,
      memberId: server.people.jonas.id,
      month,
      picture: new File([photo], 'pietūs.jpg', { type: 'image/jpeg' }),
    }
    const { receiptNumber, listed, ...seen } = await walk(start)
    assert.deepEqual(seen, {
      me: server.people.rasa.name,
      fileHash: createHash('sha256').update(photo).digest('hex'),
      merchants: ['Pušyno viešbutis'],
      amountCents: 11_900,
      refused: 'core.stale',
      faulty: ['month'],
    })
    assert.ok((listed as string[]).includes(receiptNumber as string))
  })
