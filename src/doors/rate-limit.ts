/** Counts calls of one caller: `burst` at once, then one every `burst`-th of a minute. */
export class RateLimit {
  readonly #burst: number
  readonly #seen = new Map<string, { left: number; at: number }>()

  constructor(burst: number) {
    this.#burst = burst
  }

  /** 0 when the call may pass, else the seconds to wait. */
  secondsToWait(caller: string, atMs: number = performance.now()): number {
    const refill = this.#burst / 60_000
    const before = this.#seen.get(caller) ?? { left: this.#burst, at: atMs }
    const left = Math.min(this.#burst, before.left + (atMs - before.at) * refill)
    if (left < 1) return Math.ceil((1 - left) / refill / 1000)
    this.#seen.set(caller, { left: left - 1, at: atMs })
    if (this.#seen.size > 10_000) this.#forgetIdle(atMs)
    return 0
  }

  // A minute without a call refills everything, so nothing is lost by forgetting.
  #forgetIdle(atMs: number): void {
    for (const [caller, { at }] of this.#seen) if (atMs - at > 60_000) this.#seen.delete(caller)
  }
}
