import { ORPCError } from '@orpc/server'
import { leftOut } from '#core/archive.ts'
import { tablesOf } from '#core/archive-source.ts'
import { hooksOf } from '#core/duty.ts'
import { sealAll } from '#core/seals.ts'
import { operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'
import { actorOf } from '#office/public.ts'
import { callAs } from './as.ts'
import { monthSteps } from './month-steps.ts'
import { type Change, changesOf } from './pairs/changes.ts'
import { makeWorld, type World } from './pairs/world.ts'
import type { TestOffice } from './test-office.ts'

/** Of uploads under way and sessions no archive has any; nothing is ever written to the last. */
const empty = [...leftOut, 'verification']

/**
 * Fills an empty office so that each table has rows in it: the world of the pairs, in it each change once, as far as it can
 * be made after those before, and what each duty hands in for the walk. Throws where a table is left empty.
 */
export async function fillOffice(home: TestOffice): Promise<void> {
  const world = await makeWorld(home.office)
  const pairs = Object.values(changesOf).flatMap((changes) => changes(world))
  const signIn: Change = ['office.signIn', null, { email: world.people.rasa.email, password: 'not the right one' }]
  for (const change of changesBesides(world)) await make(home, world, change)
  await workOn(home, world)
  for (const change of [...pairs, signIn]) await make(home, world, change).catch(unlessRefused)
  const actor = (await actorOf(home.office, world.people.daiva.id))!
  for (const walk of hooksOf('walk')) await walk({ db: home.office.db, actor })
  await home.office.pool.query(`
    insert into account (id, user_id, account_id, provider_id, password)
      select gen_random_uuid(), id, id, 'credential', 'opens nothing' from member limit 1;
    insert into expense_receipt_page (receipt_id, page, width, height, picture_sha256, thumb_sha256)
      select id, 1, 10, 10, sha256, sha256 from expense_receipt`)
  await sealAll(home.office.db)
  const left = await emptyTables(home)
  if (left.length > 0) throw new Error(`No row is in ${left.join(', ')}: let checks/full-office.ts write one.`)
}

const operations = new Map(operationsOf(duties).map((operation) => [operation.name, operation]))

async function make({ office }: TestOffice, { people }: World, [operation, by, input]: Change): Promise<void> {
  if (typeof operation !== 'string') return
  const who = by && (people[by] as { id: string })
  const call = await callAs(office, who, { headers: { 'idempotency-key': crypto.randomUUID() } })
  await operations.get(operation)!.run(input, call)
}

/** What an earlier change stands in the way of is left out. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof ORPCError) || error.status >= 500) throw error
}

/** What the pairs, which try changes of the same record, do not change. */
function changesBesides({ ids, people }: World): Change[] {
  const { askedDepartment: departmentReportId } = ids
  return [
    ['expenses.look', 'vytautas', { departmentReportId, versionNumber: 1 }],
    ['expenses.tick', 'vytautas', { departmentReportId, targets: [`line:${ids.askedLineOther}`], ticked: true }],
    ['expenses.attribute', 'rasa', { receipts: [{ receiptId: ids.tray, version: 1 }], memberId: people.ieva.id }],
    ['office.saveView', 'rasa', { page: '/receipts', name: 'Mine', settings: { memberId: people.ieva.id } }],
  ]
}

/** Work under what is shown, which only those who do it read as yet. */
async function workOn({ office }: TestOffice, { people }: World): Promise<void> {
  const { by, claim, handOver, present } = monthSteps(() => ({ office, people, month: '2026-09-01' }))
  const reportId = await claim(people.ieva, 700)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const [line] = (await by(people.rasa).report({ reportId })).lines
  const about = { departmentReportId, memberId: people.ieva.id, lineId: line!.id }
  await by(people.vytautas).askQuery({ ...about, body: 'Which ferry?' })
  await by(people.rasa).declareMissing({ lineId: line!.id, reason: 'Lost on the evening ferry' })
}

async function emptyTables({ offices }: TestOffice): Promise<string[]> {
  const client = await offices.adminPool.connect()
  try {
    const tables = (await tablesOf(client, 'office_main')).filter(({ name }) => !empty.includes(name))
    const counts = tables.map(
      ({ name }) => `select '${name}' as name where not exists (select from office_main.${name})`,
    )
    const { rows } = await client.query<{ name: string }>(counts.join(' union all '))
    return rows.map(({ name }) => name)
  } finally {
    client.release()
  }
}
