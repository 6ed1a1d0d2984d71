import type { LocalCommand } from '#core/local-commands.ts'
import { StartRefused } from '#core/start-refused.ts'
import { helpOf, helpOfLocal, listOf, serverOptions } from './cli-help.ts'
import { inputFrom, orMeant, UsageFault } from './cli-input.ts'
import { openCommands } from './cli-server.ts'
import { type Command, readCommands } from './commands.ts'

/** What ends a command: 0 done, 1 a fault or no server, 2 wrong usage or input, 3 refused, 4 not signed in or not yours. */
const exitCodes = { done: 0, fault: 1, usage: 2, refused: 3, notYours: 4 } as const

/** The commands that need no server, by name, of one or two words. */
type LocalCommands = Readonly<Record<string, LocalCommand>>

/** Runs one command line and sets the process's exit code. */
export async function runCommand(words: string[], local: LocalCommands): Promise<void> {
  // A reader that has seen enough, such as `head`, has closed the line: that is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.fault)
  })
  try {
    const code = await codeOf(words, local)
    if (typeof code === 'number') process.exitCode = code
  } catch (error) {
    // A start that failed half way must not hang on to what it had opened.
    process.exit(tellFailure(error))
  }
}

// biome-ignore lint/suspicious/noConfusingVoidType: a command that goes on running gives nothing
async function codeOf(words: string[], local: LocalCommands): Promise<number | void> {
  const asked = words[0] === 'help' ? [...words.slice(1), '--help'] : words
  const wantsHelp = asked.some((word) => word === '--help' || word === '-h')
  const plain = asked.filter((word) => word !== '--help' && word !== '-h')
  const name = [plain.slice(0, 2).join(' '), plain[0] ?? ''].find((one) => Object.hasOwn(local, one))
  if (name) {
    const command = local[name]!
    const args = asked.slice(name.split(' ').length)
    mustKnowOptions(args, Object.keys(command.options ?? {}), wantsHelp)
    if (!wantsHelp) mustTakeWords(args, command)
    return wantsHelp ? say(helpOfLocal(name, command)) : command.run(args)
  }
  const commands = readCommands()
  const options = optionsOf(asked)
  const [duty, operation, ...args] = options.rest
  const command = commands.find((one) => one.name === `${duty}.${operation}`)
  if (!command) return explain(commands, local, options)
  if (options.help) return say(helpOf(command))
  const { callServer } = await import('./cli-call.ts')
  const { status, said } = await callServer(command.path, await inputFrom(command.input, args), options)
  return status === 200 ? say(said) : complain(said as string, codeFor(status))
}

function mustKnowOptions(args: readonly string[], known: readonly string[], wantsHelp: boolean): void {
  for (const word of args) {
    const [option] = word.split('=', 1) as [string]
    if (!word.startsWith('-') || word === '-' || known.includes(option)) continue
    if (wantsHelp && (word === '--help' || word === '-h')) continue
    throw new UsageFault(`There is no option ${option}${orMeant(option, [...known, '--help'])}`)
  }
}

/** A command takes as many words as it says; the one after an option that says what follows it is that option’s. */
function mustTakeWords(args: readonly string[], { takes, options = {} }: LocalCommand): void {
  const takesNext = (word = '') => /^[A-Z]/.test(options[word] ?? '')
  const words = args.filter((word, at) => (word === '-' || !word.startsWith('-')) && !takesNext(args[at - 1]))
  const most = takes === undefined ? 0 : takes.endsWith('…') ? words.length : 1
  if (words.length > most) throw new UsageFault(`There is nothing to do with “${words[most]}”; try --help.`)
}

interface Options {
  rest: string[]
  behalf: string | undefined
  out: string | undefined
  help: boolean
}

function optionsOf(words: readonly string[]): Options {
  const options: Options = { rest: [], behalf: undefined, out: undefined, help: false }
  mustKnowOptions(words, Object.keys(serverOptions), true)
  for (let at = 0; at < words.length; at++) {
    const [word, joined] = splitAt(words[at]!)
    if (word === '--help' || word === '-h') options.help = true
    else if (word === '--behalf' || word === '--out') {
      const value = joined ?? words[++at]
      if (!value) throw new UsageFault(`${word} needs a value.`)
      options[word === '--out' ? 'out' : 'behalf'] = value
    } else options.rest.push(words[at]!)
  }
  return options
}

function splitAt(word: string): [string, string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

/** The list of commands that are open, of one duty where one is named; a name that is none is told with the nearest. */
async function explain(commands: readonly Command[], local: LocalCommands, { rest, behalf }: Options): Promise<number> {
  const [duty, name] = rest
  const ofDuty = commands.filter(({ path }) => path[0] === duty)
  const names = [...Object.keys(local), ...commands.map(({ path }) => path.join(' '))]
  if (duty && name) throw new UsageFault(`There is no command ${duty} ${name}${orMeant(`${duty} ${name}`, names)}`)
  if (!duty) return say(listOf(await openCommands(commands, behalf), local))
  if (ofDuty.length > 0) return say(listOf(await openCommands(ofDuty, behalf), ofLocal(local, duty)))
  const duties = new Set(commands.map(({ path }) => path[0]!))
  const sameName = commands.find(({ path }) => path.at(-1) === duty)?.path.join(' ')
  const meant = sameName ? `: did you mean ${sameName}?` : orMeant(duty, [...duties, ...Object.keys(local)])
  throw new UsageFault(`There is no command ${duty}${meant}`)
}

function ofLocal(local: LocalCommands, duty: string): LocalCommands {
  return Object.fromEntries(Object.entries(local).filter(([name]) => name.split(' ')[0] === duty))
}

function tellFailure(error: unknown): number {
  if (error instanceof UsageFault) return complain(error.message, exitCodes.usage)
  if (error instanceof StartRefused) return complain(error.message, exitCodes.fault)
  return complain(error instanceof Error ? (error.stack ?? error.message) : String(error), exitCodes.fault)
}

function codeFor(status: number): number {
  if (status === 401 || status === 403 || status === 404) return exitCodes.notYours
  if (status === 400 || status === 413) return exitCodes.usage
  return status > 0 && status < 500 ? exitCodes.refused : exitCodes.fault
}

function say(text: string | Uint8Array): number {
  process.stdout.write(typeof text === 'string' && !text.endsWith('\n') ? `${text}\n` : text)
  return exitCodes.done
}

function complain(text: string, code: number): number {
  process.stderr.write(`${text}\n`)
  return code
}
