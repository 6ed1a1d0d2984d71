// npm test: everything the tests need is made ready once, then all of them run on real parts.
// `npm test -- FILE…` runs some. Plain JavaScript: the machine's own Node may be 20.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runUnderNode } from '../bin/node.mjs'

const home = fileURLToPath(new URL('..', import.meta.url))
if (!('Temporal' in globalThis)) runUnderNode(fileURLToPath(import.meta.url), process.argv.slice(2))
else process.exitCode = await main(process.argv.slice(2))

async function main(asked) {
  process.chdir(home)
  const leftOut = join(tmpdir(), `talka-left-out-${process.pid}`)
  const isBuilt = await buildWebOnce()
  await unpackBrowserOnce()
  const database = await startDatabase()
  try {
    const compiled = join(home, 'node_modules', '.cache', 'compiled')
    const env = { NODE_COMPILE_CACHE: compiled, ...process.env, TALKA_TEST_LEFT_OUT: leftOut, ...database.env }
    const files = asked.length > 0 ? asked : await allTests()
    const isDrill = (file) => /checks\/drills\//.test(file.replaceAll('\\', '/'))
    const isWalk = (file) => /checks\/walks\//.test(file.replaceAll('\\', '/'))
    const parts = files.filter((file) => !isDrill(file) && !isWalk(file))
    // A drill starts the whole product, and more than once: one after the other, when nothing else takes the cores.
    const codes = [
      await runTests(parts, env, 2),
      await runTests(files.filter(isDrill), env, 1),
      await runTests(files.filter(isWalk), env, 2),
    ]
    if (!isBuilt) console.log('✖ The web app could not be built; its message stands above the tests.')
    return isBuilt ? Math.max(...codes) : 1
  } finally {
    await database.stop()
    reportLeftOut(leftOut)
  }
}

async function buildWebOnce() {
  const { buildWeb, webIsStale } = await import('../src/web/build.ts')
  if (!webIsStale()) return true
  try {
    await timed('building the web app', buildWeb)
    return true
  } catch (error) {
    console.error(error.message)
    return false
  }
}

async function unpackBrowserOnce() {
  const { unpackBrowser } = await import('./browser.ts')
  await timed('making the browser ready', unpackBrowser)
}

async function startDatabase() {
  if (process.env.TALKA_TEST_DATABASE_URL) {
    console.log('· using the PostgreSQL of TALKA_TEST_DATABASE_URL')
    return { env: {}, stop() {} }
  }
  const { addressOf, startTestPostgres } = await import('./database.ts')
  const postgres = await timed('starting PostgreSQL', startTestPostgres)
  return { env: { TALKA_TEST_DATABASE: addressOf(postgres.connection) }, stop: () => postgres.stop() }
}

async function allTests() {
  const { globSync } = await import('node:fs')
  return globSync('{src,checks}/**/*.test.ts', { exclude: ['**/node_modules/**'] }).sort()
}

function runTests(files, env, atOnce) {
  if (files.length === 0) return 0
  // Half of a core is spent waiting for the database or the browser; a test that hangs fails by its name.
  const options = ['--test', `--test-concurrency=${atOnce}`, '--test-timeout=400000']
  const child = spawn(process.execPath, [...options, ...files], { stdio: 'inherit', env })
  const pass = (signal) => child.kill(signal)
  process.on('SIGTERM', pass).on('SIGINT', pass)
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => done(code ?? 1))
  })
}

function reportLeftOut(file) {
  if (!existsSync(file)) return
  const reasons = new Set(readFileSync(file, 'utf8').trim().split('\n'))
  rmSync(file)
  console.log(`Left out, because a Debian package is missing:\n${[...reasons].map((one) => `· ${one}`).join('\n')}`)
}

async function timed(what, work) {
  const started = performance.now()
  const result = await work()
  const seconds = (performance.now() - started) / 1000
  if (seconds > 0.05) console.log(`· ${what}: ${seconds.toFixed(1)} s`)
  return result
}
