import { sql } from 'kysely'
import type { Log } from './log.ts'
import type { Offices, OpenOffice } from './offices.ts'
import { logged, repeat } from './repeat.ts'
import { lastSeal, sealAll, sealEvents } from './seals.ts'
import { type Staging, sweepStaging } from './staging.ts'

/** What is set right in every office, at the start and each hour after. */
export type Tidying = (office: OpenOffice) => Promise<void>

/**
 * Seals the history every few seconds and sets right at once and hourly what has served its time or was left behind;
 * gives back how to stop, which seals what is left: to be called when nobody writes any more.
 */
export function keepHouse(
  offices: Offices,
  log: Log,
  tidyings: readonly Tidying[],
  every = { sealMs: 5_000, tidyMs: 3_600_000 },
  lastSealPatienceMs = 2_000,
): () => Promise<void> {
  const seal = repeat({ everyMs: every.sealMs, what: 'sealing the history', log }, () =>
    inEvery(offices, log, sealAndNote),
  )
  const tidyAll = async () => {
    for (const tidying of [tidyUp, ...tidyings]) await inEvery(offices, log, tidying)
  }
  const first = logged(log, 'tidying up', tidyAll)
  const tidy = repeat({ everyMs: every.tidyMs, what: 'tidying up', log }, tidyAll)
  return async () => {
    await Promise.all([seal(), tidy(), first])
    await logged(log, 'the last seal', () =>
      inEvery(offices, log, (office) => sealAllAndNote(office, lastSealPatienceMs)),
    )
  }
}

/** Seals what is new, and notes the newest seal outside the database. */
async function sealAndNote({ db, sealLog }: OpenOffice): Promise<void> {
  await sealEvents(db)
  const last = await lastSeal(db)
  if (last) await sealLog.note(last)
}

/** At the end: a backup of what is stopped proves all of it. Another process that works on may keep some from its seal. */
async function sealAllAndNote({ db, sealLog }: OpenOffice, patienceMs: number): Promise<void> {
  await sealAll(db, patienceMs)
  const last = await lastSeal(db)
  if (last) await sealLog.note(last, true)
}

/** Answers remembered for seven days, uploads nobody took up. */
async function tidyUp(office: Staging): Promise<void> {
  await office.db.deleteFrom('rememberedAnswer').where('at', '<', sql<string>`now() - interval '7 days'`).execute()
  await sweepStaging(office)
}

async function inEvery(offices: Offices, log: Log, work: (office: OpenOffice) => Promise<unknown>): Promise<void> {
  for (const name of await offices.names()) {
    try {
      await work(await offices.byName(name))
    } catch (error) {
      log.warn({ err: error, office: name }, 'housekeeping did not get through')
    }
  }
}
