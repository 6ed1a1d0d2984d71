import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'

/**
 * For `skip` of a test that talks to a program of a Debian package: false when the program is here, else why it is left out.
 * `npm test` lists what was left out at its end.
 */
export function missingPeer(program: string, debianPackage: string): string | false {
  if (spawnSync('sh', ['-c', `command -v ${program}`]).status === 0) return false
  const reason = `needs ${program}: apt-get install ${debianPackage}`
  if (process.env.TALKA_TEST_LEFT_OUT) appendFileSync(process.env.TALKA_TEST_LEFT_OUT, `${reason}\n`)
  return reason
}
