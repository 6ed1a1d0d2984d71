import { pino } from 'pino'

export type Log = pino.Logger

/** One-line JSON for programs, or short readable lines when a person looks on at a terminal. */
export function createLog(level: string, forPeople = process.stdout.isTTY === true): Log {
  // What could let a reader of logs in, wherever it stands in an entry.
  const secrets = ['password', 'token', 'secret', 'authorization', 'cookie']
  const redact = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const options: pino.LoggerOptions = { level, base: null, redact, timestamp: pino.stdTimeFunctions.isoTime }
  if (forPeople) return pino(options, { write: (line) => void process.stdout.write(readable(line)) })
  // Where its lines cannot go (a full disk), the newest are kept in a megabyte, and the program goes on.
  const lines = pino.destination({ fd: 1, sync: true, maxLength: 1024 ** 2 })
  lines.on('error', () => {})
  return pino(options, lines)
}

/** From here on no stray error ends the program: each is logged as the bug it is. */
export function outliveBugs(log: Log): void {
  process.on('uncaughtException', (error, origin) => {
    log.error({ err: error, origin }, 'BUG: it would have ended the program: an error that nobody caught.')
  })
}

const levelNames: Record<number, string> = { 10: 'trace', 20: 'debug', 30: '', 40: 'warning', 50: 'ERROR', 60: 'ERROR' }

/** One log entry as a line for people: time, level where it matters, message, then what else it carries. */
export function readable(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line)
  const details = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
  )
  const parts = [String(time).slice(11, 19), levelNames[level], msg, ...details].filter(Boolean)
  return `${parts.join(' ')}\n${err ? `${err.stack ?? err.message}\n` : ''}`
}
