import type * as z from 'zod'

/** A record of which not all could be shown: what is stored of it does not fit. */
export interface Damaged {
  id: string | null
  /** Its running number or name, as people know it. */
  number: string | null
  /** Where in the answer, and what did not fit. */
  at: string
  why: string
}

/** The header that names damaged records, so that every door and page can say so. */
const damagedHeader = 'talka-damaged'
const mostNamed = 10

/** Names damaged records in the answer's headers; does nothing when there are none. */
export function tellDamaged(headers: Headers, damaged: readonly Damaged[]): void {
  if (damaged.length > 0) headers.set(damagedHeader, encodeURIComponent(JSON.stringify(damaged.slice(0, mostNamed))))
}

/** The damaged records that an answer's headers name. */
export function damagedIn(headers: Headers): Damaged[] {
  const named = headers.get(damagedHeader)
  return named ? (JSON.parse(decodeURIComponent(named)) as Damaged[]) : []
}

type Path = readonly PropertyKey[]
type Branch = Record<PropertyKey, unknown>

// Deeper than any answer is: each round gives up one step more.
const mostRounds = 40

/**
 * An answer without what does not fit its shape: the smallest part that may be empty is emptied, else the row is left out,
 * and each such record is named. Throws as the shape does when nothing can be given up.
 */
export function fittingAnswer<O extends z.ZodType>(
  shape: O,
  answer: unknown,
): { answer: z.output<O>; damaged: Damaged[] } {
  const first = shape.safeParse(answer)
  if (first.success) return { answer: first.data, damaged: [] }
  const rest = structuredClone(answer)
  const damaged = first.error.issues.map(({ path, message }) => ({
    ...recordAt(answer, path),
    at: path.join('.'),
    why: message,
  }))
  let tried = new Map<string, number>()
  for (let round = 0; round < mostRounds; round += 1) {
    const parsed = shape.safeParse(rest)
    if (parsed.success) return { answer: parsed.data, damaged }
    if (parsed.error.issues.some(({ path }) => path.length === 0)) throw parsed.error
    if (giveUp(rest, parsed.error.issues, tried)) tried = new Map()
  }
  throw first.error
}

/** Empties what does not fit, one step further out than the last time; true when rows are gone and places have moved. */
function giveUp(rest: unknown, issues: readonly z.core.$ZodIssue[], tried: Map<string, number>): boolean {
  const gone = new Map<unknown[], Set<number>>()
  for (const issue of issues) {
    const key = JSON.stringify(issue.path)
    const step = tried.get(key) ?? 0
    tried.set(key, step + 1)
    const path = issue.path.slice(0, issue.path.length - Math.max(0, step - 1))
    const last = path.at(-1)
    const parent = valueAt(rest, path.slice(0, -1))
    if (last === undefined || typeof parent !== 'object' || parent === null) continue
    if (step === 0) (parent as Branch)[last] = issue.code === 'invalid_type' && issue.expected === 'array' ? [] : null
    else if (Array.isArray(parent)) gone.set(parent, (gone.get(parent) ?? new Set()).add(Number(last)))
    else (parent as Branch)[last] = null
  }
  for (const [rows, places] of gone) rows.splice(0, rows.length, ...rows.filter((_, at) => !places.has(at)))
  return gone.size > 0
}

/** The record a place in an answer belongs to: the nearest around it that has an id. */
function recordAt(answer: unknown, path: Path): Pick<Damaged, 'id' | 'number'> {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = valueAt(answer, path.slice(0, length)) as Branch | null | undefined
    if (typeof found?.id === 'string')
      return { id: found.id, number: textOf(found.number ?? found.name ?? found.title) }
  }
  return { id: null, number: null }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 100) : null
}

function valueAt(answer: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (at as Branch | null | undefined)?.[step], answer)
}
