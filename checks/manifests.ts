import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
export type Manifest = Partial<Record<(typeof kinds)[number], Record<string, string>>> & { workspaces?: string[] }

/** The project's package.json and those of the packages in it, by where they lie as the lock says it. */
export function manifestsIn(home: string): [string, Manifest][] {
  const read = (at: string): Manifest => JSON.parse(readFileSync(join(home, at, 'package.json'), 'utf8'))
  const whole = read('')
  return [['', whole], ...(whole.workspaces ?? []).map((at): [string, Manifest] => [at, read(at)])]
}
