/** What of a form differs from the record as it was when the person began: only that goes out. */
export function touched<Values extends object>(before: object, values: Values): Partial<Values> {
  const old = before as Record<string, unknown>
  return Object.fromEntries(Object.entries(values).filter(([field, value]) => !isSame(value, old[field]))) as never
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}
