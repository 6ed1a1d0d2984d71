/** Orders by name as the language does: Š stands before T. In the database `inNameOrder` does, with the office’s language. */
export function byName(language: string): (a: { name: string }, b: { name: string }) => number {
  const { compare } = new Intl.Collator(language)
  return (a, b) => compare(a.name, b.name)
}
