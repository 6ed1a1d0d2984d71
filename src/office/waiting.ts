import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { isTimeZone } from '#core/days.ts'
import type { WaitingItem } from '#core/desk-items.ts'

/** What an administrator has to do until the office can work: the first steps of a new office. */
export async function waitingFor(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (!actor.rights.has('office.administer')) return []
  const [salespeople, teams, zones] = await Promise.all([anySalesperson(db), anyTeam(db), zonesIn(db)])
  const since = new Date().toISOString()
  const step = (name: string, link: string, params: WaitingItem['params'] = {}, recordId = actor.id): WaitingItem => ({
    key: `office.${name}:${recordId}`,
    duty: 'office',
    says: `office.waiting.${name}`,
    params,
    since,
    due: null,
    urgency: 1,
    link,
    recordId,
  })
  return [
    ...(teams ? [] : [step('noTeam', '/office/places')]),
    ...(salespeople ? [] : [step('noSalespeople', '/office/people')]),
    ...zones
      .filter(({ zone }) => !isTimeZone(zone))
      .map(({ id, place, zone }) => step('unknownZone', '/office/places', { place, zone }, id ?? actor.id)),
  ]
}

function anySalesperson(db: Db) {
  return db
    .selectFrom('member')
    .select('id')
    .where((eb) => eb(eb.val('salesperson'), '=', eb.fn.any('roles')))
    .where('deactivatedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
}

function anyTeam(db: Db) {
  return db.selectFrom('team').select('id').where('closedAt', 'is', null).limit(1).executeTakeFirst()
}

/** The office's time zone and those of its open branches. */
function zonesIn(db: Db) {
  return db
    .selectFrom('officeProfile')
    .select((eb) => [eb.val<string | null>(null).as('id'), 'name as place', 'timeZone as zone'])
    .unionAll(db.selectFrom('branch').select(['id', 'name as place', 'timeZone as zone']).where('closedAt', 'is', null))
    .execute()
}
