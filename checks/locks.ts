import { lockOrder } from '#core/locked.ts'
import { sourcesOf } from './sources.ts'

const written = /\.(updateTable|deleteFrom)\('(\w+)'\)/
const kinds: ReadonlySet<string> = new Set(lockOrder)
/** One statement that decides on nothing that was read before. */
const bare: ReadonlySet<string> = new Set([
  'src/office/operations/session.ts', // own language and colours
  'src/duties/expenses/steps/fill-lines.ts', // what a reading leaves to the next, of a line that is held; a person's edit is not made stale by it
  'src/duties/expenses/jobs/read-receipt.ts', // how far the reader is; a person's edit is not made stale by it
])

/** Whether an operation, step, view or job writes rows of a kind that changes decide on past the seam that wants them locked. */
export function lockProblems(home: string): string[] {
  return sourcesOf(home)
    .filter(
      ({ path }) =>
        /^src\/(?!core).*\/(operations|steps|views|jobs)(\/|\.ts$)/.test(path) &&
        !/\.test\.ts$/.test(path) &&
        !bare.has(path),
    )
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => {
        const kind = written.exec(line)?.[2]
        if (!kind || !kinds.has(kind)) return []
        return [
          `${path}:${at + 1}: "${line.trim()}" writes what may have changed since it was read. Read it by a …ToChange query and write it with save or remove of core/locked.ts.`,
        ]
      }),
    )
}
