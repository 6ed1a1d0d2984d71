import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

type Say = (sentence: string) => void

/**
 * Ends the database processes that a killed Talka, or a killed database, left working on `place`:
 * first kindly, after 20 s by force; then removes the process file they left. Call it only under the lock.
 */
export async function endLeftOvers(place: string, say: Say): Promise<void> {
  const left = leftOvers(place)
  if (left.length > 0) {
    say('The database of an interrupted run is still working: stopping it first …')
    await endAll(place)
  }
  rmSync(join(place, 'postmaster.pid'), { force: true })
}

async function endAll(place: string): Promise<void> {
  const started = performance.now()
  for (let asked = ''; ; await wait(20)) {
    const left = leftOvers(place)
    if (left.length === 0) return
    const waited = performance.now() - started
    const signal = waited < 20_000 ? 'SIGINT' : waited < 30_000 ? 'SIGQUIT' : 'SIGKILL'
    if (asked === signal) continue
    asked = signal
    for (const pid of signal === 'SIGKILL' ? left : [mainOf(place, left)]) kill(pid, signal)
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {}
}

/** The database's own first process; its children follow it. */
function mainOf(place: string, left: number[]): number {
  const noted = notedPid(place)
  return noted && left.includes(noted) ? noted : left[0]!
}

function notedPid(place: string): number | undefined {
  const file = join(place, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined
}

/** Numbers of the database processes at work in `place`. PostgreSQL makes that folder its working directory. */
function leftOvers(place: string): number[] {
  if (!existsSync(place)) return []
  if (process.platform === 'linux') return workingIn(realpathSync(place))
  const pid = notedPid(place)
  if (!pid) return []
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout?.includes(place) ? [pid] : []
}

function workingIn(folder: string): number[] {
  const found: number[] = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      if (readlinkSync(`/proc/${name}/cwd`) !== folder) continue
      if (readFileSync(`/proc/${name}/comm`, 'latin1').startsWith('postgres')) found.push(Number(name))
    } catch {}
  }
  return found
}
