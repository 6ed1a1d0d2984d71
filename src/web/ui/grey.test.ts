import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const src = join(import.meta.dirname, '..', '..')
const tag = /<Button\b(?:[^<]|<Icon[^>]*>)*?\sdisabled=\{([^}]*)\}/g

test('a button is greyed only while something runs or loads: what is lacking is said when it is pressed', () => {
  const grey = globSync('**/*.tsx', { cwd: src }).flatMap((path) =>
    [...readFileSync(join(src, path), 'utf8').matchAll(tag)]
      .map(([, when]) => when!)
      .filter((when) => !/^(waits|\w+\.running)$/.test(when))
      .map((when) => `${path.replaceAll('\\', '/')}: ${when}`),
  )
  // The reason stands beside it, or above the whole form.
  assert.deepEqual(grey.sort(), [
    'duties/expenses/pages/report/VatFields.tsx: disabled',
    'duties/expenses/pages/tray/TwinSide.tsx: receipt.lines > 0',
  ])
})
