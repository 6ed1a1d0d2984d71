/** Numbers that look thrown but always fall the same for one seed, so a sample office can be made again exactly. */
export type Random = {
  /** A fraction in [0, 1). */
  next(): number
  /** A whole number from low to high, both included. */
  int(low: number, high: number): number
  pick<T>(choices: readonly T[]): T
  chance(probability: number): boolean
  /** One of the choices, each as likely as its weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T
  shuffle<T>(items: readonly T[]): T[]
  /** `length` digits, the first never zero. */
  digits(length: number): string
  /** A separate sequence for one named thing: drawing more from it leaves the others unchanged. */
  fork(label: string): Random
}

/** Mulberry32 (public domain, Tommy Ettinger): small, fast, good enough for pictures and invented people. */
export function seeded(seed: number | string): Random {
  const start = typeof seed === 'number' ? seed >>> 0 : hash(seed)
  let state = start
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(choices: readonly T[]): T => choices[int(0, choices.length - 1)]!
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted: (choices) => weighted(choices, next()),
    shuffle: (items) => shuffled(items, int),
    digits: (length) => String(int(1, 9)) + Array.from({ length: length - 1 }, () => int(0, 9)).join(''),
    fork: (label) => seeded(`${start}/${label}`),
  }
}

function weighted<T>(choices: readonly (readonly [T, number])[], at: number): T {
  let left = at * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  return choices.at(-1)![0]
}

function shuffled<T>(items: readonly T[], int: Random['int']): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = int(0, i)
    ;[result[i], result[j]] = [result[j]!, result[i]!]
  }
  return result
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
