import type { Line } from './reportTypes.ts'

/** Texts used before in a field of lines, the most used first. */
export function earlierTexts(
  earlier: readonly Line[],
  field: 'purpose' | 'customer' | 'guests' | 'merchant',
): string[] {
  const times = new Map<string, number>()
  for (const line of earlier) if (line[field]) times.set(line[field], (times.get(line[field]) ?? 0) + 1)
  return [...times].sort((a, b) => b[1] - a[1]).map(([text]) => text)
}
