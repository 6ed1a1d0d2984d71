import * as z from 'zod'
import { visibleLine } from './visible-text.ts'

/**
 * The archive that `talka backup` writes: a tar of
 *   talka-backup.json                  what is in it, by which program
 *   tables/SCHEMA/TABLE/000001.gz …    rows as PostgreSQL's COPY writes them (text), cut between rows
 *   files/OFFICE/SHA256                kept files as they are
 *   manifest.json, manifest.sha256     rows and hashes of all that stands before
 */
export const names = {
  head: 'talka-backup.json',
  manifest: 'manifest.json',
  seal: 'manifest.sha256',
  piece: ({ schema, name }: TableName, n: number) => `tables/${schema}/${name}/${String(n).padStart(6, '0')}.gz`,
  file: (office: string, sha256: string) => `files/${office}/${sha256}`,
}

export const formatNow = 1

/** Waiting jobs are no copy of the queue's own tables: they are asked for anew by its function. */
export const queue = {
  schema: 'graphile_worker',
  name: 'jobs',
  columns: ['identifier', 'payload', 'queue_name', 'run_at', 'max_attempts', 'key', 'priority', 'flags'],
}

/** Uploads under way, whose sender still has the file and begins anew, and who is signed in where. */
export const leftOut = ['staged_upload', 'staged_piece', 'session']

const word = z.string().regex(/^[a-z_][a-z0-9_]*$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const table = z.object({ schema: word, name: word, columns: z.array(word).min(1) })
const office = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/)
/** What is shown of it, as people see it. */
export const shownText = z.string().overwrite(visibleLine)

export const headShape = z
  .object({
    format: z.literal(formatNow),
    talka: shownText,
    madeAt: shownText,
    /** `server_version` of the database it comes from. */
    postgres: shownText,
    offices: z.array(
      z.object({ name: office, schema: word }).refine(({ name, schema }) => schema === `office_${name}`, {
        path: ['schema'],
      }),
    ),
    migrations: z.array(z.object({ schema: word, ran: z.array(z.object({ name: shownText, hash: z.string() })) })),
    /** In the order in which they follow. */
    tables: z.array(table),
    /** False where the files stay where they are, as when only the database moves. */
    hasFiles: z.boolean(),
    /** What signed sessions and links, where Talka had made it itself. */
    secret: z.string().min(32).nullable(),
  })
  .refine((head) => String(head.migrations.map(({ schema }) => schema).sort()) === String(schemasOf(head).sort()), {
    path: ['migrations'],
  })
  .refine((head) => head.tables.every(({ schema }) => [queue.schema, ...schemasOf(head)].includes(schema)), {
    path: ['tables'],
  })

function schemasOf({ offices }: { offices: { schema: string }[] }): string[] {
  return ['talka', ...offices.map(({ schema }) => schema)]
}

export const manifestShape = z.object({
  headSha256: sha256,
  tables: z.array(z.object({ schema: word, name: word, rows: z.int(), bytes: z.int(), sha256 })),
  sequences: z.array(z.object({ schema: word, name: word, last: z.string().regex(/^-?\d+$/) })),
  files: z.array(z.object({ office, count: z.int(), bytes: z.int() })),
  /** Files the office no longer had whole when the archive was made. */
  missingFiles: z.array(z.object({ office, sha256 })),
  /** The last seal of each history. */
  seals: z.array(z.object({ office, number: z.int(), hash: sha256 })),
})

export type Head = z.output<typeof headShape>
export type Manifest = z.output<typeof manifestShape>
export type TableName = { schema: string; name: string }
export type TableShape = z.output<typeof table>

/** The columns of a COPY, quoted. */
export function columnList({ columns }: TableShape): string {
  return columns.map((column) => `"${column}"`).join(', ')
}
