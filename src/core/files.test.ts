import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { S3Driver } from 'flydrive/drivers/s3'
import { openTestBucket } from '#checks/test-bucket.ts'
import { detectKind, type FileStore, FilesRefused, openFiles } from './files.ts'

let dir = ''
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'talka-files-'))
})
after(() => rm(dir, { recursive: true, force: true }))

const bytes = (text: string) => new TextEncoder().encode(text)
const nowhere = 'f'.repeat(64)

async function* inPieces(text: string) {
  for (const letter of text) yield bytes(letter)
}

async function keepsAndReads(store: FileStore) {
  const kept = await store.keep(bytes('čekis'), { mime: 'text/plain' })
  assert.equal(kept.sha256, createHash('sha256').update('čekis').digest('hex'))
  assert.equal(kept.size, 6)
  assert.deepEqual(await store.keep(inPieces('čekis')), kept)
  assert.equal(Buffer.from(await store.read(kept.sha256)).toString(), 'čekis')
  const pieces = await (await store.stream(kept.sha256)).toArray()
  assert.equal(Buffer.concat(pieces).toString(), 'čekis')
  assert.ok(await store.has(kept.sha256))
  assert.ok(!(await store.has(nowhere)))
  await assert.rejects(store.read(nowhere), { says: 'core.files.missing' })
  await assert.rejects(store.stream(nowhere), { says: 'core.files.missing' })
  await assert.rejects(store.keep(inPieces('a long receipt'), { maxBytes: 5 }), { says: 'core.files.tooLarge' })
  assert.equal((await store.keep(new Uint8Array())).size, 0)
  assert.ok(!(await store.forOffice('acme').has(kept.sha256)), 'another office does not see it')
}

test('a file is kept on the disk under its hash and read back', async () => {
  await keepsAndReads(openFiles({ kind: 'disk', dir: join(dir, 'plain') }))
  assert.deepEqual(await readdir(join(dir, 'plain', 'tmp')), [], 'no temporary file stays')
})

test('a file is kept in an S3 bucket under its hash and read back', async () => {
  const bucket = await openTestBucket()
  const { place } = bucket
  try {
    await keepsAndReads(openFiles(place))
    const large = await openFiles(place).forOffice('acme').keep(new Uint8Array(6_000_000).fill(7))
    assert.equal((await openFiles(place, 'acme').read(large.sha256)).length, 6_000_000)
    await bucket.stop()
    await assert.rejects(openFiles(place).keep(bytes('x')), { says: 'core.files.storeUnreachable' })
  } finally {
    await bucket.remove()
  }
})

test('a file changed behind our back is refused, not shown', async () => {
  const store = openFiles({ kind: 'disk', dir: join(dir, 'altered') })
  const { sha256 } = await store.keep(bytes('12,50 EUR'))
  const path = join(dir, 'altered', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  await chmod(path, 0o600)
  await writeFile(path, '92,50 EUR')
  await assert.rejects(store.read(sha256), { says: 'core.files.altered' })
})

/** What was kept is altered, cut short or emptied there; the good file sent again is what lies there afterwards. */
async function mendsWhatIsThere(store: FileStore, alter: (sha256: string, text: string) => Promise<unknown>) {
  const { sha256 } = await store.keep(bytes('12,50 EUR'))
  for (const bad of ['92,50 EUR', '12,50', '', '12,50 EUR and more']) {
    await alter(sha256, bad)
    await assert.rejects(store.read(sha256), { says: 'core.files.altered' })
    assert.equal((await store.keep(bytes('12,50 EUR'))).sha256, sha256)
    assert.equal(Buffer.from(await store.read(sha256)).toString(), '12,50 EUR', bad)
  }
}

test('a good file sent again takes the place of an altered one on the disk', async () => {
  const store = openFiles({ kind: 'disk', dir: join(dir, 'mended') })
  await mendsWhatIsThere(store, async (sha256, text) => {
    const path = join(dir, 'mended', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
    await chmod(path, 0o600)
    await writeFile(path, text)
  })
})

test('a good file sent again takes the place of an altered one in a bucket', async () => {
  const bucket = await openTestBucket()
  const { place } = bucket
  const driver = new S3Driver({
    credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey },
    region: place.region,
    bucket: place.bucket,
    visibility: 'private',
    supportsACL: false,
    endpoint: place.endpoint!,
    forcePathStyle: true,
  })
  try {
    await mendsWhatIsThere(openFiles(place), (sha256, text) =>
      driver.put(`${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`, text),
    )
  } finally {
    await bucket.remove()
  }
})

test('a folder where a file should lie is said in a sentence, by keeping, reading and streaming', async () => {
  const place = join(dir, 'folder')
  const store = openFiles({ kind: 'disk', dir: place })
  const { sha256 } = await store.keep(bytes('12,50 EUR'))
  const path = join(place, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  await rm(path, { force: true })
  await mkdir(join(path, 'inner'), { recursive: true })
  await assert.rejects(store.keep(bytes('12,50 EUR')), { says: 'core.files.notWritable' })
  await assert.rejects(store.read(sha256), { says: 'core.files.altered' })
  await assert.rejects(store.stream(sha256), { says: 'core.files.altered' })
  assert.deepEqual(await readdir(join(place, 'tmp')), [])
})

test('neither a hash nor an office name can lead outside the folder', async () => {
  const store = openFiles({ kind: 'disk', dir })
  await assert.rejects(store.read('../../etc/passwd'), { says: 'core.files.missing' })
  assert.throws(() => store.forOffice('../other'))
})

test('a full disk is said in a sentence and leaves nothing behind', async () => {
  const store = openFiles({ kind: 'disk', dir: join(dir, 'full') })
  const full = async function* () {
    yield bytes('first piece')
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  await assert.rejects(
    store.keep(full()),
    (error) => error instanceof FilesRefused && /disk is full/.test(error.message),
  )
  assert.deepEqual(await readdir(join(dir, 'full', 'tmp')), [])
})

test('a folder that cannot be written is said in a sentence', async () => {
  await writeFile(join(dir, 'note.txt'), 'a file, not a folder')
  const store = openFiles({ kind: 'disk', dir: join(dir, 'note.txt', 'files') })
  await assert.rejects(store.keep(bytes('x')), { says: 'core.files.notWritable' })
})

test('a process killed while keeping leaves no half file', async () => {
  const place = join(dir, 'killed')
  const script = `
    import { openFiles } from ${JSON.stringify(import.meta.resolve('./files.ts'))}
    const store = openFiles({ kind: 'disk', dir: ${JSON.stringify(place)} })
    async function* endless() { for (let i = 0; i < 64; i++) { yield new Uint8Array(65536).fill(i); } console.log('half'); await new Promise((r) => setTimeout(r, 60000)) }
    const { sha256 } = await store.keep(new Uint8Array(1000).fill(1)); console.log(sha256)
    await store.keep(endless())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const piece of child.stdout) {
    said += piece
    if (said.includes('half')) break
  }
  child.kill('SIGKILL')
  await once(child, 'close')
  const sha256 = said.split('\n')[0]!
  assert.equal((await openFiles({ kind: 'disk', dir: place }).read(sha256)).length, 1000)
  const kept = (await readdir(place, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))
  assert.equal(kept.length, 1)
})

test('an object store that does not answer is said in a sentence', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as { port: number }
  closed.close()
  const keys = { accessKeyId: 'a', secretAccessKey: 'b' }
  const store = openFiles({ kind: 's3', bucket: 'x', region: 'r', endpoint: `http://127.0.0.1:${port}`, ...keys })
  await assert.rejects(store.read(nowhere), /does not answer/)
})

test('a file is known by its first bytes, not by its name', async () => {
  const known: [string, string | undefined][] = [
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'jpeg'],
    ['\x89PNG\r\n\x1a\n', 'png'],
    ['RIFF\x24\0\0\0WEBPVP8 ', 'webp'],
    ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
    ['\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'heic'],
    ['\0\0\0\x18ftypavif\0\0\0\0avifmif1', undefined],
    ['%PDF-1.7', 'pdf'],
    ['\r\n\r\n%PDF-1.4', 'pdf'],
    ['\xef\xbb\xbf<?xml version="1.0"?><Invoice/>', 'xml'],
    ['<Invoice xmlns="urn:x">', 'xml'],
    ['<rsm:CrossIndustryInvoice>', 'xml'],
    ['<!DOCTYPE html><html>', undefined],
    ['MZ', undefined],
    ['', undefined],
  ]
  for (const [head, kind] of known) assert.equal(detectKind(Buffer.from(head, 'latin1')), kind, head)
  const text = Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?>', 'utf16le')
  assert.equal(detectKind(text), 'xml')
})
