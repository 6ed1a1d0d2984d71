import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const home = mkdtempSync(join(tmpdir(), 'talka-launcher-'))
after(() => rmSync(home, { recursive: true }))
cpSync(join(import.meta.dirname, '..', 'bin'), join(home, 'bin'), { recursive: true })
symlinkSync(join(import.meta.dirname, '..', 'node_modules'), join(home, 'node_modules'))
mkdirSync(join(home, 'src'))
writeFileSync(
  join(home, 'src', 'main.ts'),
  `
  const [what]: string[] = process.argv.slice(2)
  if (what === 'exit') process.exit(7)
  if (what === 'die') process.kill(process.pid, 'SIGKILL')
  let signals: string[] = []
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      signals.push(signal)
      setTimeout(() => { console.log(signals.join(' ')); process.exit(3) }, 700)
    })
  setInterval(() => {}, 1000)
  console.log('ready')`,
)

function launch(...args: string[]): ChildProcess {
  const command = [join(home, 'bin', 'talka.mjs'), ...args]
  return spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
}

/** What it printed and how it ended; `whenReady` is called once it has started. */
async function ended(child: ChildProcess, whenReady: () => void = () => {}) {
  let printed = ''
  child.stdout!.on('data', (chunk) => {
    if (String(chunk).includes('ready')) whenReady()
    printed += chunk
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
    child.on('close', (...how) => done(how)),
  )
  return { printed: printed.trim().split('\n').at(-1), code, signal }
}

test('the program ends as its own code or signal says', async () => {
  assert.equal((await ended(launch('exit'))).code, 7)
  assert.equal((await ended(launch('die'))).signal, 'SIGKILL')
})

test('SIGTERM reaches the program once, and its end is waited for', async () => {
  const child = launch('stay')
  const result = await ended(child, () => child.kill('SIGTERM'))
  assert.deepEqual(result, { printed: 'SIGTERM', code: 3, signal: null })
})

test('a Ctrl-C that everybody at the terminal gets, and npm passes on besides, reaches the program once', async () => {
  const child = launch('stay')
  const result = await ended(child, () => {
    process.kill(-child.pid!, 'SIGINT')
    setTimeout(() => child.kill('SIGINT'), 100)
  })
  assert.deepEqual(result, { printed: 'SIGINT', code: 3, signal: null })
})

test('a program whose launcher is killed outright ends as if asked to', async () => {
  const child = launch('stay')
  const result = await ended(child, () => child.kill('SIGKILL'))
  assert.deepEqual(result, { printed: 'SIGTERM', code: null, signal: 'SIGKILL' })
})

test('under npm, a shell between that is ended instead of the launcher ends the program too', async () => {
  const talka = join(home, 'bin', 'talka.mjs')
  const command = `${process.execPath} ${talka} stay; true`
  const env = { ...process.env, npm_command: 'exec' }
  const shell = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'], env })
  const result = await ended(shell, () => shell.kill('SIGTERM'))
  assert.equal(result.printed, 'SIGTERM')
})
