import type * as z from 'zod'
import { memberRoles } from '#core/duty.ts'
import { declareList } from '#core/list.ts'
import type { MemberRow } from '../views/member.ts'

export const memberStates = ['working', 'left'] as const

/** The people of the office. */
export const memberList = declareList<z.output<typeof MemberRow>>()({
  name: 'office.members',
  order: 'name',
  columns: {
    name: { kind: 'text', value: (row) => row.name, width: 190, card: 'title' },
    roles: {
      kind: 'choice',
      value: (row) => row.roles,
      of: memberRoles,
      words: 'office.role',
      width: 150,
      card: 'line',
    },
    team: { kind: 'choice', value: (row) => row.teamName, width: 110, card: 'line' },
    department: { kind: 'text', value: (row) => row.departmentName, width: 120, card: 'none', hidden: true },
    branch: { kind: 'text', value: (row) => row.branchName, width: 100, card: 'line' },
    email: { kind: 'code', value: (row) => row.email, width: 200, card: 'none', hidden: true },
    phone: { kind: 'code', value: (row) => row.phone, width: 130, card: 'none', hidden: true },
    state: {
      kind: 'choice',
      value: (row) => (row.deactivatedAt ? 'left' : 'working'),
      of: memberStates,
      words: 'office.people',
      width: 100,
      card: 'end',
    },
  },
})
