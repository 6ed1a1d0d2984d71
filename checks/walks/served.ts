import { after, before } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { duties } from '#duties/index.ts'
import { buildWeb, webIsStale } from '#web/build.ts'
import { newPage, openBrowser } from '../browser.ts'
import type { People, TestMember } from '../people.ts'
import { openTestServer, type TestServer } from '../test-server.ts'

type Person = { [name in keyof People]: People[name] extends TestMember ? name : never }[keyof People]

interface Look {
  width?: number
  language?: 'en' | 'lt'
  dark?: boolean
}

/** The small office before a browser, for a file of walks; `begin` puts into it what they find. */
export function servedOffice(begin: (server: TestServer) => Promise<void> = async () => {}) {
  let server: TestServer
  let browser: Browser
  before(async () => {
    if (webIsStale()) await buildWeb()
    server = await openTestServer(duties)
    browser = await openBrowser()
    await begin(server)
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  /** A page at which the member is signed in. */
  async function pageOf(member: { id: string }, look: Look = {}): Promise<Page> {
    const page = await newPage(browser, { ...look, baseURL: server.url })
    page.setDefaultTimeout(20_000)
    await page.context().setExtraHTTPHeaders({ authorization: `Bearer ${await server.keyOf(member)}` })
    return page
  }

  /** Somebody at an address of it; a language that is asked for is his from now on. */
  async function at(who: Person, path: string, look: Look = {}): Promise<Page> {
    const member = server.people[who]
    const { language } = look
    if (language) await server.office.db.updateTable('member').set({ language }).where('id', '=', member.id).execute()
    const page = await pageOf(member, look)
    await page.goto(path)
    await page.locator('main h1').first().waitFor()
    return page
  }

  return { server: () => server, pageOf, at }
}
