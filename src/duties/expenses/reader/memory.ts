import { readFile } from 'node:fs/promises'

const PAGE_BYTES = 4096

/** Memory a process holds, from /proc; 0 where there is none (then only time limits it). */
export async function residentBytes(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0
  try {
    const [, resident] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')
    return Number(resident) * PAGE_BYTES
  } catch {
    return 0
  }
}
