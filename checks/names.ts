import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Migrations up to this day named things by bare words, which the day's own renamed. */
const since = '20261282'
const made = /^\s*create (?:table|(?:unique )?index|function|view)(?: if not exists)? (\w+)/gim

/** Whether a migration of a duty takes a name that does not begin with the duty's word: the bare ones are the common ground's. */
export function nameProblems(home: string): string[] {
  return globSync('src/duties/*/migrations/*.sql', { cwd: home })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => basename(path) >= since)
    .sort()
    .flatMap((path) => {
      const words = wordsOf(path.split('/')[2]!)
      return [...readFileSync(join(home, path), 'utf8').matchAll(made)].flatMap(([, name]) =>
        words.some((word) => name === word || name!.startsWith(`${word}_`))
          ? []
          : [`${path}: "${name}" is a bare word. Begin it with the duty's: ${words[0]}_${name}.`],
      )
    })
}

/** What a duty's names begin with: its own, in the singular where it has one. */
function wordsOf(duty: string): string[] {
  return [...new Set([duty.replace(/(?<=ch|sh|x|ss)es$|s$/, ''), duty])]
}
