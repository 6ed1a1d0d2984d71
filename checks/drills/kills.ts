import { askDatabase, type Home, killProgram, type Product, postmasterOf, startProduct, until } from '../product.ts'

/** What is killed outright: the program, the database's first process, one of its connections, or program and database. */
export const victims = ['program', 'postmaster', 'connection', 'both'] as const
export type Victim = (typeof victims)[number]

/** Numbers in [0, 1) that are the same in every run; another TALKA_DRILL_SEED gives other moments. */
export function seeded(salt: number): () => number {
  let state = Number(process.env.TALKA_DRILL_SEED ?? 1) * 7919 + salt
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Makes the kill ready, so that the blow itself falls at once. */
export async function aim(home: Home, product: Product, victim: Victim, pick: number): Promise<() => Promise<void>> {
  if (victim === 'program') return () => killProgram(product)
  const postmaster = postmasterOf(home)
  if (victim === 'postmaster') return async () => void process.kill(postmaster, 'SIGKILL')
  if (victim === 'both')
    return () => {
      process.kill(postmaster, 'SIGKILL')
      return killProgram(product)
    }
  const rows = await askDatabase<{ pid: number }>(
    home,
    `select pid from pg_stat_activity where usename ~ 'office_main$'`,
  )
  const { pid } = rows[Math.floor(pick * rows.length)]!
  return async () => void process.kill(pid, 'SIGKILL')
}

/** After the blow: a killed program is started again, a killed database must come back under the living program. */
export async function standing(home: Home, product: Product, victim: Victim): Promise<Product> {
  const since = new Date().toISOString()
  const now = victim === 'program' || victim === 'both' ? await startProduct(home) : product
  const isUp = async () => (await fetch(`${home.url}/readyz`)).ok && (await connectionsBefore(home, since)) === 0
  await until(() => {
    now.mustRun()
    return isUp().catch(() => false)
  })
  return now
}

/** The database ends every connection when one is killed; it may take a moment to notice. */
async function connectionsBefore(home: Home, since: string): Promise<number> {
  const [row] = await askDatabase<{ n: number }>(
    home,
    `select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and backend_start < $1`,
    [since],
  )
  return row!.n
}
