import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { inNameOrder, officeToday } from '#office/public.ts'

/** What an administrator has to give on the duty chart so that expenses are prepared and checked. */
export async function waitingUnserved(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (!actor.rights.has('office.administer')) return []
  const day = await officeToday(db)
  const [unserved, reviewer] = await Promise.all([teamsWithoutAssistant(db, day), anyReviewer(db, day)])
  const since = new Date().toISOString()
  const step = (name: string, params: WaitingItem['params'], recordId: string): WaitingItem => ({
    key: `expenses.${name}:${recordId}`,
    duty: 'expenses',
    says: `expenses.waiting.${name}`,
    params,
    since,
    due: null,
    urgency: 1,
    link: '/office/chart',
    recordId,
  })
  return [
    ...unserved.map((team) => step('noAssistant', { team: team.name }, team.id)),
    ...(reviewer ? [] : [step('noReviewer', {}, actor.id)]),
  ]
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
            .where('role', '=', 'expenses.prepare')
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

function anyReviewer(db: Db, day: string) {
  return db
    .selectFrom('dutyAssignment')
    .select('id')
    .where('role', '=', 'expenses.review')
    .where('fromDay', '<=', day)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', day)]))
    .limit(1)
    .executeTakeFirst()
}
