import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { inventedDuty, inventedLines } from '../invented-duty.ts'

const home = join(import.meta.dirname, '../..')

test('a duty that is a folder and two lines passes the gate, the generic walk, the upgrades and the first page’s weight', {
  timeout: 600_000,
}, async (t) => {
  const tree = mkdtempSync(join(tmpdir(), 'talka-invented-'))
  t.after(() => rmSync(tree, { recursive: true, force: true }))
  copyTree(tree)
  for (const [path, text] of Object.entries(inventedDuty)) {
    const file = join(tree, 'src/duties/lending', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const [path, after, line] of inventedLines) {
    const before = readFileSync(join(tree, path), 'utf8')
    assert.match(before, after)
    writeFileSync(
      join(tree, path),
      before.replace(after, (found) => found + line),
    )
  }
  // Writes what follows by itself: the format of what stands above, the document of the API, and an office kept with its tables.
  await run(tree, 'checks/check.mjs', '--write')
  await run(tree, 'checks/check.mjs')
  const tests = [
    'src/duties/lending/hooks.test.ts',
    'src/doors/walk.test.ts',
    'src/web/budget.test.ts',
    'checks/upgrades.test.ts',
  ]
  t.diagnostic(/\d+ kB in \d+ files/.exec(await run(tree, 'checks/test.mjs', ...tests))?.[0] ?? '')
})

function copyTree(tree: string): void {
  const own = readdirSync(home).filter((name) => !/^(node_modules|dist|data|scratch|\.git|\.env)$/.test(name))
  for (const name of own) cpSync(join(home, name), join(tree, name), { recursive: true })
  symlinkSync(join(home, 'node_modules'), join(tree, 'node_modules'), 'junction')
}

/** What a program of the tree prints; refuses with it when it does not end well. */
async function run(tree: string, ...[program, ...args]: string[]): Promise<string> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawn(process.execPath, ['--import', './bin/temporal.mjs', program!, ...args], { cwd: tree, env })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const code = await new Promise((done) => child.on('close', done))
  assert.equal(code, 0, said)
  return said
}
