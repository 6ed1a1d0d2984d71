import { after, before, test } from 'node:test'
import { ORPCError } from '@orpc/server'
import { as, callAs } from '#checks/as.ts'
import { changesOf } from '#checks/pairs/changes.ts'
import { makeWorld, type World } from '#checks/pairs/world.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { duties } from '#duties/index.ts'
import { operationsOf } from './operations-of.ts'

let home: TestOffice
let world: World
before(async () => {
  home = await openTestOffice()
  world = await makeWorld(home.office)
})
after(() => home.close())
const operations = new Map(operationsOf(duties).map((o) => [o.name, o]))
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const answer = async (name: string, by: { id: string } | null, input: unknown) => {
  try { await operations.get(name)!.run(input, await callAs(home.office, by)); return 'taken' }
  catch (e) { return e instanceof ORPCError ? `${e.status} ${(e.data as any)?.says}` : String(e) }
}
test('foreign', async () => {
  const { people, ids } = world
  const daiva = as(home.office, people.daiva).expenses
  const m = people.tomasz.id
  const round = (await daiva.openRound({ teamId: people.south, month: '2026-03-01' })).id
  const exp = (await daiva.addExpected({ roundId: round, memberId: m, what: 'Bus' })).id
  const rep = (await daiva.openReport({ memberId: m, month: '2026-03-01' })).id
  const line = (await daiva.addLine({ reportId: rep, merchant: 'X', amountCents: 100 })).id
  const link = (await daiva.makeLink({ roundId: round, memberId: m })).id
  const rc = { id: await readReceipt(home.office, { id: m, teamId: people.south }, { merchant: 'F', spentOn: '2026-03-02', totalCents: 5 }) }
  const kinds: Record<string, string> = {}
  const put = (v: string | undefined, f: string) => { if (v) kinds[v] = f }
  for (const p of Object.values(people)) if (typeof p === 'object' && p) put((p as any).id, m)
  put(people.north, people.south); put(ids.team, people.south); put(people.sales, people.finance); put(ids.department, people.finance)
  for (const [k, v] of Object.entries(ids)) {
    if (/round/i.test(k)) put(v, round)
    else if (['used','freed','loose','poor','aside','whole','matched','tray','part1','part2'].includes(k)) put(v, rc.id)
    else if (/Line|^line$|removed|bare/.test(k)) put(v, line)
    else if (/Report|^report$/.test(k)) put(v, rep)
    else if (/expected|fulfilled/.test(k)) put(v, exp)
    else if (k === 'link') put(v, link)
    else if (/Team$/.test(k)) put(v, ids.lateTeam!)
  }
  const out = new Set<string>()
  for (const [name, by, input] of Object.values(changesOf).flatMap((of) => of(world))) {
    const text = JSON.stringify(input, (_k, v) => v)
    for (const id of new Set(text.match(uuid) ?? [])) {
      if (!kinds[id] || kinds[id] === id) continue
      const swap = (v: any): any => v instanceof File ? v : typeof v === 'string' ? v.replace(id, kinds[id]!) : Array.isArray(v) ? v.map(swap) : v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, swap(x)])) : v
      const a = await answer(name, by && (people[by] as any), swap(input))
      if (a === 'taken') out.add(`${name} ${by} ${Object.entries(input).filter(([, v]) => JSON.stringify(v)?.includes(id)).map(([k]) => k)}`)
    }
  }
  console.log('FOREIGN TAKEN', [...out])
})
test('left', async () => {
  const { people, ids } = world
  const admin = as(home.office, people.administrator).office
  await home.office.db.updateTable('member').set({ deactivatedAt: '2026-01-01T00:00:00Z' }).where('id', 'in', [people.jonas.id, people.ieva.id]).execute()
  const out: string[] = []
  for (const [name, by, input] of Object.values(changesOf).flatMap((of) => of(world))) {
    const text = JSON.stringify(input)
    if (!text.includes(people.jonas.id) && !text.includes(people.ieva.id)) continue
    out.push(`${name} ${by} ${text.slice(0, 90)} → ${await answer(name, by && (people[by] as any), input)}`)
  }
  const rasa = people.rasa
  for (const [n, i] of [
    ['expenses.addReceipt', { file: new File(['%PDF-1.4 x'], 'a.pdf'), memberId: people.jonas.id }],
    ['expenses.addExpected', { roundId: ids.round, memberId: people.jonas.id, what: 'y' }],
    ['expenses.makeLink', { roundId: ids.round, memberId: people.jonas.id }],
    ['expenses.openReport', { memberId: people.jonas.id, month: '2026-10-01' }],
    ['expenses.recordInformed', { memberIds: [people.jonas.id], way: 'phone', informedOn: '2026-11-01' }],
    ['expenses.remind', { roundId: ids.round, memberIds: [people.jonas.id], way: 'copied' }],
    ['expenses.attribute', { receipts: [{ receiptId: ids.tray }], memberId: people.jonas.id }],
    ['expenses.recordConfirmation', { reportId: ids.looseReport, way: 'mail', confirmedOn: '2026-09-02' }],
  ] as const) out.push(`LEFT ${n} → ${await answer(n, rasa, i)}`)
  for (const [n, i] of [
    ['office.assign', { duty: 'expenses', memberId: people.jonas.id, placeId: people.north, fromDay: '2031-01-01' }],
    ['office.cover', { assignmentId: ids.assignment, memberId: people.jonas.id, fromDay: '2030-02-01', toDay: '2030-02-02' }],
    ['office.invite', { memberId: people.jonas.id }], ['office.makeResetLink', { memberId: people.jonas.id }],
    ['office.changeMember', { memberId: people.jonas.id, version: 1, name: 'J' }],
  ] as const) out.push(`LEFT ${n} → ${await answer(n, people.administrator, i)}`)
  console.log(out.join('\n'))
})
