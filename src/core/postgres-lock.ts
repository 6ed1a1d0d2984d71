import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync, rmSync } from 'node:fs'
import { link, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { StartRefused } from './start-refused.ts'

type Holder = {
  id: string
  pid: number
  startedAt: string
  birth: string
  host: string
  realm: string
  address: string
}

export type Lock = { release(): void }

const beatMs = 5_000
const staleAfterMs = 20_000

/**
 * Takes `dataDir/talka.lock` for this process, or throws StartRefused naming the process that holds it.
 * A lock left by a process that is gone (also when its number lives on in another process) is taken over.
 */
export async function takeLock(dataDir: string, address: string): Promise<Lock> {
  const path = join(dataDir, 'talka.lock')
  const mine = me(address)
  const draft = `${path}.${mine.id}`
  try {
    await writeFile(draft, `${JSON.stringify(mine, null, 2)}\n`, { mode: 0o600 })
    while (!(await linked(draft, path))) await clearIfStale(path, dataDir)
  } finally {
    await rm(draft, { force: true })
  }
  const beat = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), beatMs).unref()
  const release = () => {
    clearInterval(beat)
    process.off('exit', release)
    if (read(path)?.id === mine.id) rmSync(path, { force: true })
  }
  process.once('exit', release)
  return { release }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function clearIfStale(path: string, dataDir: string): Promise<void> {
  const holder = read(path)
  if (holder && (await isAlive(holder, path))) throw new StartRefused(heldBy(holder, dataDir))
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  // Two starts may judge the same old lock: whoever moved the other's fresh one puts it back.
  if (read(aside)?.id !== holder?.id) await link(aside, path).catch(() => {})
  await unlink(aside)
}

function heldBy({ pid, host, startedAt, address }: Holder, dataDir: string): string {
  const where = host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`
  const since = startedAt.slice(0, 16).replace('T', ' ')
  return `Another Talka (${where}, ${address}, since ${since} UTC) already works on ${dataDir}: stop it first, or set TALKA_DATA to another folder.`
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  const now = me('')
  if (holder.realm === now.realm) return holder.birth === birthOf(holder.pid)
  if (holder.host === hostname() && bootOf(holder.realm) !== bootOf(now.realm)) return false
  // Another container or machine: its process cannot be seen from here, its heartbeat can.
  const beat = await stat(path).catch(() => undefined)
  return beat !== undefined && Date.now() - beat.mtimeMs < staleAfterMs
}

function me(address: string): Holder {
  const startedAt = new Date().toISOString()
  const birth = birthOf(process.pid) ?? ''
  return { id: randomUUID(), pid: process.pid, startedAt, birth, host: hostname(), realm: realm(), address }
}

/** What tells a process from a later one with the same number: its start time where /proc has it. */
function birthOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  if (process.platform !== 'linux') return 'alive'
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/** The boot and process namespace in which a process number means something. */
function realm(): string {
  if (process.platform !== 'linux') return hostname()
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  return `${boot} ${readlinkSync('/proc/self/ns/pid')} ${hostname()}`
}

const bootOf = (realm: string) => realm.split(' ')[0]

function read(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
