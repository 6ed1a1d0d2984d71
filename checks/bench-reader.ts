import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { closeEngines } from '#duties/expenses/reader/engines/engines.ts'
import { ReaderFailure } from '#duties/expenses/reader/failures.ts'
import { readReceipt } from '#duties/expenses/reader/read.ts'
import { ALL, type Switches } from '#duties/expenses/reader/switches.ts'
import {
  type Judged,
  judge,
  type LabelledPaper,
  labelledPapers,
  letters,
  similarity,
  sourcesIn,
} from './labelled-papers.ts'

/**
 * How well receipts are read: `npm run bench:reader -- SOURCE…`, each a folder with pictures and labels.json ({file, company,
 * date, total}) or a file of papers written out. Without one, the project's own, but for `papers/seen`,
 * which the rules were written looking at. --half 0|1 takes every second paper; --ablate all (or words of parts, by commas)
 * leaves out one part at a time; -v names the misses; --facts counts every fact.
 */
interface Result {
  name: string
  judged: Judged[]
  cpuMs: number
  failure?: string
}

const OWN = fileURLToPath(new URL('../src/duties/expenses/reader/fixtures', import.meta.url))

const PARTS: Record<string, Switches> = {
  'all parts': ALL,
  'without accents (second engine)': { ...ALL, accents: false },
  'without turning upright': { ...ALL, turn: false },
  'without a closer look': { ...ALL, closer: false },
  'without blanks put back': { ...ALL, spaces: false },
  'without labels of amounts': { ...ALL, rules: { ...ALL.rules, labels: false } },
  'without arithmetic': { ...ALL, rules: { ...ALL.rules, arithmetic: false } },
  'without seller and buyer told apart': { ...ALL, rules: { ...ALL.rules, parties: false } },
  'without words about days': { ...ALL, rules: { ...ALL.rules, dayWords: false } },
  "without companies' forms": { ...ALL, rules: { ...ALL.rules, forms: false } },
  'without names over several rows': { ...ALL, rules: { ...ALL.rules, joins: false } },
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    half: { type: 'string' },
    ablate: { type: 'string' },
    facts: { type: 'boolean' },
    verbose: { type: 'boolean', short: 'v' },
  },
})

const all: Result[] = []
for (const source of positionals.length > 0 ? positionals : await ownSources()) {
  const papers = (await labelledPapers(source)).filter(
    (_, i) => options.half === undefined || i % 2 === Number(options.half),
  )
  for (const [name, switches] of Object.entries(PARTS)) {
    if (name !== 'all parts' && !isAblated(name)) continue
    const results: Result[] = []
    for (const paper of papers) results.push(await measure(paper, switches))
    print(`${source.split('/').slice(-2).join('/')}, ${name}`, results)
    if (name === 'all parts') all.push(...results)
  }
}
sayReliability(all.flatMap(({ judged }) => judged))
await closeEngines()

/** The rules know what is in `papers/seen`: measured only when named. */
async function ownSources(): Promise<string[]> {
  return (await sourcesIn(OWN)).filter((source) => !source.includes('/seen/'))
}

function isAblated(name: string): boolean {
  return options.ablate === 'all' || options.ablate?.split(',').some((word) => name.includes(word)) === true
}

async function measure(paper: LabelledPaper, switches: Switches): Promise<Result> {
  const today = Temporal.Now.plainDateISO().toString()
  const bytes = await paper.bytes()
  try {
    const reading = await readReceipt({ bytes }, { today }, switches)
    return { name: paper.name, judged: judge(reading, paper.label), cpuMs: reading.cpuMs }
  } catch (error) {
    if (!(error instanceof ReaderFailure)) throw error
    return { name: paper.name, judged: [], cpuMs: 0, failure: error.says }
  }
}

function print(title: string, results: Result[]): void {
  const right = (name: string) => (r: Result) => r.judged.some((j) => j.name === name && j.right)
  const isLike = (r: Result) =>
    r.judged.some((j) => j.name === 'merchant' && similarity(letters(j.got), letters(j.want)) >= 0.9)
  const share = (is: (r: Result) => boolean) =>
    `${((100 * results.filter(is).length) / Math.max(1, results.length)).toFixed(1)}%`
  const times = results.map((r) => r.cpuMs).toSorted((a, b) => a - b)
  const figures = [
    `total ${share(right('totalCents'))}`,
    `date ${share(right('date'))}`,
    `both ${share((r) => right('totalCents')(r) && right('date')(r))}`,
    `merchant exact ${share(right('merchant'))}`,
    `fuzzy ${share(isLike)}`,
    `CPU median ${times[Math.floor(times.length / 2)]} ms, worst ${times.at(-1)} ms`,
  ]
  console.log(`${title}: ${results.length} papers: ${figures.join(', ')}`)
  if (options.facts) sayFacts(results.flatMap(({ judged }) => judged))
  if (!options.verbose) return
  for (const { name, judged, failure } of results) {
    const wrong = judged.filter(
      (j) => !j.right && (options.facts || ['totalCents', 'date', 'merchant'].includes(j.name)),
    )
    const said = wrong.map((j) => `${j.name} ${j.got}, it says ${j.want}${j.sure ? ' (was sure)' : ''}`)
    if (failure || said.length > 0) console.log(`  ${name}: ${failure ?? said.join('; ')}`)
  }
}

function sayFacts(judged: Judged[]): void {
  for (const [name, own] of Map.groupBy(judged, (j) => j.name))
    console.log(`  ${name.padEnd(20)}${own.filter((j) => j.right).length}/${own.length}`)
}

/** Of the fields with such a confidence, how many were right; and of those called sure. */
function sayReliability(judged: Judged[]): void {
  const bands: [number, number][] = [
    [0, 0.5],
    [0.5, 0.8],
    [0.8, 0.9],
    [0.9, 0.98],
    [0.98, 1.01],
  ]
  const heads = bands.map(([from, to]) => `${from}–${Math.min(1, to)}`)
  console.log(`\n${'confidence'.padEnd(20)}${[...heads, 'sure'].map((head) => head.padEnd(11)).join('')}`)
  for (const [name, own] of Map.groupBy(judged, (j) => j.name)) {
    const cell = (is: (j: Judged) => boolean) => {
      const chosen = own.filter(is)
      return `${chosen.filter((j) => j.right).length}/${chosen.length}`.padEnd(11)
    }
    const cells = bands.map(([from, to]) => cell((j) => j.confidence >= from && j.confidence < to))
    console.log(`${name.padEnd(20)}${cells.join('')}${cell((j) => j.sure)}`)
  }
}
