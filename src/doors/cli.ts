import { writeFile } from 'node:fs/promises'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { AnyRouter } from '@orpc/server'
import { StartRefused } from '#core/start-refused.ts'
import { helpOf, listOf } from './cli-help.ts'
import { inputFrom, UsageFault } from './cli-input.ts'
import { filesFromText } from './files-from-text.ts'
import { type Operation, operationsOf } from './operations-of.ts'

/** A command that needs no server; gives its exit code, or nothing while it goes on running. */
// biome-ignore lint/suspicious/noConfusingVoidType: a command that goes on running gives nothing
export type LocalCommand = (args: string[]) => Promise<number | void>

interface Known {
  duties: AnyRouter
  /** By name, of one or two words. */
  local: Record<string, LocalCommand>
}

/** What ends a command: 0 done, 1 a fault or no server, 2 wrong usage or input, 3 refused, 4 not signed in or not yours. */
export const exitCodes = { done: 0, fault: 1, usage: 2, refused: 3, notYours: 4 } as const

/** Runs one command line and sets the process's exit code. */
export async function runCommand(words: string[], known: Known): Promise<void> {
  try {
    const code = await codeOf(words, known)
    if (typeof code === 'number') process.exitCode = code
  } catch (error) {
    // A start that failed half way must not hang on to what it had opened.
    process.exit(tellFailure(error))
  }
}

// biome-ignore lint/suspicious/noConfusingVoidType: as above
async function codeOf(words: string[], { duties, local }: Known): Promise<number | void> {
  const [first = '', second = ''] = words
  const two = local[`${first} ${second}`]
  if (two) return two(words.slice(2))
  if (local[first]) return local[first](words.slice(1))
  const operations = operationsOf(duties)
  const options = optionsOf(words)
  const [duty, name, ...args] = options.rest
  const operation = operations.find((one) => one.name === `${duty}.${name}`)
  if (!duty || !operation || options.help) return explain({ operations, duty, name, operation, local })
  return callServer(operation, await inputFrom(operation.input, args), options)
}

interface Options {
  rest: string[]
  behalf: string | undefined
  out: string | undefined
  help: boolean
}

function optionsOf(words: string[]): Options {
  const options: Options = { rest: [], behalf: undefined, out: undefined, help: false }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word === '--help' || word === '-h') options.help = true
    else if (word === '--behalf' || word === '--out') {
      const value = words[++at]
      if (!value) throw new UsageFault(`${word} needs a value.`)
      options[word === '--out' ? 'out' : 'behalf'] = value
    } else if (word.startsWith('--')) throw new UsageFault(`There is no option ${word}; try --help.`)
    else options.rest.push(word)
  }
  return options
}

function explain(at: {
  operations: Operation[]
  duty: string | undefined
  name: string | undefined
  operation: Operation | undefined
  local: Known['local']
}): number {
  const { operations, duty, name, operation, local } = at
  if (operation) return say(helpOf(operation))
  const ofDuty = operations.filter(({ path }) => path[0] === duty)
  if (duty && duty !== 'help' && ofDuty.length === 0) throw new UsageFault(`There is no command ${duty}; try --help.`)
  if (name) throw new UsageFault(`There is no operation ${duty} ${name}; try ${duty} --help.`)
  return say(listOf(ofDuty.length ? ofDuty : operations, ofDuty.length ? [] : Object.keys(local)))
}

async function callServer(
  operation: Operation,
  input: Record<string, unknown>,
  { behalf, out }: Options,
): Promise<number> {
  const key = process.env.TALKA_API_KEY
  const link = new RPCLink({
    url: `${serverAddress()}/rpc`,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(behalf ? { 'x-talka-behalf': behalf } : {}),
      'accept-language': process.env.LC_ALL ?? process.env.LANG ?? 'en',
    },
  })
  type Callable = (input: unknown) => Promise<unknown>
  let callable: unknown = createORPCClient(link)
  for (const part of operation.path) callable = (callable as Record<string, unknown>)[part]
  const output = await (callable as Callable)(filesFromText(operation.input, input))
  if (!(output instanceof Blob)) return say(JSON.stringify(output ?? null, null, 2))
  const bytes = new Uint8Array(await output.arrayBuffer())
  if (out) await writeFile(out, bytes)
  else process.stdout.write(bytes)
  return exitCodes.done
}

function serverAddress(): string {
  return (process.env.TALKA_URL ?? 'http://127.0.0.1:4400').replace(/\/+$/, '')
}

function tellFailure(error: unknown): number {
  if (error instanceof UsageFault) return complain(error.message, exitCodes.usage)
  if (error instanceof StartRefused) return complain(error.message, exitCodes.fault)
  if (error instanceof ORPCError) return complain(sentencesOf(error).join('\n'), codeFor(error.status))
  if (error instanceof TypeError && /fetch failed/.test(error.message)) {
    return complain(`Talka does not answer at ${serverAddress()}: start it, or set TALKA_URL.`, exitCodes.fault)
  }
  return complain(error instanceof Error ? (error.stack ?? error.message) : String(error), exitCodes.fault)
}

function sentencesOf({ message, data }: ORPCError<string, unknown>): string[] {
  const { fields, reasons } = (data ?? {}) as { fields?: Sentence[]; reasons?: Sentence[] }
  const more = [
    ...(fields ?? []).slice(1).map((one) => `${one.field}: ${one.message}`),
    ...(reasons ?? []).slice(1).map((one) => one.message),
  ]
  return [message, ...more]
}

interface Sentence {
  field?: string
  message: string
}

function codeFor(status: number): number {
  if (status === 401 || status === 403 || status === 404) return exitCodes.notYours
  if (status === 400 || status === 413) return exitCodes.usage
  return status < 500 ? exitCodes.refused : exitCodes.fault
}

function say(text: string): number {
  process.stdout.write(`${text}\n`)
  return exitCodes.done
}

function complain(text: string, code: number): number {
  process.stderr.write(`${text}\n`)
  return code
}
