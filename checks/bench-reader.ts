import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { lineOf } from '#duties/expenses/reader/command.ts'
import { closeEngines } from '#duties/expenses/reader/engines/engines.ts'
import { ReaderFailure } from '#duties/expenses/reader/failures.ts'
import { readReceipt } from '#duties/expenses/reader/read.ts'
import type { Field } from '#duties/expenses/reader/reading.ts'
import { ALL, type Switches } from '#duties/expenses/reader/switches.ts'

/**
 * How well receipts are read: `npm run bench:reader -- DIR…`, each with pictures and labels.json ({file, company, date, total}).
 * Without a folder, the project's own. --half 0|1 takes every second label; --ablate all (or words of parts, by commas) leaves out one part at a time; -v names the misses.
 */
interface Label {
  file: string
  company: string
  date: string
  total: string
}

interface Result {
  label: Label
  right: Record<'total' | 'date' | 'merchantExact' | 'merchantFuzzy', boolean>
  fields: { name: string; confidence: number; sure: boolean; right: boolean }[]
  cpuMs: number
  said: string
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
  "without companies' forms": { ...ALL, rules: { ...ALL.rules, forms: false } },
  'without names over two rows': { ...ALL, rules: { ...ALL.rules, joins: false } },
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { half: { type: 'string' }, ablate: { type: 'string' }, verbose: { type: 'boolean', short: 'v' } },
})

const all: Result[] = []
for (const folder of positionals.length > 0 ? positionals : await foldersOf(OWN)) {
  for (const [name, switches] of Object.entries(PARTS)) {
    if (
      name !== 'all parts' &&
      !(options.ablate === 'all' || options.ablate?.split(',').some((word) => name.includes(word)))
    )
      continue
    const results = await measure(folder, switches)
    print(`${folder.split('/').at(-1)}, ${name}`, results)
    if (name === 'all parts') all.push(...results)
  }
}
reliability(all)
await closeEngines()

/** Folders with labels: this one, or those in it. */
async function foldersOf(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  return files.filter((file) => file.endsWith('labels.json')).map((file) => join(folder, dirname(file)))
}

async function measure(folder: string, switches: Switches): Promise<Result[]> {
  const labels = JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8')) as Label[]
  const chosen = labels.filter((_, i) => options.half === undefined || i % 2 === Number(options.half))
  const results: Result[] = []
  for (const label of chosen) results.push(await measureOne(folder, label, switches))
  return results
}

async function measureOne(folder: string, label: Label, switches: Switches): Promise<Result> {
  const today = Temporal.Now.plainDateISO().toString()
  try {
    const reading = await readReceipt({ bytes: await readFile(join(folder, label.file)) }, { today }, switches)
    const line = lineOf(label.file, reading)
    const [got, want] = [letters(line.merchant ?? ''), letters(label.company)]
    const right = {
      total: line.total !== null && money(line.total) === money(label.total),
      date: line.date === label.date,
      merchantExact: got === want,
      merchantFuzzy: similarity(got, want) >= 0.9,
    }
    const judged = (name: string, field: Field<unknown>, ok: boolean) => ({
      name,
      confidence: field.confidence,
      sure: field.sure,
      right: ok,
    })
    const fields = [
      judged('total', reading.totalCents, right.total),
      judged('date', reading.date, right.date),
      judged('merchant', reading.merchant, right.merchantExact),
    ]
    return { label, right, fields, cpuMs: reading.cpuMs, said: `${line.total} ${line.date} ${line.merchant}` }
  } catch (error) {
    if (!(error instanceof ReaderFailure)) throw error
    const none = { total: false, date: false, merchantExact: false, merchantFuzzy: false }
    return { label, right: none, fields: [], cpuMs: 0, said: error.says }
  }
}

function print(title: string, results: Result[]): void {
  const share = (count: number) => `${((100 * count) / Math.max(1, results.length)).toFixed(1)}%`
  const count = (is: (r: Result) => boolean) => share(results.filter(is).length)
  const times = results.map((r) => r.cpuMs).toSorted((a, b) => a - b)
  const figures = [
    `total ${count((r) => r.right.total)}`,
    `date ${count((r) => r.right.date)}`,
    `both ${count((r) => r.right.total && r.right.date)}`,
    `merchant exact ${count((r) => r.right.merchantExact)}`,
    `fuzzy ${count((r) => r.right.merchantFuzzy)}`,
    `CPU median ${times[Math.floor(times.length / 2)]} ms, worst ${times.at(-1)} ms`,
  ]
  console.log(`${title}: ${results.length} receipts: ${figures.join(', ')}`)
  if (!options.verbose) return
  for (const { label, right, said } of results) {
    if (right.total && right.date && right.merchantFuzzy) continue
    console.log(`  ${label.file}: read ${said}; it says ${label.total} ${label.date} ${label.company}`)
  }
}

/** Of the fields with such a confidence, how many were right; and of those called sure. */
function reliability(results: Result[]): void {
  console.log('\nconfidence   total      date       merchant')
  const fields = results.flatMap((r) => r.fields)
  const bands: [number, number][] = [
    [0, 0.5],
    [0.5, 0.8],
    [0.8, 0.9],
    [0.9, 0.98],
    [0.98, 1.01],
  ]
  const cell = (chosen: typeof fields) => `${chosen.filter((f) => f.right).length}/${chosen.length}`.padEnd(11)
  const row = (title: string, is: (f: (typeof fields)[number]) => boolean) =>
    console.log(
      title.padEnd(13) +
        ['total', 'date', 'merchant'].map((name) => cell(fields.filter((f) => f.name === name && is(f)))).join(''),
    )
  for (const [from, to] of bands) row(`${from}–${Math.min(1, to)}`, (f) => f.confidence >= from && f.confidence < to)
  row('sure', (f) => f.sure)
}

/** As the shared scorer: letters and digits only, accents kept, a trailing registration number dropped. */
function letters(name: string): string {
  return name
    .toUpperCase()
    .replace(/\(?\d{4,}-[A-Z]\)?/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function money(text: string): string {
  return Number(text.replace(',', '.')).toFixed(2)
}

function similarity(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    let corner = row[0]!
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const least = Math.min(row[j]! + 1, row[j - 1]! + 1, corner + (a[i - 1] === b[j - 1] ? 0 : 1))
      corner = row[j]!
      row[j] = least
    }
  }
  return 1 - row[b.length]! / Math.max(a.length, b.length, 1)
}
