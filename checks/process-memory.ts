import { readdirSync, readFileSync } from 'node:fs'

/** A process of the product: the most memory it ever held, as the kernel counts it. */
interface Seen {
  pid: number
  name: string
  peakBytes: number
}

/** Watches the processes below these, until stopped; also those that end meanwhile are in `seen`. Linux only: /proc. */
export function watchProcesses(roots: () => number[], everyMs = 250) {
  const seen = new Map<number, Seen>()
  let mostAtOnceBytes = 0
  const look = () => {
    const parents = parentsOf()
    let sum = 0
    for (const pid of familyOf(roots(), parents)) {
      const memory = memoryOf(pid)
      if (!memory) continue
      sum += memory.ownBytes
      seen.set(pid, { pid, name: nameOf(pid), peakBytes: memory.peakBytes })
    }
    mostAtOnceBytes = Math.max(mostAtOnceBytes, sum)
  }
  const timer = setInterval(look, everyMs)
  return {
    seen: () => [...seen.values()],
    /** The most that all together held at one moment; what processes share counts once for each. */
    mostAtOnceBytes: () => mostAtOnceBytes,
    stop: () => clearInterval(timer),
  }
}

/** Each running process's parent. Linux only: /proc. */
export function parentsOf(): Map<number, number> {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? textOf(`/proc/${name}/stat`) : ''
    const parent = fields.slice(fields.lastIndexOf(')') + 2).split(' ')[1]
    if (parent) parents.set(Number(name), Number(parent))
  }
  return parents
}

function familyOf(roots: number[], parents: Map<number, number>): Set<number> {
  const family = new Set(roots)
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid)
  }
  return family
}

/** The memory of a process: the most it ever held since its program began, and what is its own now. Linux only: /proc. */
export function memoryOf(pid: number): { peakBytes: number; ownBytes: number } | undefined {
  const status = textOf(`/proc/${pid}/status`)
  const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0)
  if (kilobytes('VmHWM') === 0) return undefined
  return { peakBytes: kilobytes('VmHWM') * 1024, ownBytes: kilobytes('RssAnon') * 1024 }
}

function nameOf(pid: number): string {
  const words = textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
  if (words.includes('reader/worker.ts')) return 'reader'
  if (words.includes('src/main.ts')) return 'program'
  return words.includes('postgres') ? 'PostgreSQL' : words.slice(0, 40)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
