import type { Source } from './sources.ts'
import { isTest, sourcesOf } from './sources.ts'

/**
 * Changes that no test calls by name. What the generic walk proves of all (who signs in, whose records, hostile input) says
 * nothing of what one changes and refuses; the walks through pages stand for what a page does with it.
 */
export function ownTestProblems(home: string, changes: readonly string[]): string[] {
  const tests = sourcesOf(home).filter(({ path }) => path.startsWith('src/') && isTest(path))
  return changes
    .filter((change) => !tests.some((test) => isCalledIn(test, change.split('.').at(-1)!)))
    .map(
      (change) =>
        `${change}: no test beside the code calls it. Write one of what it changes, what it refuses, and who may not.`,
    )
}

function isCalledIn({ text }: Source, name: string): boolean {
  return new RegExp(`\\.${name}\\(|\\b${name}\\b[^=;]*\\} = `).test(text)
}

/** The changes that every door shows, as `expenses.addLine`. */
export async function changesNow(): Promise<string[]> {
  const { duties } = await import('#duties/index.ts')
  const { operationsOf } = await import('#doors/operations-of.ts')
  return operationsOf(duties).flatMap(({ path, changes }) => (changes ? [path.join('.')] : []))
}
