import type { SeenText } from './engines/engine.ts'
import type { Facts } from './reading.ts'

/** A page's texts in two piles where a wide empty band runs through them, side by side or one above the other. */
export function halvesOf(seen: SeenText[], width: number, height: number): [SeenText[], SeenText[]][] {
  const clear = seen.filter((text) => text.confidence > 0.6)
  return [splitAlong(clear, 0, width * 0.025), splitAlong(clear, 1, height * 0.04)].filter(
    (halves) => halves !== undefined,
  )
}

/** Two papers, not one with a card slip: each has its own total and day, and they differ. */
export function areTwoReceipts(a: Facts, b: Facts): boolean {
  const whole = (facts: Facts) =>
    facts.totalCents.confidence > 0.6 && facts.date.value !== null && facts.merchant.value !== null
  return whole(a) && whole(b) && (a.totalCents.value !== b.totalCents.value || a.date.value !== b.date.value)
}

/** The widest empty band across `axis` (0: x, 1: y) with at least eight texts on either side. */
function splitAlong(seen: SeenText[], axis: 0 | 1, least: number): [SeenText[], SeenText[]] | undefined {
  const spans = seen
    .map((text) => {
      const places = text.quad.map((corner) => corner[axis])
      return { text, from: Math.min(...places), to: Math.max(...places) }
    })
    .toSorted((a, b) => a.from - b.from)
  let reach = Number.NEGATIVE_INFINITY
  let best: { at: number; gap: number } | undefined
  for (const [i, span] of spans.entries()) {
    const gap = span.from - reach
    if (i >= 8 && spans.length - i >= 8 && gap > least && (!best || gap > best.gap)) best = { at: i, gap }
    reach = Math.max(reach, span.to)
  }
  if (!best) return undefined
  return [spans.slice(0, best.at).map((s) => s.text), spans.slice(best.at).map((s) => s.text)]
}
