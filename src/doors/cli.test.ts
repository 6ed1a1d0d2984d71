import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { isOpenTo } from '#core/may-call.ts'
import { duties } from '#duties/index.ts'
import { actorOf } from '#office/public.ts'
import { inputFrom, UsageFault, valueFor } from './cli-input.ts'
import { operationsOf } from './operations-of.ts'

let server: TestServer
let key: string
let dir: string
before(async () => {
  server = await openTestServer(duties)
  key = await server.keyOf(server.people.rasa)
  dir = await mkdtemp(join(tmpdir(), 'talka-cli-'))
})
after(async () => {
  await server.close()
  await rm(dir, { recursive: true })
})

const main = join(import.meta.dirname, '../main.ts')

async function talka(words: string[], given: { stdin?: string; env?: Record<string, string> } = {}) {
  const env = { ...process.env, TALKA_URL: server.url, TALKA_API_KEY: key, ...given.env, NODE_TEST_CONTEXT: undefined }
  const child = spawn(process.execPath, [...process.execArgv, main, ...words], { env })
  child.stdin.end(given.stdin ?? '')
  const [out, err, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')])
  return { out, err, code: Number(code) }
}

test('an operation’s answer comes as JSON', async () => {
  const { out, code } = await talka(['desk', 'search', 'text=simkut', 'limit=3'])
  assert.equal(code, 0)
  assert.deepEqual(
    JSON.parse(out).items.map(({ title }: { title: string }) => title),
    ['Ieva Šimkutė'],
  )
  const byStdin = await talka(['desk', 'search', '-'], { stdin: '{"text":"simkut"}' })
  assert.equal(JSON.parse(byStdin.out).items.length, 1)
})

test('a word that a command has no use for is refused before it does anything', async () => {
  for (const words of [
    ['start', 'nonsense'],
    ['office', 'list', 'extra'],
    ['verify', 'a', 'b'],
    ['office', 'add', 'a', '--host', 'b', 'c'],
  ]) {
    const { code, err } = await talka(words, { env: { TALKA_DATA: join(dir, 'nowhere') } })
    assert.deepEqual([code, err], [2, `There is nothing to do with “${words.at(-1)}”; try --help.\n`])
  }
})

test('a database to move to that cannot be reached is told as the option that named it', async () => {
  const env = { TALKA_DATA: join(dir, 'for a move'), DATABASE_URL: '' }
  const { code, err } = await talka(['move', '--to', 'postgres://u@127.0.0.1:1/x'], { env })
  assert.deepEqual([code, /^The database cannot be reached \(.*\): check --to\.\n$/.test(err)], [1, true], err)
})

test('an archive that is not there is told before a database is made for it', async () => {
  const place = join(dir, 'for an archive')
  const { code, err } = await talka(['restore', join(dir, 'none.tar')], {
    env: { TALKA_DATA: place, DATABASE_URL: '' },
  })
  assert.deepEqual([code, /^There is no archive .*none\.tar: check its name\.\n$/.test(err)], [1, true], err)
  await assert.rejects(readdir(place), /ENOENT/)
})

test('receipts that are not named or cannot be read are told in sentences, and the command fails', async () => {
  const nothing = await talka(['read-receipts'])
  assert.deepEqual([nothing.code, nothing.out], [1, ''])
  assert.match(nothing.err, /^Name the receipts: talka read-receipts /)
  await writeFile(join(dir, 'empty.jpg'), '')
  const { code, out, err } = await talka(['read-receipts', '/nowhere', join(dir, 'empty.jpg')])
  assert.equal(code, 1)
  const sentences = ['There is no file /nowhere that can be read (ENOENT).', 'The file is empty.']
  for (const [at, { failure }] of JSON.parse(out).entries())
    assert.ok(failure.text.startsWith(sentences[at]), failure.text)
  assert.match(err, /There is no file \/nowhere that.*\n.*empty\.jpg: The file is empty\./)
})

test('the exit code says what went wrong, the sentence why', async () => {
  const wrongInput = await talka(['desk', 'search', 'text=a', 'limit=many'])
  assert.equal(wrongInput.code, 2)
  assert.match(wrongInput.err, /^limit: /)
  const odd = await talka(['desk', 'search', 'oops'])
  assert.deepEqual([odd.code, odd.err], [2, '“oops” is not key=value; try --help.\n'])
  assert.equal((await talka(['desk', 'nothing'])).code, 2)
  assert.equal((await talka(['desk', 'waiting'], { env: { TALKA_API_KEY: '' } })).code, 4)
  assert.equal((await talka(['desk', 'job', `id=${server.people.rasa.id}`])).code, 4)
  const behalf = await talka(['desk', 'waiting', '--behalf', server.people.tomasz.id])
  assert.equal(behalf.code, 3)
  const nowhere = await talka(['desk', 'waiting'], { env: { TALKA_URL: 'http://127.0.0.1:9' } })
  assert.equal(nowhere.code, 1)
  assert.match(nowhere.err, /does not answer at http:\/\/127\.0\.0\.1:9/)
})

test('help lists every duty, and one operation’s fields', async () => {
  const all = await talka(['--help'])
  for (const duty of Object.keys(duties)) assert.ok(all.out.includes(`talka ${duty} `), duty)
  const one = await talka(['desk', 'history', '--help'])
  assert.match(one.out, /recordId +string \(uuid\) \(may be left out\)/)
})

test('help lists what the key opens, and everything where that cannot be asked', async () => {
  const listed = async (env: Record<string, string>, ...words: string[]) => {
    const { out, code } = await talka([...words, '--help'], { env })
    assert.equal(code, 0)
    return operations.filter(({ path }) => out.includes(`  talka ${path.join(' ')} `))
  }
  const operations = operationsOf(duties)
  const { administrator, rasa, tomasz, daiva } = server.people
  const ofMember = await listed({})
  const { rights } = (await actorOf(server.office, rasa.id))!
  assert.deepEqual(
    ofMember,
    operations.filter((one) =>
      isOpenTo({ rights, key: { id: '', readOnly: false, isChosen: false }, behalf: null }, one),
    ),
  )
  const reading = await server.keyOf(administrator)
  await server.office.db
    .updateTable('apiKey')
    .set({ readOnly: true })
    .where('memberId', '=', administrator.id)
    .execute()
  const onlyRead = await listed({ TALKA_API_KEY: reading })
  assert.ok(onlyRead.length > 10 && onlyRead.every(({ changes, inPerson }) => !changes && !inPerson))
  assert.ok((await listed({ TALKA_API_KEY: reading }, 'desk')).every(({ name }) => name.startsWith('desk.')))
  const behalf = await listed({ TALKA_API_KEY: await server.keyOf(daiva) }, '--behalf', tomasz.id)
  assert.ok(behalf.some(({ right }) => right === 'expenses.claim'))
  for (const env of [{ TALKA_API_KEY: '' }, { TALKA_API_KEY: 'nobody’s' }, { TALKA_URL: 'http://127.0.0.1:9' }])
    assert.equal((await listed(env)).length, operations.length)
})

test('the document can be printed without a server', async () => {
  const { out, code } = await talka(['openapi'])
  assert.equal(code, 0)
  assert.match(JSON.parse(out).openapi, /^3\.1/)
})

test('words become the values their fields take', async () => {
  assert.equal(valueFor({ type: 'integer' }, '12'), 12)
  assert.equal(valueFor({ type: 'integer' }, 'twelve'), 'twelve')
  assert.equal(valueFor({ type: 'boolean' }, 'false'), false)
  assert.equal(valueFor({ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'null'), null)
  assert.deepEqual(valueFor({ type: 'array', items: { type: 'integer' } }, '1,2'), [1, 2])
  assert.deepEqual(valueFor({ type: 'array', items: { type: 'string' } }, '["a,b"]'), ['a,b'])
  assert.deepEqual(valueFor({ type: 'object' }, '{"a":1}'), { a: 1 })
  assert.equal(valueFor({ type: 'string' }, '12'), '12')
})

test('a file’s text fills a field, a field for a file gets the file, and one that is not there is told', async () => {
  const file = join(dir, 'receipt.txt')
  await writeFile(file, 'kvitas')
  const schema = { properties: { text: { type: 'string' }, file: { type: 'string', format: 'binary' } } }
  for (const path of [file, `@${file}`]) {
    const input = await inputFrom(schema, [`text=@${file}`, `file=${path}`])
    assert.equal(input.text, 'kvitas')
    assert.deepEqual([(input.file as File).name, await (input.file as File).text()], ['receipt.txt', 'kvitas'])
  }
  await assert.rejects(inputFrom(schema, ['file=@/nowhere/at/all']), UsageFault)
})

test('what does not exist is named with what was probably meant', async () => {
  const told = async (...words: string[]) => {
    const { err, code } = await talka(words)
    assert.equal(code, 2, err)
    return err
  }
  assert.match(await told('desk', 'waitign'), /no command desk waitign: did you mean desk waiting\?/)
  assert.match(await told('dsek', 'waiting'), /did you mean desk waiting\?/)
  assert.match(await told('waiting'), /did you mean desk waiting\?/)
  assert.match(await told('strat'), /did you mean start\?/)
  assert.match(await told('desk', 'waiting', '--behlaf', 'x'), /no option --behlaf: did you mean --behalf\?/)
  assert.match(await told('office', 'add', 'acme', '--hots=x'), /no option --hots: did you mean --host\?/)
  assert.match(await told('start', '--port', '1'), /no option --port/)
  assert.match(await told('desk', 'search', 'txet=a'), /no field txet: did you mean text\?/)
  for (const name of ['toString', '__proto__', 'constructor']) {
    assert.match(await told(name, 'valueOf'), new RegExp(`no command ${name}`))
    assert.match(await told('desk', 'search', 'text=a', `${name}=a`), new RegExp(`no field ${name}`))
  }
  assert.match(await told('desk', 'search', 'text=a', 'limit=1', 'limit=2'), /limit is given twice/)
})

test('settings and places that cannot be are told in a sentence', async () => {
  const told = async (env: Record<string, string>, ...words: string[]) => {
    const { err, code } = await talka(words.length > 0 ? words : ['desk', 'waiting'], { env })
    assert.ok(code > 0)
    assert.doesNotMatch(err, /\n {4}at /)
    return err
  }
  for (const url of ['foo', 'ftp://x', '127.0.0.1:4400']) assert.match(await told({ TALKA_URL: url }), /TALKA_URL/)
  for (const wrong of ['ąč', 'a\nb']) assert.match(await told({ TALKA_API_KEY: wrong }), /TALKA_API_KEY/)
  assert.match(
    await told({}, 'desk', 'waiting', '--out', join(dir, 'no', 'folder')),
    /folder cannot be written \(ENOENT/,
  )
})

test('--out takes whatever comes', async () => {
  const out = join(dir, 'waiting.json')
  const { out: printed, code } = await talka(['desk', 'waiting', '--out', out])
  assert.deepEqual([code, printed.trim()], [0, ''])
  assert.ok(Array.isArray(JSON.parse(await readFile(out, 'utf8')).items))
})

const traced = `--import=data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module'
  registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) })`,
)}`

test('help at any depth loads no package, opens nothing and leaves nothing behind', async () => {
  const home = await mkdtemp(join(dir, 'help-'))
  const asked = [['--help'], ['help'], ['desk', '--help'], ['desk', 'history', '--help'], ['expenses', '-h']]
  const ofLocal = [
    ['start', '--help'],
    ['--help', 'start'],
    ['office', 'add', '--help'],
    ['read-receipts', '-h'],
  ]
  for (const words of [...asked, ...ofLocal]) {
    const env = { PATH: process.env.PATH, TALKA_DATA: join(home, 'data') }
    const child = spawn(process.execPath, [traced, main, ...words], { env, cwd: home })
    const [out, err, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')])
    assert.deepEqual([code, out.includes('talka')], [0, true], words.join(' '))
    assert.match(err, /doors\/cli\.ts/)
    assert.ok(err.split('\n').length < 40, `${words.join(' ')}: ${err}`)
    assert.doesNotMatch(err, /node_modules|database|\/duties\/|\/web\//, words.join(' '))
    assert.deepEqual(await readdir(home), [], words.join(' '))
  }
})

test('a reader that has seen enough ends the command quietly', async () => {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined }
  const child = spawn(process.execPath, [main, '--help'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const [err, [code]] = await Promise.all([textOf(child.stderr), once(child, 'close')])
  assert.deepEqual([code, err], [0, ''])
})
