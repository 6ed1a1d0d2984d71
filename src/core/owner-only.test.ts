import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConfig } from './config.ts'
import { openFiles } from './files.ts'
import { openToOthers } from './owner-only.ts'
import { sealLogIn } from './seal-log.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'talka-open-'))
after(() => rmSync(dataDir, { recursive: true }))
const modeOf = (...path: string[]) => (statSync(join(dataDir, ...path)).mode & 0o777).toString(8)

test('in a folder that others may read, receipts, secret and seals are their owner’s only, old and new ones', async () => {
  chmodSync(dataDir, 0o755)
  mkdirSync(join(dataDir, 'files'), { mode: 0o755 })
  for (const name of ['secret', 'seals.log']) writeFileSync(join(dataDir, name), `${'x'.repeat(40)}\n`, { mode: 0o644 })
  readConfig({ TALKA_DATA: dataDir })
  const log = sealLogIn(dataDir, null, 'main')
  assert.deepEqual([modeOf('secret'), modeOf('seals.log')], ['600', '600'])

  const { sha256 } = await openFiles({ kind: 'disk', dir: join(dataDir, 'files') }).keep(Buffer.from('a receipt'))
  await log.note({ number: 1, hash: sha256 } as never)
  assert.deepEqual([modeOf('files'), modeOf('files', 'tmp'), modeOf('seals.log')], ['700', '700', '600'])
  assert.match(openToOthers(dataDir) ?? '', /chmod go-rw/)
  chmodSync(dataDir, 0o711)
  assert.equal(openToOthers(dataDir), undefined)
})
