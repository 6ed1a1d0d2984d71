/** Why Talka cannot start, as one sentence for the person at the terminal. `main` prints it and exits with code 1. */
export class StartRefused extends Error {
  override name = 'StartRefused'
}

/**
 * The sentence for a system error met while preparing `folder`; any other error is given back as it is.
 * Covers folders one may not write to, full disks and files standing where a folder should be.
 */
export function refusalFor(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? ''
  const reason = reasons[code]
  return reason ? new StartRefused(`${reason.replace('FOLDER', folder)} (${code})`, { cause: error }) : error
}

const unwritable = 'Talka may not write to FOLDER: give this user the right to, or set TALKA_DATA to another folder.'
const noFolder = 'FOLDER cannot be a folder: set TALKA_DATA to another place.'
const full = 'No space is left on the disk of FOLDER: make room and start again.'
const reasons: Record<string, string | undefined> = {
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  ENOENT: noFolder,
  ENOSPC: full,
  EDQUOT: full,
}
