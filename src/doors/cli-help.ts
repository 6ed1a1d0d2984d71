import { kindOf } from './field-kinds.ts'
import type { Operation } from './operations-of.ts'

/** What there is, grouped by duty: `--help`. */
export function listOf(operations: readonly Operation[], local: readonly string[]): string {
  const width = Math.max(...operations.map(({ path }) => path.join(' ').length))
  const lines = operations.map(({ path, summary }) => `  talka ${path.join(' ').padEnd(width)}  ${summary}`)
  const own = local.length > 0 ? ['Here:', ...local.map((name) => `  talka ${name}`), ''] : []
  const foot = `
Give the input as key=value …, as one JSON object, or as - for JSON on stdin; @file is a file's content.
  --behalf ID   act on behalf of that member
  --out FILE    put a file that comes back there
  --help        after an operation: its fields
TALKA_URL names the server (http://127.0.0.1:4400), TALKA_API_KEY your key.`
  return [...own, 'On the server:', ...lines, foot].join('\n')
}

/** One operation's fields: `talka expenses openRound --help`. */
export function helpOf({ path, summary, input, right }: Operation): string {
  const fields = Object.entries(input.properties ?? {})
  const width = Math.max(0, ...fields.map(([name]) => name.length))
  const lines = fields.map(([name, schema]) => {
    const need = input.required?.includes(name) ? '' : ' (may be left out)'
    return `  ${name.padEnd(width)}  ${kindOf(schema)}${need}${schema.description ? `: ${schema.description}` : ''}`
  })
  const usage = `talka ${path.join(' ')}${fields.length > 0 ? ' key=value …' : ''}`
  return [summary, '', usage, ...lines, '', right === 'anyone' ? 'Open to anyone.' : `Needs the right ${right}.`].join(
    '\n',
  )
}
