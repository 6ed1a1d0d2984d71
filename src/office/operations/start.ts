import type { Insertable } from 'kysely'
import * as z from 'zod'
import type { Db, Tables } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { readTheLocked, save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { Currency, listOf, RecordId, Ref, whole } from '#core/shapes.ts'
import { translate } from '#core/words.ts'
import { fillingOf, officeProfile, profileOf } from '../queries/office.ts'
import { hasMembers, memberOf } from '../queries/people.ts'
import { byName } from '../rules/order.ts'
import { sampleCompany } from '../sample/company.ts'
import { Country, Email, Id, KeptRoles, Language, Name, NewPassword, TimeZone } from '../shapes.ts'
import { setPassword, signInAs } from '../sign-in.ts'
import { officeRecord } from '../steps/office-record.ts'

const Filling = z
  .object({ state: z.enum(['waiting', 'running', 'failed']), done: z.int(), total: z.int() })
  .meta({ title: 'SampleFilling' })

export const state = read({
  right: 'anyone',
  summary:
    'Whether the office is set up, is a sample, and how far the sample is filled: for the first page and sign-in.',
  rest: 'GET /office/state',
  input: z.object({}),
  output: z.object({
    setUp: z.boolean().describe('There is somebody who can come in; a sample office may still be filling.'),
    sample: z.boolean(),
    name: z.string().nullable(),
    language: Language,
    mail: z.boolean(),
    filling: Filling.nullable(),
  }),
  async do({ db, office, call }) {
    const profile = await officeProfile(db)
    const filling = (await fillingOf(db, profile)) ?? null
    return {
      setUp: profile !== undefined && (filling === null || (await hasMembers(db))),
      sample: profile?.sample ?? false,
      name: profile?.name ?? null,
      language: profile?.language ?? call.language,
      mail: office.mail.configured,
      filling: filling as z.input<typeof Filling> | null,
    }
  },
})

export const setUp = change({
  right: 'anyone',
  summary: 'Set up one’s own office with its first administrator; only while nobody works in it.',
  rest: 'POST /office/set-up',
  idempotent: true,
  input: z.object({
    name: Name,
    country: Country,
    currency: Currency,
    timeZone: TimeZone,
    language: Language,
    administrator: z.object({ name: Name, email: Email, password: NewPassword }).describe('The first administrator.'),
  }),
  output: Ref,
  async do({ input, db, office, call, tell }) {
    await mustBeEmpty(db)
    const { administrator, ...profile } = input
    await makeProfile(db, { ...profile, fillingJob: null })
    const branchId = await makeFirstPlaces(db, input)
    const id = newId()
    const { name, email } = administrator
    await db
      .insertInto('member')
      .values({
        id,
        name,
        email,
        language: input.language,
        image: null,
        phone: null,
        roles: ['administrator'],
        branchId,
        departmentId: null,
        teamId: null,
        deactivatedAt: null,
      })
      .execute()
    await setPassword({ office, db }, id, administrator.password)
    await signInAs({ ...call, office, db }, id)
    tell({
      record: ['office', officeRecord],
      also: [id],
      says: 'office.said.setUp',
      params: { office: input.name, member: name },
      memberId: id,
    })
    return { id, name }
  },
})

/** Headquarters, the sales department and its first team, named in the office's language; gives the headquarters' id. */
async function makeFirstPlaces(
  db: Db,
  { language, country, timeZone, currency }: { language: string; country: string; timeZone: string; currency: string },
): Promise<string> {
  const [branchId, departmentId] = [newId(), newId()]
  const called = (what: string) => translate(language, `office.first.${what}`)
  await db
    .insertInto('branch')
    .values({
      id: branchId,
      name: called('branch'),
      headquarters: true,
      country,
      region: null,
      timeZone,
      currency,
      closedAt: null,
    })
    .execute()
  await db
    .insertInto('department')
    .values({ id: departmentId, name: called('department'), sales: true, closedAt: null })
    .execute()
  await db
    .insertInto('team')
    .values({ id: newId(), departmentId, branchId, name: called('team'), closedAt: null })
    .execute()
  return branchId
}

export const openSample = change({
  right: 'anyone',
  summary: 'Make this the sample office and fill it; only while nobody works in it, or when filling failed.',
  rest: 'POST /office/sample',
  destructive: true,
  idempotent: true,
  input: z.object({ language: Language.optional() }),
  output: z.object({ jobId: RecordId }),
  async do({ input, db, call, queue, tell }) {
    const before = await readTheLocked(db, 'officeProfile', () => officeProfile(db))
    const failed = before?.sample === true && (await fillingOf(db, before))?.state === 'failed'
    if (!failed) await mustBeEmpty(db)
    const jobId = await queue({
      task: 'office.fillSample',
      payload: {},
      says: 'office.job.fillSample',
      recordId: officeRecord,
    })
    const { name, country, currency, timeZone } = sampleCompany
    const language = input.language ?? call.language
    if (before) await save(db, 'officeProfile', before, { fillingJob: jobId })
    else await makeProfile(db, { name, country, currency, timeZone, language, sample: true, fillingJob: jobId })
    tell({ record: ['office', officeRecord], says: 'office.said.sampleOpened', params: { office: name } })
    return { jobId }
  },
})

export const samplePeople = read({
  right: 'anyone',
  summary: 'The people of a sample office, to enter as one of them; a real office has no such list.',
  rest: 'GET /office/sample/people',
  input: z.object({}),
  output: listOf(
    Ref.extend({
      roles: KeptRoles,
      team: z.string().nullable(),
      department: z.string().nullable(),
      branch: z.string().nullable(),
    }),
  ),
  async do({ db }) {
    await mustBeSample(db)
    const people = await db
      .selectFrom('member')
      .leftJoin('team', 'team.id', 'member.teamId')
      .leftJoin('department', 'department.id', 'member.departmentId')
      .leftJoin('branch', 'branch.id', 'member.branchId')
      .select([
        'member.id',
        'member.name',
        'member.roles',
        'team.name as team',
        'department.name as department',
        'branch.name as branch',
      ])
      .where('member.deactivatedAt', 'is', null)
      .limit(1000)
      .execute()
    return whole(people.sort(byName((await profileOf(db)).language)))
  },
})

export const enterAs = change({
  right: 'anyone',
  summary: 'Enter a sample office as one of its people; refused in every real office.',
  rest: 'POST /office/sample/enter',
  input: z.object({ memberId: Id }),
  output: Ref,
  async do({ input, db, office, call, tell }) {
    await mustBeSample(db)
    const member = await memberOf(db, input.memberId)
    if (!member || member.deactivatedAt) absent({ says: 'office.noSuchMember' })
    await signInAs({ ...call, office, db }, member.id)
    tell({
      record: ['member', member.id],
      says: 'office.said.signedIn',
      params: { member: member.name },
      memberId: member.id,
    })
    return { id: member.id, name: member.name }
  },
})

/** Of two who set up at once, the second waits here and is told. */
async function makeProfile(db: Db, profile: Insertable<Tables['officeProfile']>): Promise<void> {
  const made = await db
    .insertInto('officeProfile')
    .values(profile)
    .onConflict((oc) => oc.doNothing())
    .returning('name')
    .executeTakeFirst()
  if (!made) refuse({ says: 'office.alreadySetUp' })
}

async function mustBeEmpty(db: Db): Promise<void> {
  if ((await officeProfile(db)) || (await hasMembers(db))) refuse({ says: 'office.alreadySetUp' })
}

async function mustBeSample(db: Db): Promise<void> {
  const profile = await officeProfile(db)
  if (!profile?.sample) refuse({ says: 'office.noSample' })
}
