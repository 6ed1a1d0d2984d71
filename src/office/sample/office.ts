import { sampleBranches, sampleCompany, sampleDepartments, sampleTeams } from './company.ts'
import { type SampleDuty, sampleDutyChart } from './duty-chart.ts'
import { sampleMembers } from './members.ts'

/** The invented office as plain data; only the duty chart depends on the day. */
export type SampleOffice = {
  company: typeof sampleCompany
  branches: typeof sampleBranches
  departments: typeof sampleDepartments
  teams: typeof sampleTeams
  members: typeof sampleMembers
  duties: SampleDuty[]
}

/** The sample office around `today`, an ISO day such as "2026-11-23". */
export function sampleOffice(today: string): SampleOffice {
  return {
    company: sampleCompany,
    branches: sampleBranches,
    departments: sampleDepartments,
    teams: sampleTeams,
    members: sampleMembers,
    duties: sampleDutyChart(today),
  }
}
