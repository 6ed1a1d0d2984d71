import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from './database.ts'
import { StartRefused } from './start-refused.ts'

const markIn = (dataDir: string) => join(dataDir, 'moved-to')

/** Notes in the folder of our own database that its offices live on another one now. */
export function noteMoved(dataDir: string, { host, port, database }: Connection): void {
  writeFileSync(markIn(dataDir), `${database} at ${host}:${port}\n`, { mode: 0o600 })
}

/** Two that go on with the same offices give out the same numbers and send every letter twice. Throws StartRefused. */
export function mustNotHaveMoved(dataDir: string): void {
  const mark = markIn(dataDir)
  if (!existsSync(mark)) return
  const where = readFileSync(mark, 'utf8').trim().slice(0, 200)
  throw new StartRefused(
    `The offices in ${dataDir} moved to the database ${where}: set DATABASE_URL to it. To go on with the old ones here ` +
      `regardless, remove the file ${mark}; both then send letters and give out the same numbers.`,
  )
}
