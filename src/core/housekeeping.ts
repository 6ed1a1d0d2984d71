import { sql } from 'kysely'
import type { Log } from './log.ts'
import type { Offices, OpenOffice } from './offices.ts'
import { sealEvents } from './seals.ts'
import { sweepStaging } from './staging.ts'

const sealEveryMs = 5_000
const tidyEveryMs = 3_600_000

/** Seals the history every few seconds and clears away hourly what has served its time; gives back how to stop. */
export function keepHouse(offices: Offices, log: Log): () => Promise<void> {
  const seal = repeat(sealEveryMs, () => inEvery(offices, log, (office) => sealEvents(office.db)))
  const tidy = repeat(tidyEveryMs, () => inEvery(offices, log, tidyUp))
  return async () => {
    await Promise.all([seal(), tidy()])
  }
}

/** Answers remembered for seven days, uploads nobody took up. */
export async function tidyUp({ db, staging }: Pick<OpenOffice, 'db' | 'staging'>): Promise<void> {
  await db.deleteFrom('rememberedAnswer').where('at', '<', sql<string>`now() - interval '7 days'`).execute()
  await sweepStaging(staging)
}

async function inEvery(offices: Offices, log: Log, work: (office: OpenOffice) => Promise<unknown>): Promise<void> {
  for (const name of await offices.names().catch(() => [])) {
    try {
      await work(await offices.byName(name))
    } catch (error) {
      log.warn({ err: error, office: name }, 'housekeeping did not get through')
    }
  }
}

/** Runs again and again, never twice at once; stopping waits for the round under way. */
function repeat(everyMs: number, work: () => Promise<void>): () => Promise<void> {
  let round = Promise.resolve()
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    round = work().finally(() => {
      isBusy = false
    })
  }, everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return round
  }
}
