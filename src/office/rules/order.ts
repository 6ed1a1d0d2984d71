/** Orders by name as the language does, which the database's own order need not: Š stands before T. */
export function byName(language: string): (a: { name: string }, b: { name: string }) => number {
  const { compare } = new Intl.Collator(language)
  return (a, b) => compare(a.name, b.name)
}
