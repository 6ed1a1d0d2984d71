import type { Speech } from '#web/words.ts'

/** What its duty calls a role of the duty chart. */
export function nameOfRole(t: Speech['t'], role: string): string {
  const [duty, name] = role.split('.')
  return t(`${duty}.chart.${name}`)
}

/** What its duty calls a right. */
export function nameOfRight(t: Speech['t'], right: string): string {
  const [duty, name] = right.split('.')
  return t(`${duty}.right.${name}`)
}
