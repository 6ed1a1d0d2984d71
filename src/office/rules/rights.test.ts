import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#core/actor.ts'
import { chartRoles, givenRights, type MemberRole } from '#core/duty.ts'
import type { PlacesOfRoles, Right } from '#core/rights.ts'
import '#duties/index.ts'
import {
  closingReasons,
  lastAdministratorReasons,
  mayActFor,
  mayPrepareFor,
  onBehalfOf,
  rightsOf,
  runsOn,
} from './rights.ts'

const march = { fromDay: '2026-03-01', toDay: '2026-03-31' }

test('an assignment holds on its first and last day and on none outside', () => {
  const cases: [string, boolean][] = [
    ['2026-02-28', false],
    ['2026-03-01', true],
    ['2026-03-31', true],
    ['2026-04-01', false],
  ]
  for (const [day, holds] of cases) assert.equal(runsOn(march, day), holds, day)
  assert.ok(runsOn({ fromDay: '2026-03-01', toDay: null }, '2099-12-31'))
})

test('rights follow from roles and from the chart of the day', () => {
  const always: Right[] = ['anyone', 'member']
  const cases: [MemberRole[], Parameters<typeof rightsOf>[1], string, Right[]][] = [
    [[], [], '2026-03-10', []],
    [['assistant'], [], '2026-03-10', []],
    [['colleague'], [], '2026-03-10', []],
    [['seniorManager'], [], '2026-03-10', []],
    [['salesperson'], [], '2026-03-10', ['expenses.claim', 'expenses.see']],
    [['administrator'], [], '2026-03-10', ['expenses.publish', 'office.administer']],
    [['assistant'], [{ role: 'expenses.prepare', ...march }], '2026-03-31', ['expenses.prepare', 'expenses.see']],
    [['assistant'], [{ role: 'expenses.prepare', ...march }], '2026-04-01', []],
    [
      ['assistant'],
      [{ role: 'expenses.combine', ...march }],
      '2026-03-01',
      ['expenses.combine', 'expenses.publish', 'expenses.see'],
    ],
    [['seniorManager'], [{ role: 'expenses.review', ...march }], '2026-03-01', ['expenses.review', 'expenses.see']],
    [['colleague'], [{ role: 'expenses.pay', ...march }], '2026-03-01', ['expenses.pay', 'expenses.see']],
    [['colleague'], [{ role: 'expenses.pay', ...march }], '2026-02-28', []],
  ]
  for (const [roles, chart, day, more] of cases) {
    assert.deepEqual([...rightsOf(roles, chart, day)].sort(), [...always, ...more].sort(), `${roles} ${day}`)
  }
})

/** Places by role, none for the others. */
function placesWith(own: Partial<PlacesOfRoles>): PlacesOfRoles {
  return { ...(Object.fromEntries(chartRoles().map((role) => [role, []])) as unknown as PlacesOfRoles), ...own }
}

test('on behalf of a salesperson one claims in the teams one prepares, and does nothing that is one’s own to do', () => {
  const places = placesWith({
    'expenses.prepare': ['north'],
    'expenses.combine': ['north', 'south'],
    'expenses.review': ['north'],
    'expenses.pay': ['south'],
  })
  const own: Actor = {
    ...{
      id: 'a',
      name: 'Rasa',
      language: 'en',
      timeZone: 'UTC',
      behalf: null,
      only: null,
      key: null,
      teamId: null,
      departmentId: null,
    },
    rights: new Set<Right>(['anyone', 'member', ...givenRights()]),
    teams: places,
    departments: places,
    branches: places,
    until: Temporal.Instant.fromEpochMilliseconds(0),
  }
  const acting = onBehalfOf(own, { id: 'j', name: 'Jonas', roles: ['salesperson'] })
  assert.deepEqual([...acting.rights].sort(), ['anyone', 'expenses.claim', 'expenses.see', 'member'])
  assert.deepEqual(acting.teams, placesWith({ 'expenses.prepare': ['north'] }))
  assert.deepEqual([acting.departments, acting.branches].flatMap(Object.values).flat(), [])
})

test('one prepares for the salespeople of the teams that the chart gives, and acts for those who still work here', () => {
  const actor = {
    id: 'a',
    teams: placesWith({ 'expenses.prepare': ['north'], 'expenses.combine': ['south'] }),
  }
  const jonas = { id: 'j', roles: ['salesperson'] as MemberRole[], teamId: 'north', deactivatedAt: null }
  assert.ok(mayPrepareFor(actor, jonas))
  assert.ok(mayActFor(actor, jonas))
  assert.ok(!mayPrepareFor(actor, { ...jonas, teamId: 'south' }), 'combining a team is not preparing for it')
  assert.ok(!mayPrepareFor(actor, { ...jonas, teamId: null }))
  assert.ok(!mayPrepareFor(actor, { ...jonas, roles: ['assistant'] }))
  assert.ok(!mayActFor(actor, { ...jonas, id: 'a' }), 'nobody acts for himself')
  assert.ok(!mayActFor(actor, { ...jonas, deactivatedAt: '2026-03-01T00:00:00Z' }))
})

test('the only administrator stays one', () => {
  const ona = { id: 'o', name: 'Ona' }
  assert.deepEqual(lastAdministratorReasons(ona, [{ id: 'o' }]), [{ says: 'office.lastAdministrator', name: 'Ona' }])
  assert.deepEqual(lastAdministratorReasons(ona, [{ id: 'o' }, { id: 'p' }]), [])
  assert.deepEqual(lastAdministratorReasons(ona, [{ id: 'p' }]), [], 'somebody else is the only one')
})

test('a place closes when nobody and nothing belongs to it', () => {
  assert.deepEqual(closingReasons({ name: 'North' }, { members: 0, duties: 0 }), [])
  assert.deepEqual(
    closingReasons({ name: 'Sales' }, { teams: 2, members: 3, duties: 1 }).map(({ says }) => says),
    ['office.closingHasTeams', 'office.closingHasMembers', 'office.closingHasDuties'],
  )
})
