/** The choice that was most likely meant by a mistyped word; undefined when none is near. */
export function nearest(word: string, choices: Iterable<string>): string | undefined {
  if (word.length > 100) return undefined
  const most = Math.max(2, Math.floor(word.length / 3))
  const near = [...choices]
    .map((choice) => ({ choice, steps: stepsBetween(word.toLowerCase(), choice.toLowerCase()) }))
    .filter(({ steps }) => steps <= most)
  return near.sort((one, other) => one.steps - other.steps)[0]?.choice
}

/** Letters to add, drop, change or swap with their neighbour (Damerau–Levenshtein, optimal string alignment). */
function stepsBetween(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let a = 1; a <= one.length; a++) {
    const row = [a]
    for (let b = 1; b <= other.length; b++) {
      const change = one[a - 1] === other[b - 1] ? 0 : 1
      row[b] = Math.min(rows[a - 1]![b]! + 1, row[b - 1]! + 1, rows[a - 1]![b - 1]! + change)
      const isSwapped = a > 1 && b > 1 && one[a - 1] === other[b - 2] && one[a - 2] === other[b - 1]
      if (isSwapped) row[b] = Math.min(row[b]!, rows[a - 2]![b - 2]! + 1)
    }
    rows.push(row)
  }
  return rows[one.length]![other.length]!
}
