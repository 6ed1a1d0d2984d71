import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { type SmallOffice, setUpOffice } from './drills/small-office.ts'
import { inventPile, type PileFile, pileFrom } from './pile-of-receipts.ts'
import { watchProcesses } from './process-memory.ts'
import { makeHome, postmasterOf, startProduct, stopProduct } from './product.ts'
import { askSteadily, share, type Times } from './steady-asking.ts'

/**
 * A pile of receipts through the running product: `npm run bench:pile -- [count] [folder]`, a hundred invented ones unless told.
 * Says how long it takes, the most memory of each process, and how quickly other pages answer meanwhile, against the
 * same product at rest before and after. Elsewhere than on two cores: `taskset -c 0,1 npm run bench:pile`.
 */
const count = Number(process.argv[2] ?? 100)
const folder = process.argv[3]
const EVERY_MS = 100
const FLOOR_MS = 20_000
const LONGEST_MS = 15 * 60_000

type Page = {
  items: { readingState: string; fileName: string; trouble: { text: string } | null }[]
  next: string | null
}

const pile = folder ? await pileFrom(folder, count) : await inventPile(count)
const megabytes = pile.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6
say(
  `${count} receipts, ${megabytes.toFixed(0)} MB, ${folder ?? 'invented'}; ${availableParallelism()} cores, load ${load()}`,
)
const home = await makeHome()
const product = await startProduct(home)
try {
  await measure(await setUpOffice(home.url))
} finally {
  await stopProduct(product)
  await home.remove()
}

async function measure(office: SmallOffice): Promise<void> {
  const memory = watchProcesses(() => [product.pid(), postmasterOf(home)])
  const asking = askSteadily(await asksOf(office), EVERY_MS)
  try {
    const phases: [string, Times][] = []
    await pause(3000)
    await asking.turnPage()
    await pause(FLOOR_MS)
    phases.push(['before', await asking.turnPage()])
    const began = performance.now()
    await send(office, pile)
    const sentMs = performance.now() - began
    phases.push(['sending', await asking.turnPage()])
    const failed = await untilRead(office)
    const readMs = performance.now() - began
    phases.push(['reading', await asking.turnPage()])
    say(
      `sent in ${seconds(sentMs)}, all read after ${seconds(readMs)}, ${(readMs / count / 1000).toFixed(2)} s each; load ${load()}`,
    )
    for (const line of failed) say(`  not read: ${line}`)
    await pause(FLOOR_MS)
    phases.push(['after', await asking.turnPage()])
    sayTimes(phases)
    sayMemory(memory)
    for (const fault of new Set(asking.faults)) say(`  an answer failed: ${fault}`)
  } finally {
    await asking.stop()
    memory.stop()
  }
}

/** What other people do meanwhile: the app's page, the desk, lists, one report. */
async function asksOf({ assistant, salespeople, categoryId }: SmallOffice) {
  const [memberId] = salespeople
  const { id } = await assistant.post<{ id: string }>('/expenses/reports', { memberId, month: '2026-03-01' })
  const line = { spentOn: '2026-03-12', merchant: 'Pušyno viešbutis', categoryId, amountCents: 5000, currency: 'EUR' }
  for (let at = 0; at < 10; at++)
    await assistant.post(`/expenses/reports/${id}/lines`, { ...line, purpose: `Visit ${at}` })
  return {
    'the page itself': async () => (await fetch(home.url)).arrayBuffer(),
    'desk.waiting': () => assistant.get('/desk/waiting'),
    'expenses.receipts': () => assistant.get('/expenses/receipts'),
    'expenses.report': () => assistant.get(`/expenses/reports/${id}`),
    'expenses.reports': () => assistant.get('/expenses/reports'),
  }
}

/** As the browser does with a pile dropped on it: three at a time, each as an upload and then a receipt. */
async function send({ assistant, salespeople }: SmallOffice, files: PileFile[]): Promise<void> {
  const left = [...files]
  const hand = async () => {
    for (let file = left.shift(); file; file = left.shift()) {
      const upload = await assistant.beginUpload(file.name, file.bytes.length)
      await assistant.sendPiece(upload, 0, file.bytes)
      await assistant.post('/expenses/receipts', { uploadId: upload.id, memberId: salespeople[0] })
    }
  }
  await Promise.all([hand(), hand(), hand()])
}

/** Waits until none is waiting; gives the sentences on those that could not be read. */
async function untilRead({ assistant }: SmallOffice): Promise<string[]> {
  const limit = performance.now() + LONGEST_MS
  for (;;) {
    const { items } = await assistant.get<Page>('/expenses/receipts?state=unread&limit=1')
    if (items.length === 0) break
    if (performance.now() > limit) throw new Error(`Not all were read within ${seconds(LONGEST_MS)}.`)
    await pause(500)
  }
  const { items } = await assistant.get<Page>('/expenses/receipts?state=failed')
  return items.map(({ fileName, trouble }) => `${fileName}: ${trouble?.text ?? ''}`)
}

function sayTimes(phases: [string, Times][]): void {
  const cell = (text: string) => text.padStart(23)
  say(`\n${'ms, p50 / p99 / most'.padEnd(22)}${phases.map(([name]) => cell(name)).join('')}`)
  for (const name of [...phases[0]![1].keys(), 'all']) {
    const cells = phases.map(([, times]) => {
      const values = name === 'all' ? [...times.values()].flat() : (times.get(name) ?? [])
      return cell([share(values, 0.5), share(values, 0.99), share(values, 1)].map((ms) => ms.toFixed(0)).join(' / '))
    })
    say(`${name.padEnd(22)}${cells.join('')}`)
  }
  say(`${'asked'.padEnd(22)}${phases.map(([, times]) => cell(String([...times.values()].flat().length))).join('')}`)
}

function sayMemory(memory: ReturnType<typeof watchProcesses>): void {
  say('\nmost memory of a process (MB)')
  for (const [name, seen] of Map.groupBy(memory.seen(), (one) => one.name)) {
    const most = Math.max(...seen.map(({ peakBytes }) => peakBytes)) / 1e6
    say(`${name.padEnd(22)}${most.toFixed(0).padStart(6)}${seen.length > 1 ? `, the largest of ${seen.length}` : ''}`)
  }
  say(
    `${'all at one moment'.padEnd(22)}${(memory.mostAtOnceBytes() / 1e6).toFixed(0).padStart(6)}, without what they share`,
  )
}

function say(line: string): void {
  console.log(line)
}

function load(): string {
  return loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`
}
