import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { isTimeZone } from '#core/days.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { officeToday } from './public.ts'
import { inNameOrder } from './queries/name-order.ts'

/** What an administrator has to do until the office can work: the first steps of a new office, later every gap. */
export async function waitingFor(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (!actor.rights.has('office.administer')) return []
  const day = await officeToday(db)
  const [salespeople, teams, unserved, reviewer, zones] = await Promise.all([
    anySalesperson(db),
    anyTeam(db),
    teamsWithoutAssistant(db, day),
    anyReviewer(db, day),
    zonesIn(db),
  ])
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
    ...unserved.map((team) => step('noAssistant', '/office/chart', { team: team.name }, team.id)),
    ...(reviewer ? [] : [step('noReviewer', '/office/chart')]),
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

function teamsWithoutAssistant(db: Db, day: string) {
  return db
    .selectFrom('team')
    .innerJoin('department', 'department.id', 'team.departmentId')
    .select(['team.id', 'team.name'])
    .where('department.sales', '=', true)
    .where('team.closedAt', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('dutyAssignment')
            .innerJoin('member', 'member.id', 'dutyAssignment.memberId')
            .select('dutyAssignment.id')
            .where('member.deactivatedAt', 'is', null)
            .where('duty', '=', 'expenses')
            .where((inner) =>
              inner.or([
                inner('dutyAssignment.teamId', '=', inner.ref('team.id')),
                inner('dutyAssignment.departmentId', '=', inner.ref('team.departmentId')),
              ]),
            )
            .where('fromDay', '<=', day)
            .where((inner) => inner.or([inner('toDay', 'is', null), inner('toDay', '>=', day)])),
        ),
      ),
    )
    .orderBy(inNameOrder('team.name'))
    .execute()
}

/** The office's time zone and those of its open branches. */
function zonesIn(db: Db) {
  return db
    .selectFrom('officeProfile')
    .select((eb) => [eb.val<string | null>(null).as('id'), 'name as place', 'timeZone as zone'])
    .unionAll(db.selectFrom('branch').select(['id', 'name as place', 'timeZone as zone']).where('closedAt', 'is', null))
    .execute()
}

function anyReviewer(db: Db, day: string) {
  return db
    .selectFrom('dutyAssignment')
    .select('id')
    .where('duty', '=', 'review')
    .where('fromDay', '<=', day)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', day)]))
    .limit(1)
    .executeTakeFirst()
}
