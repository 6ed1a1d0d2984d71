import type { Change } from './changes.ts'
import type { World } from './world.ts'

/** What changes people, places and the duty chart. */
export const changesOfOffice: Record<string, (world: World) => Change[]> = {
  member: ({ ids, people }) => [
    ['office.changeMember', 'administrator', { memberId: people.milda.id, version: 1, name: 'Milda M.' }],
    ['office.changeMember', 'administrator', { memberId: people.milda.id, version: 1, phone: '1' }],
    ['office.changeMember', 'administrator', { memberId: people.milda.id, version: 1, teamId: ids.team }],
    ['office.deactivate', 'administrator', { memberId: people.milda.id }],
    ['office.reactivate', 'administrator', { memberId: people.milda.id }],
    ['office.invite', 'administrator', { memberId: people.milda.id }],
    ['office.makeResetLink', 'administrator', { memberId: people.milda.id }],
    ['office.assign', 'administrator', assignmentOf(people.milda.id, ids.team!)],
    ['office.makeApiKey', 'milda', { name: 'Another program' }],
    ['office.revokeApiKey', 'milda', { keyId: ids.key }],
    ['office.setPreferences', 'milda', { language: 'lt' }],
  ],
  'last administrator': ({ people }) => [
    ['office.changeMember', 'administrator', { memberId: people.paulius.id, version: 2, roles: ['colleague'] }],
    ['office.changeMember', 'paulius', { memberId: people.administrator.id, version: 1, roles: ['colleague'] }],
    ['office.deactivate', 'paulius', { memberId: people.administrator.id }],
    ['office.deactivate', 'administrator', { memberId: people.paulius.id }],
  ],
  place: ({ ids, people }) => [
    ['office.closeTeam', 'administrator', { teamId: ids.team }],
    ['office.closeDepartment', 'administrator', { departmentId: ids.department }],
    ['office.closeBranch', 'administrator', { branchId: ids.branch }],
    ['office.changeTeam', 'administrator', { teamId: ids.team, version: 1, name: 'West' }],
    [
      'office.changeTeam',
      'administrator',
      { teamId: ids.team, version: 1, departmentId: people.sales, branchId: people.vilnius },
    ],
    ['office.addTeam', 'administrator', { name: 'New', departmentId: ids.department, branchId: ids.branch }],
    ['office.addMember', 'administrator', newMember(ids.team!)],
    ['office.changeMember', 'administrator', { memberId: people.milda.id, version: 1, teamId: ids.team }],
    ['office.assign', 'administrator', assignmentOf(people.rasa.id, ids.team!)],
    ['office.changeBranch', 'administrator', { branchId: ids.branch, version: 1, name: 'Tallinn' }],
    ['office.changeDepartment', 'administrator', { departmentId: ids.department, version: 1, name: 'Repairs' }],
    ['office.reopenTeam', 'administrator', { teamId: ids.team }],
    ['office.reopenBranch', 'administrator', { branchId: ids.branch }],
    ['office.reopenDepartment', 'administrator', { departmentId: ids.department }],
    ['office.changeProfile', 'administrator', { version: 1, name: 'Gintaro vieškelis' }],
  ],
  assignment: ({ ids, people }) => [
    [
      'office.changeAssignment',
      'administrator',
      { assignmentId: ids.assignment, version: 1, memberId: people.daiva.id },
    ],
    ['office.changeAssignment', 'administrator', { assignmentId: ids.assignment, version: 1, toDay: '2030-06-30' }],
    ['office.endAssignment', 'administrator', { assignmentId: ids.assignment, version: 1, lastDay: '2030-03-31' }],
    ['office.removeAssignment', 'administrator', { assignmentId: ids.assignment, version: 1 }],
    ['office.cover', 'administrator', coverOf(ids.assignment!, people.rasa.id)],
    ['office.cover', 'administrator', coverOf(ids.assignment!, people.daiva.id)],
    ['office.deactivate', 'administrator', { memberId: people.milda.id }],
    ['office.assign', 'administrator', assignmentOf(people.milda.id, people.north)],
  ],
}

function assignmentOf(memberId: string, placeId: string) {
  return { role: 'expenses.prepare', memberId, placeId, fromDay: '2029-01-01', toDay: '2029-12-31' }
}

function coverOf(assignmentId: string, memberId: string) {
  return { assignmentId, version: 1, memberId, fromDay: '2030-02-01', toDay: '2030-04-30' }
}

function newMember(teamId: string) {
  return { name: 'Nora Nauja', email: 'nora@talka.example', language: 'lt', roles: ['salesperson'], teamId }
}
