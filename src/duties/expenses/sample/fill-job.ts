import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { type JobAt, job } from '#core/jobs.ts'
import { fillOffice, hasSamplePeople, sampleIds } from '#office/sample/fill-office.ts'
import { fillFrame } from './fill-frame.ts'
import { keepPlaces, type PastFact, writePast } from './fill-history.ts'
import { momentsUpTo } from './fill-moments.ts'
import { fillMonth, isFilled } from './fill-month.ts'
import { keepNumbers, numberStory } from './fill-numbers.ts'
import { openEasel } from './fill-pictures.ts'
import { categoryIds, fillSettings } from './fill-settings.ts'
import { sampleMonths } from './months.ts'
import type { SampleMonth } from './months-shapes.ts'

/** The history of the office itself, as `openSample` tells it. */
const officeRecord = '00000000-0000-4000-8000-000000000000'

/**
 * Fills the sample office: its people at once, so that one can enter, then its months, newest first, each whole or not at
 * all. Taken up again after it died, it goes on with the months that are not there and tells the same story.
 */
export const fillSample = job({
  name: 'office.fillSample',
  slot: 'later',
  payload: z.object({}),
  async do(at) {
    const profile = await at.office.db.selectFrom('officeProfile').selectAll().executeTakeFirstOrThrow()
    if (!profile.sample || profile.fillingJob === null) return
    const setUpAt = Temporal.Instant.from(profile.setUpAt)
    const today = setUpAt.toZonedDateTimeISO(profile.timeZone).toPlainDate().toString()
    const story = sampleMonths(today)
    const { language, timeZone } = profile
    const told = { story, today, language, numbers: numberStory(story), moment: momentsUpTo(setUpAt, timeZone) }
    if (!(await hasSamplePeople(at.office.db))) await at.change(({ db }) => fillGround(db, told))
    await fillMonths(at, told)
    await at.change(async ({ db, tell }) => {
      await db.updateTable('officeProfile').set({ fillingJob: null }).execute()
      tell({ record: ['office', officeRecord], says: 'office.said.sampleFilled' })
    })
  },
})

type Told = Pick<Parameters<typeof fillFrame>[0], 'story' | 'numbers' | 'moment'> & {
  today: string
  language: 'en' | 'lt'
}

/** Everything small: people, settings and the empty reports, in one transaction. */
async function fillGround(db: Db, told: Told): Promise<void> {
  await fillOffice(db, told.today, told.language)
  const ids = await sampleIds(db)
  const first = await keepPlaces(db, told.story.months.length + 1)
  const past = await fillSettings({ db, ids, ...told })
  await fillFrame({ db, ids, ...told })
  await keepNumbers(db, told.numbers)
  await writePast(db, first, 0, past)
}

async function fillMonths(at: JobAt<unknown>, told: Told): Promise<void> {
  const { db, files } = at.office
  const [ids, categories, first] = await Promise.all([sampleIds(db), categoryIds(db), firstPlace(db)])
  const easel = openEasel(files)
  const total = told.story.months.reduce((sum, month) => sum + receiptsOf(month).length, 0)
  let done = 0
  try {
    for (const [index, month] of [...told.story.months.entries()].reverse()) {
      const receipts = receiptsOf(month)
      if (await isFilled(db, month.month)) {
        done += receipts.length
        continue
      }
      const pictures = await easel.draw(receipts, () => at.progress(++done, total))
      await at.change(async ({ db }) => {
        const past: PastFact[] = []
        const tell = (fact: PastFact) => void past.push(fact)
        await fillMonth({ ...told, db, month, ids, categories, pictures, tell })
        await writePast(db, first, index + 1, past)
      })
    }
  } finally {
    await easel.close()
  }
  await at.progress(total, total)
}

const receiptsOf = ({ teams }: SampleMonth) =>
  teams.flatMap((team) => [...team.reports.flatMap((report) => report.receipts), ...team.tray])

/** Where the kept places of the history begin: its first fact is the first claim procedure. */
async function firstPlace(db: Db): Promise<number> {
  const row = await db
    .selectFrom('event')
    .select((eb) => eb.fn.min('seq').as('first'))
    .where('operation', '=', 'expenses.publishProcedure')
    .executeTakeFirstOrThrow()
  return Number(row.first)
}
