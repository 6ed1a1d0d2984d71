// npm run bench:day [MINUTES]: ten people of the sample office click through it in browsers, with live streams that come and go,
// and write now and then. Each minute prints what the program holds; demands that nothing ends or fails inside, and that from the
// second quarter of the time to the last nothing grows: live memory, open descriptors, connections of the database, queued jobs.
import type { Browser, Page } from 'playwright-core'
import { newPage, openBrowser } from './browser.ts'
import { askDatabase, makeHome, startProduct, stopProduct, until } from './product.ts'
import { filledSample, type SamplePerson } from './sample.ts'

const minutes = Number(process.argv[2] ?? 20)
const people = 10
const pauseMs = 2_000

const token = 'read by the bench of a day'
const home = await makeHome({ TALKA_METRICS_TOKEN: token, LOG_LEVEL: 'error' })
const product = await startProduct(home)
const pid = product.pid()
const browser = await openBrowser()
const faults: string[] = []
const done = { clicks: 0, pagesLeft: 0, writes: 0, answers: 0 }
try {
  const everybody = await filledSample(home.url)
  await until(async () => (await held()).jobs === 0)
  const ends = Date.now() + minutes * 60_000
  const working = chosen(everybody).map((person, at) => work(browser, person, ends, at))
  const seen: Held[] = []
  while (Date.now() < ends) {
    await pause(Math.min(60_000, ends - Date.now()))
    seen.push(await held())
    console.log(`${String(seen.length).padStart(3)} min ${JSON.stringify({ ...seen.at(-1), ...done })}`)
  }
  await Promise.all(working)
  product.mustRun()
  if (product.pid() !== pid) faults.push(`the program is another: ${product.pid()} instead of ${pid}`)
  faults.push(...grown(seen))
} finally {
  await browser.close()
  await stopProduct(product)
  await home.remove()
}
for (const fault of new Set(faults)) console.log(fault)
console.log(faults.length > 0 ? `${faults.length} faults` : 'Nothing ended, failed or grew.')
process.exitCode = faults.length > 0 ? 1 : 0

/** What the program and its database hold at a moment. */
interface Held {
  /** What lives in the program's heap, and what is collectable still. */
  heapMb: number
  rssMb: number
  descriptors: number
  /** Of the office's database. */
  connections: number
  jobs: number
}

async function held(): Promise<Held> {
  const headers = { authorization: `Bearer ${token}` }
  const text = await (await fetch(`${home.url}/metrics`, { headers })).text()
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
  const [row] = await askDatabase<{ n: number }>(
    home,
    "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend'",
  )
  return {
    heapMb: Math.round(value('nodejs_heap_size_used_bytes') / 2 ** 20),
    rssMb: Math.round(value('process_resident_memory_bytes') / 2 ** 20),
    descriptors: value('process_open_fds'),
    connections: row!.n,
    jobs: value('talka_jobs_queued'),
  }
}

/** What the last quarter of the time held more of than the second, past what swings by itself: a tenth and a few. */
function grown(seen: readonly Held[]): string[] {
  const quarter = Math.floor(seen.length / 4)
  if (quarter === 0) return []
  const least = (part: readonly Held[], of: keyof Held) => Math.min(...part.map((one) => one[of]))
  return (['heapMb', 'descriptors', 'connections', 'jobs'] as const).flatMap((of) => {
    const before = least(seen.slice(quarter, 2 * quarter), of)
    const after = least(seen.slice(-quarter), of)
    return after > before * 1.1 + 5 ? [`${of} grew from ${before} to ${after}`] : []
  })
}

/** Of every role somebody, and then the next. */
function chosen(everybody: readonly SamplePerson[]): SamplePerson[] {
  const byRole = [...Map.groupBy(everybody, (one) => one.roles[0] ?? '').values()]
  return Array.from({ length: people }, (_, at) => {
    const group = byRole[at % byRole.length]!
    return group[Math.floor(at / byRole.length) % group.length]!
  })
}

/** Clicks what leads somewhere, goes back, types into lists' search, closes the window and opens another, until the end. */
async function work(open: Browser, person: SamplePerson, ends: number, at: number): Promise<void> {
  let page = await enter(open, person, at)
  while (Date.now() < ends) {
    await act(page).catch((error: Error) => {
      // A link that has gone since it was looked for is nobody's fault.
      if (!/Timeout|detached|intercepts/.test(error.message))
        faults.push(`${person.name}: ${error.message.slice(0, 200)}`)
    })
    if (Math.random() < 0.05) {
      done.pagesLeft += 1
      await page.context().close()
      page = await enter(open, person, at)
    }
    await pause(pauseMs * (0.5 + Math.random()))
  }
  await page.context().close()
}

async function enter(open: Browser, person: SamplePerson, at: number): Promise<Page> {
  const look = { width: at % 3 === 2 ? 390 : 1440, language: at % 2 ? ('lt' as const) : ('en' as const) }
  const page = await newPage(open, { ...look, baseURL: home.url })
  page.setDefaultTimeout(5_000)
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('response', (answer) => {
    done.answers += 1
    if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.url()}`)
  })
  await page.request.post('/api/office/sample/enter', { data: { memberId: person.id } })
  await page.goto('/')
  return page
}

async function act(page: Page): Promise<void> {
  const chance = Math.random()
  done.clicks += 1
  if (chance < 0.1) await page.goBack()
  else if (chance < 0.15) await page.reload()
  else if (chance < 0.25) await write(page)
  else if (chance < 0.3) await page.goto('/')
  else await followOne(page)
}

async function followOne(page: Page): Promise<void> {
  const links = page.locator('main a[href^="/"], nav a[href^="/"], [id^="row-"], [role=tab]').filter({ visible: true })
  const count = await links.count()
  if (count === 0) await page.goto('/')
  else await links.nth(Math.floor(Math.random() * count)).click()
}

/** What each may write of his own at any time: how his pages look. Others' live streams hear of nothing secret in it. */
async function write(page: Page): Promise<void> {
  const answer = await page.request.patch('/api/office/me', { data: { language: Math.random() < 0.5 ? 'en' : 'lt' } })
  if (answer.ok()) done.writes += 1
  else if (answer.status() < 500) faults.push(`${answer.status()} of writing one's own settings`)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))
}
