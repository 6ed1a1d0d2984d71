export const reportStates = ['collecting', 'confirmed', 'handedOver', 'presented', 'queried', 'approved'] as const
export type ReportState = (typeof reportStates)[number]

/** Where a report stands, told from what has happened to it. */
export function reportStateOf(report: {
  approvedAt: string | null
  presentedAt: string | null
  handedOverAt: string | null
  confirmation: 'none' | 'outdated' | 'valid'
  openQueries: number
}): ReportState {
  if (report.approvedAt) return 'approved'
  if (report.presentedAt) return report.openQueries > 0 ? 'queried' : 'presented'
  if (report.handedOverAt) return 'handedOver'
  return report.confirmation === 'valid' ? 'confirmed' : 'collecting'
}

export const departmentStates = ['gathering', 'presented', 'queried', 'withdrawn', 'approved'] as const
export type DepartmentState = (typeof departmentStates)[number]

/** Where a department report stands. */
export function departmentStateOf(report: {
  approvedAt: string | null
  presentedVersion: number | null
  openQueries: number
  withdrawn: boolean
}): DepartmentState {
  if (report.approvedAt) return 'approved'
  if (report.withdrawn) return 'withdrawn'
  if (report.presentedVersion === null) return 'gathering'
  return report.openQueries > 0 ? 'queried' : 'presented'
}
