/** A line that was accepted in the office before for what is likely the same merchant. */
export interface Accepted {
  id: string
  memberId: string
  teamId: string
  /** The merchant's key as the database makes it: no accents, company form, signs or case. */
  key: string
  /** Found by a name that is nearly the same; otherwise by the same name or VAT number. */
  isNear: boolean
  /** Null when none was given or it is closed by now. */
  categoryId: string | null
  account: string | null
  /** Empty unless it is the person's own line. */
  purpose: string
  /** ISO day. */
  spentOn: string
  /** Its report was handed over or presented, so more people than one agreed. */
  isSettled: boolean
}

/** Whose habit speaks: the person's own, the team's, the office's; or only what was read on the receipt. */
export const suggestedFrom = ['own', 'team', 'office', 'reading'] as const

export interface Suggested {
  value: string
  /** Share of the weighed history that says so, 0..1. */
  share: number
  /** How many of the latest lines say so, and of how many; both 0 when only the reading does. */
  times: number
  of: number
  from: (typeof suggestedFrom)[number]
}

export interface Suggestion {
  category: Suggested | null
  /** The account of the suggested category: lines have none of their own. */
  account: Suggested | null
  purpose: Suggested | null
}

export interface Asked {
  /** Null while a receipt is nobody's yet. */
  memberId: string | null
  teamId: string
  /** The merchant's key. */
  key: string
}

/** Only so many of a circle's latest lines speak. */
const latest = 10
/** What a line weighs beside the next later one, so that two contrary lines in a row outvote any past. */
const aging = 0.7
/** What a line weighs while its report is still being drafted. */
const drafted = 0.75

/**
 * Category, account and purpose from lines accepted for the same merchant. The person's own lines decide, then the team's,
 * then the office's; later ones weigh more, and what was handed over more than a draft. A suggestion needs half of the
 * weight. A purpose, being personal, comes from own lines only.
 */
export function suggestFrom(history: readonly Accepted[], asked: Asked): Suggestion {
  const same = history
    .filter((line) => !line.isNear || isMisread(line.key, asked.key))
    .toSorted((a, b) => b.spentOn.localeCompare(a.spentOn) || b.id.localeCompare(a.id))
  const own = same.filter((line) => line.memberId === asked.memberId)
  const team = same.filter((line) => line.teamId === asked.teamId)
  const ofCategory = (line: Accepted) => line.categoryId
  const category =
    leading(own, ofCategory, 'own') ?? leading(team, ofCategory, 'team') ?? leading(same, ofCategory, 'office')
  const account = category && same.find((line) => line.categoryId === category.value)?.account
  return {
    category,
    account: category && account ? { ...category, value: account } : null,
    purpose: leading(own, (line) => line.purpose, 'own'),
  }
}

/** Whether one key is likely a misreading of the other: of eight letters one may differ, of sixteen two. */
export function isMisread(one: string, other: string): boolean {
  return differingLetters(one, other) <= Math.floor(Math.min(one.length, other.length) / 8)
}

function leading(
  lines: readonly Accepted[],
  saysOf: (line: Accepted) => string | null,
  from: Suggested['from'],
): Suggested | null {
  const speaking = lines.filter(saysOf).slice(0, latest)
  const votes = new Map<string, { weight: number; times: number }>()
  let all = 0
  for (const [age, line] of speaking.entries()) {
    const weight = (line.isSettled ? 1 : drafted) * aging ** age
    const vote = votes.get(saysOf(line)!) ?? { weight: 0, times: 0 }
    votes.set(saysOf(line)!, { weight: vote.weight + weight, times: vote.times + 1 })
    all += weight
  }
  const [best] = [...votes].toSorted((a, b) => b[1].weight - a[1].weight)
  if (!best || best[1].weight < all / 2) return null
  const [value, { weight, times }] = best
  return { value, share: Math.round((weight / all) * 100) / 100, times, of: speaking.length, from }
}

/** Letters to put in, leave out or exchange to make one of the other. */
function differingLetters(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1]
    for (let j = 1; j <= other.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (letter === other[j - 1] ? 0 : 1)))
    row = next
  }
  return row[other.length]!
}
