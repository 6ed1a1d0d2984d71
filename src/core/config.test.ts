import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConfig, readyAt, settings } from './config.ts'
import { StartRefused } from './start-refused.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'talka-config-'))
after(() => rmSync(dataDir, { recursive: true }))
const base = { TALKA_DATA: dataDir }

test('without settings Talka listens on this machine only and keeps its own secret', () => {
  const config = readConfig(base)
  assert.equal(config.url, 'http://127.0.0.1:4400')
  assert.equal(config.databaseUrl, undefined)
  assert.equal(config.mail, undefined)
  assert.ok(config.secret.length >= 32)
  assert.equal(readConfig(base).secret, config.secret)
  assert.equal(statSync(join(dataDir, 'secret')).mode & 0o777, 0o600)
})

test('an empty setting counts as absent', () => {
  assert.equal(readConfig({ ...base, TALKA_PORT: '', DATABASE_URL: '' }).port, 4400)
})

test('an address of this machine says where to listen, unless the port is set or a proxy stands before it', () => {
  const cases: [env: Record<string, string>, port: number, told: string][] = [
    [{ TALKA_URL: 'http://127.0.0.1:4613' }, 4613, 'http://127.0.0.1:4613'],
    [{ TALKA_URL: 'http://localhost:4613/' }, 4613, 'http://localhost:4613, listening on 127.0.0.1:4613'],
    [{ TALKA_URL: 'http://localhost:4613', TALKA_HOST: '0.0.0.0' }, 4613, 'http://localhost:4613'],
    [{ TALKA_URL: 'http://[::1]:4613', TALKA_HOST: '[::1]' }, 4613, 'http://[::1]:4613'],
    [
      { TALKA_URL: 'http://127.0.0.1:4613', TALKA_PORT: '4614' },
      4614,
      'http://127.0.0.1:4613, listening on 127.0.0.1:4614',
    ],
    [
      { TALKA_URL: 'http://localhost:8080', TALKA_TRUST_PROXY: 'true' },
      4400,
      'http://localhost:8080, listening on 127.0.0.1:4400',
    ],
    [{ TALKA_URL: 'http://localhost' }, 4400, 'http://localhost, listening on 127.0.0.1:4400'],
    [{ TALKA_URL: 'https://desk.example:4613' }, 4400, 'https://desk.example:4613, listening on 127.0.0.1:4400'],
    [{}, 4400, 'http://127.0.0.1:4400'],
  ]
  for (const [env, port, told] of cases) {
    const config = readConfig({ ...base, ...env })
    assert.deepEqual([config.port, readyAt(config, config.port)], [port, told])
  }
})

const wrong: [Record<string, string>, RegExp][] = [
  [{ TALKA_PORT: 'eighty' }, /^The setting TALKA_PORT is wrong: "eighty"/],
  [{ TALKA_PORT: '70000' }, /TALKA_PORT/],
  [{ TALKA_URL: 'desk.example' }, /TALKA_URL/],
  [{ DATABASE_URL: 'mysql://a:geheim@b/c' }, /^The setting DATABASE_URL is wrong: its value/],
  [{ TALKA_SECRET: 'short' }, /^The setting TALKA_SECRET is wrong: its value/],
  [{ TALKA_SECRET: ' '.repeat(40) }, /^The setting TALKA_SECRET is wrong: its value/],
  [{ DATABASE_URL: 'postgres://u:%zz@h/geheim' }, /^The setting DATABASE_URL is wrong: its value/],
  ...['@', 'desk@', 'a@b.example\r\nBcc: c@d.example', '\u202ea@b.example', 'Talka <a@b.example'].map(
    (from): [Record<string, string>, RegExp] => [
      { MAIL_FROM: from },
      /^The setting MAIL_FROM is wrong: "[^\p{C}]*" does/u,
    ],
  ),
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
  [{ TALKA_READERS: '0' }, /TALKA_READERS/],
  [{ SMTP_URL: 'smtp://mail.example' }, /MAIL_FROM is missing/],
  [{ S3_BUCKET: 'receipts' }, /S3_ENDPOINT is missing/],
  [{ TALKA_DATA: '/dev/null/data' }, /\/dev\/null\/data cannot be a folder/],
]
for (const [env, sentence] of wrong)
  test(`a wrong ${Object.keys(env)[0]} is named in one line`, () => {
    assert.throws(
      () => readConfig({ ...base, ...env }),
      (error: unknown) => {
        assert.ok(error instanceof StartRefused)
        assert.match(error.message, sentence)
        assert.ok(!error.message.includes('\n') && !error.message.includes('geheim'))
        return true
      },
    )
  })

test('.env.example lists exactly the settings there are, each with what it is for', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
  const listed = [...example.matchAll(/^#\s?([A-Z0-9_]+)=/gm)].map(([, name]) => name)
  assert.deepEqual(listed, Object.keys(settings.shape))
  for (const [name, { description }] of Object.entries(settings.shape)) {
    assert.ok(description, name)
    assert.ok(example.includes(`# ${description}\n# ${name}=`), `${name} stands under "${description}"`)
  }
})

test('a data folder that cannot be one is told in one sentence, also where the system lets nothing be made', {
  skip: process.platform !== 'linux' && 'needs Linux’s /proc and /dev',
}, () => {
  const file = join(mkdtempSync(join(tmpdir(), 'talka-config-')), 'file')
  writeFileSync(file, '')
  const cases: [string, RegExp][] = [
    ['/proc/x/y', /^\/proc\/x\/y cannot be a folder: set TALKA_DATA to another place\. \(ENOENT\)$/],
    ['/dev/null', /^\/dev\/null cannot be a folder.*\(ENOTDIR\)$/],
    ['/dev/null/data', /cannot be a folder/],
    [file, /cannot be a folder/],
    ['/sys/talka', /may not write to \/sys\/talka/],
    ['/proc/self', /may not write to|cannot be a folder/],
  ]
  for (const [TALKA_DATA, sentence] of cases) {
    for (const TALKA_SECRET of [undefined, 'a secret of thirty-two characters'])
      assert.throws(
        () => readConfig({ TALKA_DATA, TALKA_SECRET }),
        (error: unknown) => error instanceof StartRefused && sentence.test(error.message),
        TALKA_DATA,
      )
  }
})
