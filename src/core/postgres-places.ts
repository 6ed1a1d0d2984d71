import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs'
import { chmod, mkdir, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Binaries, openPlace, type Runner, run, shortNameOf, succeeds } from './postgres-binaries.ts'
import { refusalFor, StartRefused } from './start-refused.ts'

type Say = (sentence: string) => void

/** The folder of the database itself, real path first, for a runner who may have to live elsewhere. */
export async function placeFor(dataDir: string, runner: Runner, say: Say): Promise<string> {
  const usual = join(dataDir, 'postgres')
  if (runner.way === 'switched') await chmod(dataDir, 0o711)
  if (runner.way === 'self' || succeeds(runner, 'ls', ['-d', join(dataDir, '.')])) return settled(usual)
  const elsewhere = join(openPlace, shortNameOf(dataDir))
  say(`The database's user may not enter ${dataDir}: the database is kept in ${elsewhere}. Back up both folders.`)
  await mkdir(elsewhere, { recursive: true, mode: 0o711 })
  const target = join(elsewhere, 'postgres')
  if (existsSync(usual) && !lstatSync(usual).isSymbolicLink()) await moved(usual, target)
  if (!lstatSync(usual, { throwIfNoEntry: false })) await symlink(target, usual)
  return target
}

/** Follows the link a start as another user may have left. */
async function settled(usual: string): Promise<string> {
  return lstatSync(usual, { throwIfNoEntry: false })?.isSymbolicLink() ? readlink(usual) : usual
}

async function moved(from: string, to: string): Promise<void> {
  const { status } = spawnSync('cp', ['-a', from, `${to}.new`])
  if (status !== 0) throw new StartRefused(`The database could not be copied from ${from} to ${to}.`)
  await rename(`${to}.new`, to)
  await rename(from, `${from}.moved`)
}

/**
 * A folder for the socket that only the database's user may enter, its path short enough for every system:
 * beside the database, or under the system's temporary folder.
 */
export async function socketFolder(place: string, runner: Runner): Promise<string> {
  const beside = join(place, '..', 'socket')
  const folder = Buffer.byteLength(beside) <= 80 ? beside : join(tmpdir(), `talka-${shortNameOf(place)}`)
  return privateFolder(folder, runner)
}

/** Makes a folder that is the database's user's alone; refuses one that somebody else put there first. */
export async function privateFolder(folder: string, runner: Runner): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  const ours = runner.way !== 'self' || process.platform === 'win32' || found.uid === runner.uid
  if (!ours || !found.isDirectory())
    throw new StartRefused(`${folder} belongs to somebody else: remove it, or set TALKA_DATA to a shorter path.`)
  handOver(folder, runner)
  await chmod(folder, 0o700)
  return folder
}

/**
 * Makes the database at `place` if there is none; a half-made one from an interrupted start is thrown away,
 * since it becomes `place` only when complete. Refuses a database of another major version.
 */
export async function madeDatabase(place: string, runner: Runner, { bin, major }: Binaries, say: Say): Promise<void> {
  if (existsSync(place)) {
    refuseOtherVersion(place, major)
    return handOver(place, runner)
  }
  say('Creating the database …')
  const parent = join(place, '..')
  for (const name of await readdir(parent))
    if (name.startsWith('postgres.new-')) await rm(join(parent, name), { recursive: true, maxRetries: 20 })
  const draft = join(parent, `postgres.new-${process.pid}`)
  await privateFolder(draft, runner)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = process.platform === 'win32' ? await passwordArgs(place) : ['--auth=trust']
  const args = ['-D', draft, '--username=talka', '--data-checksums', ...locale, ...access]
  await finished(runner, join(bin, 'initdb'), args, place)
  await finished(
    runner,
    join(bin, 'postgres'),
    ['--single', '-D', draft, 'template1'],
    place,
    'create database talka\n',
  )
  await rename(draft, place).catch((error) => Promise.reject(refusalFor(error, place)))
}

function refuseOtherVersion(place: string, major: number): void {
  const marker = join(place, 'PG_VERSION')
  if (!existsSync(marker))
    throw new StartRefused(`${place} is not a database (no PG_VERSION): restore it from a backup, or move it away.`)
  const made = Number.parseInt(readFileSync(marker, 'utf8'), 10)
  if (made > major)
    throw new StartRefused(
      `The database in ${place} was made by PostgreSQL ${made}, this Talka brings ${major}: start a newer Talka.`,
    )
  if (made < major)
    throw new StartRefused(
      `The database in ${place} was made by PostgreSQL ${made}, this Talka brings ${major}: export it with the Talka that made it and import it here.`,
    )
}

// The same data may be started as root one day and as another user the next.
function handOver(place: string, { way, uid, gid }: Runner): void {
  if (way === 'self' || statSync(place).uid === uid) return
  spawnSync('chown', ['-R', '-h', `${uid}:${gid}`, place])
}

async function passwordArgs(place: string): Promise<string[]> {
  const file = passwordFile(place)
  const { randomBytes } = await import('node:crypto')
  await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  return ['--auth=scram-sha-256', `--pwfile=${file}`]
}

/** Where the database's password is kept on Windows, which has no private socket. */
export const passwordFile = (place: string) => join(place, '..', 'postgres.password')

function finished(runner: Runner, program: string, args: string[], place: string, input = ''): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const child = run(runner, program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  child.stdin?.on('error', () => {})
  child.stdin?.end(input)
  child.on('error', reject)
  child.on('close', (code) => (code === 0 ? resolve() : reject(whyItFailed(said, place))))
  return promise
}

/** Turns what the database's programs printed into one sentence. */
export function whyItFailed(said: string, place: string): StartRefused {
  if (/No space left on device|Disk quota exceeded|Check free disk space/.test(said))
    return new StartRefused(`No space is left on the disk of ${place}: make room and start again.`)
  if (/Permission denied|Read-only file system/.test(said))
    return new StartRefused(`The database may not write to ${place}: give this user the right to, or set TALKA_DATA.`)
  const last = said.split('\n').findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? said.trim().split('\n').at(-1)
  return new StartRefused(`The database in ${place} does not start: ${last || 'it gave no reason'}`)
}
