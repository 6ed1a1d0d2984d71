/** A row of PostgreSQL's COPY in its text format, by column. */
type CopyRow<Column extends string> = Record<Column, string | null>

/**
 * The rows of a piece of COPY's text format that ends with a row (PostgreSQL manual, COPY, "Text Format"): columns parted
 * by tabs, `\N` is null, a backslash takes the meaning of what follows it.
 */
export function* copyRows<Column extends string>(
  piece: Buffer,
  columns: readonly Column[],
): Generator<CopyRow<Column>> {
  for (const line of piece.toString('utf8').split('\n').slice(0, -1)) {
    const fields = line.split('\t').map((field) => (field === '\\N' ? null : plain(field)))
    yield Object.fromEntries(columns.map((column, at) => [column, fields[at] ?? null])) as CopyRow<Column>
  }
}

/** How many rows it has: a line break inside a value is written otherwise. */
export function countRows(piece: Buffer): number {
  let rows = 0
  for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows += 1
  return rows
}

const meant: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function plain(field: string): string {
  return field.includes('\\') ? field.replace(/\\(.)/gs, (_, letter: string) => meant[letter] ?? letter) : field
}
