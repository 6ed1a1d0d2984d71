import type { DepartmentReport } from './types.ts'

/** Number of the version that the page shows; while what was presented is withdrawn, of the last one: none after it was seen. */
export function versionSeen({ version, versions }: DepartmentReport): number | undefined {
  return version?.number ?? versions[0]?.number
}
