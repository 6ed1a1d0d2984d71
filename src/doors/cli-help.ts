import type { LocalCommand } from '#core/local-commands.ts'
import type { Command } from './commands.ts'
import { kindOf } from './field-kinds.ts'

/** The options of every operation on the server. */
export const serverOptions: Readonly<Record<string, string>> = {
  '--behalf': 'ID   act on behalf of that member',
  '--out': 'FILE    put what comes back there',
  '--help': '       after an operation: its fields',
}

/** What there is, grouped by duty: `--help`. */
export function listOf(
  commands: readonly Pick<Command, 'path' | 'summary'>[],
  local: Readonly<Record<string, LocalCommand>>,
): string {
  const here = Object.entries(local).map(
    ([name, { takes, summary }]) => [takes ? `${name} ${takes}` : name, summary] as const,
  )
  const there = commands.map(({ path, summary }) => [path.join(' '), summary] as const)
  const width = Math.max(...[...here, ...there].map(([name]) => name.length))
  const lineOf = ([name, summary]: readonly [string, string]) => `  talka ${name.padEnd(width)}  ${summary}`
  const foot = `
Give the input as key=value …, as one JSON object, or as - for JSON on stdin; @file is a file's text, and a field that
takes a file takes its path, or stays empty where uploadId names an upload that came by pieces.
${optionLines(serverOptions)}
TALKA_URL names the server (http://127.0.0.1:4400), TALKA_API_KEY your key; the list shows what it opens.`
  return [
    ...(here.length > 0 ? ['Here:', ...here.map(lineOf), ''] : []),
    'On the server:',
    ...there.map(lineOf),
    foot,
  ].join('\n')
}

/** One operation's fields: `talka expenses openRound --help`. */
export function helpOf({ path, summary, input, right }: Command): string {
  const fields = Object.entries(input.properties ?? {})
  const width = Math.max(0, ...fields.map(([name]) => name.length))
  const lines = fields.map(([name, schema]) => {
    const need = input.required?.includes(name) ? '' : ' (may be left out)'
    return `  ${name.padEnd(width)}  ${kindOf(schema)}${need}${schema.description ? `: ${schema.description}` : ''}`
  })
  const usage = `talka ${path.join(' ')}${fields.length > 0 ? ' key=value …' : ''}`
  return [
    summary,
    '',
    usage,
    ...lines,
    '',
    right === 'anyone' ? 'Open to anyone.' : `Needs the right ${[right].flat().join(' or ')}.`,
  ].join('\n')
}

/** A local command: `talka office add --help`. */
export function helpOfLocal(name: string, { summary, takes, options = {} }: LocalCommand): string {
  const usage = ['talka', name, ...(takes ? [takes] : [])].join(' ')
  const lines = Object.keys(options).length > 0 ? [optionLines(options)] : []
  return [summary, '', usage, ...lines].join('\n')
}

function optionLines(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, says]) => `  ${name} ${says}`)
    .join('\n')
}
