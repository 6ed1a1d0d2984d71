import type { ReportState } from '../../rules/states.ts'

/** How each state of a report looks. */
export const stateTones: Record<ReportState, 'neutral' | 'info' | 'accent' | 'warn' | 'good'> = {
  collecting: 'neutral',
  confirmed: 'info',
  handedOver: 'info',
  presented: 'accent',
  queried: 'warn',
  approved: 'good',
}
