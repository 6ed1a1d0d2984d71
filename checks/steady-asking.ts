/** How long each answer took, in milliseconds, by what was asked. */
export type Times = Map<string, number[]>

/**
 * Asks one after the other at a steady pace, whether the last has answered or not: a server that falls behind cannot slow
 * its asker down. Every answer must succeed. `stop` waits for those under way.
 */
export function askSteadily(asks: Record<string, () => Promise<unknown>>, everyMs: number) {
  const names = Object.keys(asks)
  const open = new Set<Promise<void>>()
  const faults: string[] = []
  let times: Times = new Map()
  let turn = 0
  const ask = async (name: string) => {
    const into = times
    const began = performance.now()
    await asks[name]!().catch((error: Error) => faults.push(`${name}: ${error.message}`))
    into.set(name, [...(into.get(name) ?? []), performance.now() - began])
  }
  const timer = setInterval(() => {
    const one = ask(names[turn++ % names.length]!)
    open.add(one)
    void one.then(() => open.delete(one))
  }, everyMs)
  return {
    faults,
    /** Begins a new list of times; gives the one so far, when all of it has answered. */
    async turnPage(): Promise<Times> {
      const before = times
      times = new Map()
      await Promise.all(open)
      return before
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await Promise.all(open)
    },
  }
}

/** The value below which that share of them lies. */
export function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0
}
