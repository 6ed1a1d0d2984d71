/** What somebody is in the office; duties come from the chart. */
export const roles = ['assistant', 'salesperson', 'seniorManager', 'colleague', 'administrator'] as const
export type Role = (typeof roles)[number]

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
