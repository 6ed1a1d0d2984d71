import type { Tool } from '@modelcontextprotocol/sdk/types.js'
import * as z from 'zod'
import { jsonSchemaOf } from './json-schema.ts'
import { annotationsOf, Behalf, toolName, toolOf } from './mcp-tools.ts'
import { nearest } from './nearest.ts'
import type { Operation } from './operations-of.ts'

/** The tools that run any operation, apart by what they may do: a program can allow one and ask before another. */
export const runners = {
  talka_read: {
    kind: 'read',
    changes: false,
    destructive: false,
    idempotent: true,
    says: 'Run a tool that only reads.',
  },
  talka_change: {
    kind: 'change',
    changes: true,
    destructive: false,
    idempotent: false,
    says: 'Run a tool that changes something which can be changed back.',
  },
  talka_change_for_good: {
    kind: 'change for good',
    changes: true,
    destructive: true,
    idempotent: false,
    says: 'Run a tool that binds, cuts off or takes away: approve, publish, pay, revoke, deactivate, remove …',
  },
} as const
type RunnerName = keyof typeof runners

/** The runner an operation is run with. */
export function runnerOf({ changes, destructive }: Operation): RunnerName {
  if (!changes) return 'talka_read'
  return destructive ? 'talka_change_for_good' : 'talka_change'
}

const mostFound = 12

/** What `tools/list` shows, however many duties there are: how to find a tool, and how to run those that are open. */
export function listedTools(operations: readonly Operation[]): Tool[] {
  const wanted = new Set(operations.map(runnerOf))
  const names = Object.keys(runners) as RunnerName[]
  return [findTool(operations), ...names.filter((name) => wanted.has(name)).map(runTool)]
}

/** What `talka_find` takes of a caller to whom these operations are open. */
export function wordsInput(operations: readonly Operation[]) {
  const duties = [...new Set(operations.map(({ path }) => path[0]!))]
  return z.strictObject({
    words: z.string().max(200).default('').describe('English words, such as “add receipt” or a tool’s name.'),
    duty: z.enum(duties).optional().describe('Only tools of this duty.'),
    limit: z.int().min(1).max(mostFound).default(5).describe('How many, with words.'),
    behalf: Behalf.optional(),
  })
}

/** What the tools take that run others. */
export const runInput = z.strictObject({
  tool: z.string().describe('Its name, such as desk_waiting.'),
  input: z.record(z.string(), z.unknown()).default({}).describe('Its input, by its own schema.'),
  behalf: Behalf.optional(),
})

function findTool(operations: readonly Operation[]): Tool {
  return {
    name: 'talka_find',
    title: 'Find tools',
    description:
      'Find tools by words (what you want to do, a field, a name): each with its schemas and with the tool that runs it. ' +
      'Without words: the names and summaries of one duty, or of all.',
    inputSchema: jsonSchemaOf(wordsInput(operations), 'input') as Tool['inputSchema'],
    outputSchema: {
      type: 'object',
      properties: {
        tools: { type: 'array', items: { type: 'object' }, description: 'The best first.' },
        more: { type: 'integer', description: 'How many others fit.' },
      },
      required: ['tools', 'more'],
    },
    annotations: annotationsOf(runners.talka_read),
  }
}

function runTool(name: RunnerName): Tool {
  const { says, kind } = runners[name]
  return {
    name,
    title: `Run: ${kind}`,
    description: `${says} Find it first with talka_find.`,
    inputSchema: jsonSchemaOf(runInput, 'input') as Tool['inputSchema'],
    outputSchema: { type: 'object', description: 'What the tool’s own output schema says.' },
    annotations: annotationsOf(runners[name]),
  }
}

type Asked = Omit<z.output<ReturnType<typeof wordsInput>>, 'behalf'>

/** The tools that fit the words, best first; without words a duty's names. */
export function findTools(operations: readonly Operation[], { words, duty, limit }: Asked) {
  const within = operations.filter(({ path }) => !duty || path[0] === duty)
  const wanted = wordsIn(words)
  if (wanted.length === 0) {
    const tools = within.map((one) => ({ name: toolName(one), description: one.summary, runWith: runnerOf(one) }))
    return { tools, more: 0 }
  }
  const fitting = within
    .map((operation) => ({ operation, fit: isNamed(operation, words) ? Infinity : fitOf(operation, wanted) }))
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit)
  const shown = fitting.slice(0, limit)
  const tools = shown.map(({ operation }) => ({ ...toolOf(operation), runWith: runnerOf(operation) }))
  return { tools, more: fitting.length - shown.length }
}

/** What to say about a tool that the caller does not have. What is near to one that is not open to him is no other's name. */
export function noSuchTool(name: string, open: readonly Operation[], all: readonly Operation[]): string {
  const meant = nearest(name, all.map(toolName))
  const near = open.map(toolName).find((one) => one === meant)
  return `There is no tool ${name.length > 100 ? `${name.slice(0, 100)}…` : name} for you${near ? `: did you mean ${near}?` : '. Look with talka_find.'}`
}

/** Whether the words are its very name, as a tool’s or as an operation’s. */
function isNamed({ path }: Operation, words: string): boolean {
  return words.trim().toLowerCase().replaceAll('.', '_') === toolName({ path }).toLowerCase()
}

/** How well an operation fits: a word of its name counts most, then of its summary, then of its fields. */
function fitOf({ path, summary, input }: Operation, wanted: readonly string[]): number {
  const [inName, inSummary, inFields] = [wordsIn(path.join(' ')), wordsIn(summary), wordsIn(fieldsOf(input))]
  const begins = (words: readonly string[], word: string) => words.some((one) => one === word || one.startsWith(word))
  const fits = wanted.map((word) => {
    if (begins(inName, word)) return 5
    if (begins(inSummary, word)) return 3
    return begins(inFields, word) ? 1 : 0
  })
  const all = fits.every((fit) => fit > 0) ? 4 : 0
  return fits.reduce((sum: number, fit) => sum + fit, all)
}

function fieldsOf({ properties = {} }: Operation['input']): string {
  return Object.keys(properties).join(' ')
}

/** Small words of a text or of a name written like `addReceipt`; what every sentence has counts for nothing. */
function wordsIn(text: string): string[] {
  const words = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => word.length > 1 && !empty.has(word)).map((word) => word.replace(/(?<=\w{3})s$/, ''))
}
const empty = new Set(
  'the and for with that what who how which from into one all are was has have its not can'.split(' '),
)
