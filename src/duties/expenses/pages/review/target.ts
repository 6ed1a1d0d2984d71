import type { Query, Target } from './types.ts'

/** What a question is about: a line, a figure or a person. */
export function targetOf({ lineId, categoryId, member }: Pick<Query, 'lineId' | 'categoryId' | 'member'>): Target {
  if (lineId) return `line:${lineId}`
  return categoryId ? `cell:${member.id}:${categoryId}` : `person:${member.id}`
}
