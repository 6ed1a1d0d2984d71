import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { ConsoleMessage, Page } from 'playwright-core'
import { previousMonth } from '#core/days.ts'
import { type KnownReceipt, walkReceipts } from '#duties/expenses/sample/walk-receipts.ts'
import { newPage, openBrowser } from '../browser.ts'
import { makeHome, startProduct, stopProduct } from '../product.ts'

/** Somebody of the walk with the page before him. */
export interface Walker {
  name: string
  email: string
  page: Page
}

/** The whole walk: a browser before the real product, and the people who take turns in it. */
export interface Walk {
  administrator: Walker
  /** Prepares the expenses, in English. */
  assistant: Walker
  /** On the road with a phone, 390 wide, in Lithuanian. */
  salesperson: Walker
  manager: Walker
  receipts: KnownReceipt[]
  /** The month that is collected, `YYYY-MM`: the last one, so that no receipt lies in the future. */
  month: string
  /** Addresses that one of them hands to another outside of Talka. */
  handed: { invitations: Map<string, string>; uploadLink: string }
  /** Where the papers that were downloaded lie. */
  downloads: string
  /** Fields of receipts that were read wrongly and typed over. */
  corrections: string[]
  /** What the pages complained of in their consoles. */
  complaints: string[]
  pages(): Page[]
  close(): Promise<void>
}

export type Step = readonly [title: string, run: (walk: Walk) => Promise<void>]

const pictures = join(import.meta.dirname, '..', '..', '.cache', 'walks')

/** Starts an empty office on a free port and gives everybody a browser of his own. */
export async function startWalk(receipts?: KnownReceipt[]): Promise<Walk> {
  const home = await makeHome()
  const month = previousMonth(new Date().toISOString().slice(0, 7))
  const [product, browser, made] = await Promise.all([
    startProduct(home),
    openBrowser(),
    receipts ?? walkReceipts(month),
  ])
  const complaints: string[] = []
  const person = async (name: string, look: Parameters<typeof newPage>[1] = {}): Promise<Walker> => {
    const page = await newPage(browser, { ...look, baseURL: home.url })
    page.setDefaultTimeout(20_000)
    await page.context().grantPermissions(['clipboard-write'], { origin: home.url })
    listen(page, name, complaints)
    return { name, email: `${plainFirst(name)}@gintaro-kelias.example`, page }
  }
  return {
    administrator: await person('Aušra Lankė'),
    assistant: await person('Rasa Kalnė'),
    salesperson: await person('Jonas Ąžuolas', { width: 390, language: 'lt' }),
    manager: await person('Vytautas Girė'),
    receipts: made,
    month,
    handed: { invitations: new Map(), uploadLink: '' },
    downloads: join(home.dir, 'downloads'),
    corrections: [],
    complaints,
    pages: () => browser.contexts().flatMap((context) => context.pages()),
    async close() {
      await browser.close()
      await stopProduct(product)
      await home.remove()
    },
  }
}

/** Takes the steps one after the other; the one that fails leaves a picture of every page in .cache/walks. */
export async function takeSteps(t: TestContext, walk: Pick<Walk, 'pages'>, steps: readonly Step[]): Promise<void> {
  let failed = ''
  for (const [title, run] of steps) {
    await t.test(title, { skip: failed ? `“${failed}” failed before it` : false }, async () => {
      try {
        await run(walk as Walk)
      } catch (error) {
        failed = title
        await picture(walk, title)
        throw error
      }
    })
  }
}

/** What a page writes to its console as an error, and errors nothing caught. */
export function listen(page: Page, name: string, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message)) complaints.push(`${name}, ${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${name}, ${page.url()}: ${error.stack || String(error)}`))
}

/** What the browser itself notes: nobody is signed in yet, or a receipt has no picture yet. */
function isExpected(message: ConsoleMessage): boolean {
  const { url } = message.location()
  return message.text().includes('401 (Unauthorized)') || /\/receipts\/[^/]+\/(thumb|picture)/.test(url)
}

async function picture(walk: Pick<Walk, 'pages'>, title: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  for (const [at, page] of walk.pages().entries()) {
    const name = `${title.replace(/[^\p{L}\p{N}]+/gu, '-')}-${at}.png`
    await page.screenshot({ path: join(pictures, name) }).catch(() => {})
    console.log(`  ${page.url()} as .cache/walks/${name}`)
  }
}

function plainFirst(name: string): string {
  return name
    .split(' ')[0]!
    .normalize('NFD')
    .replace(/\P{ASCII}/gu, '')
    .toLowerCase()
}
