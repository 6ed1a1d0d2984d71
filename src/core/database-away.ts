import pg from 'pg'

/** PostgreSQL starting, stopping, full or gone: SQLSTATE classes 08 and 57P0, and 53300 (manual, appendix A). */
const states = /^(08...|57P0.|53300)$/
/** The line to it: refused, reset, unreachable, or its host name not found. */
const lines = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
])
/** What the driver says without a code when a connection ends under a query or none is to be had. */
const sayings =
  /^(Connection terminated|Connection ended|Client (was closed|has encountered a connection error)|timeout exceeded when trying to connect|Cannot use a pool after calling end|driver has already been destroyed)/

/** Whether an error, or what caused it, means that the database is away for a moment rather than that something is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as NodeJS.ErrnoException
  // A socket that is not there is a database that is not; any other missing file is not.
  if (code && (states.test(code) || lines.has(code) || (code === 'ENOENT' && syscall === 'connect'))) return true
  if (!(error instanceof pg.DatabaseError) && sayings.test(error.message)) return true
  const inside = error instanceof AggregateError ? error.errors : [error.cause]
  return inside.some(isDatabaseAway)
}
