import { chmodSync, statSync } from 'node:fs'

const others = 0o077
const readingOrWriting = 0o066

/** Takes a file or folder of ours from everybody but its owner; one that is not there, or another's, stays as it is. */
export function beOwnersOnly(path: string): void {
  try {
    const { mode } = statSync(path)
    if (mode & others) chmodSync(path, mode & 0o777 & ~others)
  } catch {
    // Whose folder it is decides: a start must not fail over it, and `openToOthers` says so.
  }
}

/** Says how to close a folder in which others on this machine may look or write; undefined when none may. */
export function openToOthers(folder: string): string | undefined {
  const mode = statSync(folder, { throwIfNoEntry: false })?.mode ?? 0
  if (process.platform === 'win32' || !(mode & readingOrWriting)) return undefined
  return `Others on this machine may look into ${folder}: close it with chmod go-rw.`
}
