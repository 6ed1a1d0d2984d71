import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'

/** Chooses an option of a list by its words, as one does with the mouse. */
export async function choose(scope: Page | Locator, label: string, option: string | RegExp): Promise<void> {
  const field = scope.getByRole('combobox', { name: label })
  // The box around a field of several choices takes the click for it.
  await field.click({ force: true })
  await pageOf(scope).getByRole('option', { name: option }).first().click()
}

/** Opens a page from the duties at the left. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Duties' }).getByRole('link', { name }).click()
}

/** Presses a button by its words. */
export async function press(scope: Page | Locator, name: string | RegExp): Promise<void> {
  await scope.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).click()
}

/** Waits until the words stand somewhere in sight. */
export async function see(scope: Page | Locator, text: string | RegExp): Promise<void> {
  await scope.getByText(text).first().waitFor()
}

/** Waits for one's own desk, in whichever language it comes. */
export async function seeDesk(page: Page, name: string | RegExp = /^(Desk|Darbo stalas)$/): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** Waits until the words are gone. */
export async function gone(scope: Page | Locator, text: string | RegExp): Promise<void> {
  await scope.getByText(text).first().waitFor({ state: 'hidden' })
}

/** Drops files on a spot of the page at once, as from a folder beside the browser. */
export async function dropFiles(spot: Locator, files: readonly { name: string; bytes: Uint8Array }[], into: string) {
  const page = spot.page()
  const paths = files.map(({ name, bytes }) => {
    const path = join(into, name)
    writeFileSync(path, bytes)
    return path
  })
  const box = await spot.boundingBox()
  if (!box) throw new Error('What to drop the files on is not in sight.')
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data })
  }
  await session.detach()
}

/** A page that hears of nothing others do, as behind a proxy that lets no stream through. */
export async function deaf(page: Page): Promise<Page> {
  await page.route('**/live**', (route) => route.abort())
  await page.reload()
  await page.locator('main h1').first().waitFor()
  return page
}

/** Answers of one operation come later, as over a poor line: `asked` once it was, `go` lets them through. */
export async function slow(page: Page, operation: string) {
  const [gate, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route(`**/rpc/${operation}`, async (route) => {
    asked.resolve()
    await gate.promise
    await route.continue()
  })
  return { asked: asked.promise, go: gate.resolve }
}

/** One operation is done at once and its answer comes later: `done` once it was, `go` lets the answer through. */
export async function answeredLate(page: Page, operation: string) {
  const [gate, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route(`**/rpc/${operation}`, async (route) => {
    const response = await route.fetch()
    done.resolve()
    await gate.promise
    await route.fulfill({ response })
  })
  return { done: done.promise, go: gate.resolve }
}

/** Every call of the operation is refused with one sentence, or for one field. */
export async function refuse(page: Page, operation: string, details?: { field: string }): Promise<void> {
  const { go } = await refusedLate(page, operation, details)
  go()
}

/** The same over a poor line: `asked` once it was, `go` lets the refusals through. */
export async function refusedLate(page: Page, operation: string, details?: { field: string }) {
  const [gate, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const data = { says: 'test', params: {}, reasons: [], ...(details && { details }) }
  const json = { json: { defined: false, code: 'CONFLICT', status: 409, message: 'Not like this.', data } }
  await page.route(new RegExp(`/${operation}`), async (route) => {
    asked.resolve()
    await gate.promise
    await route.fulfill({ status: 409, headers: { 'x-request-id': 'one' }, json })
  })
  return { asked: asked.promise, go: gate.resolve }
}

function pageOf(scope: Page | Locator): Page {
  return 'page' in scope ? scope.page() : scope
}

/** Waits until a press counts as another: of Enter within 300 ms it would be taken for the one before. */
export async function isAnotherPress(page: Page): Promise<void> {
  await page.waitForTimeout(350)
}

/** Where a field of a line is typed. */
export const fieldOf = (page: Page, name: string) => page.locator(`[data-field="${name}"] :is(input, textarea)`).first()

/** Whether the focus is in it; once, for what must not have moved. */
export const hasFocus = (part: Locator) => part.evaluate((element) => element.contains(document.activeElement))
