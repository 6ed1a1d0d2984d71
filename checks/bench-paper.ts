import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inventPile } from './pile-of-receipts.ts'

/**
 * A department's paper with all its receipts: `npm run bench:paper -- [count]`, 1,500 unless told: a hundred invented
 * ones again and again, appended by a process of its own, in the program's environment, whose memory is measured.
 */
const count = process.argv[2] ?? '1500'
const folder = mkdtempSync(join(tmpdir(), 'talka-bench-paper-'))
try {
  for (const { name, bytes } of await inventPile(Math.min(Number(count), 100))) writeFileSync(join(folder, name), bytes)
  const program = join(import.meta.dirname, 'paper-of-folder.ts')
  // As bin/node.mjs starts the program.
  const env = { ...process.env, MALLOC_ARENA_MAX: '2' }
  spawnSync(process.execPath, ['--import', './bin/temporal.mjs', program, folder, count], { stdio: 'inherit', env })
} finally {
  rmSync(folder, { recursive: true })
}
process.exit(0)
