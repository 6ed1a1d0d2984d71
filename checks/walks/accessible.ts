import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Result } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Fails when the page, once it stands, breaks a rule of WCAG 2.2 AA or of good practice that a program can see, naming the
 * rule and the place.
 */
export async function mustBeAccessible(page: Page): Promise<void> {
  await page.evaluate(source)
  // A page on its way has no heading yet: what is wrong for a moment only is not wrong.
  const seen = await page.waitForFunction(violations, [rules, true] as const, { timeout: 5_000 }).catch(() => undefined)
  if (seen) return
  const left = (await page.evaluate(violations, [rules, false] as const)) as Result[]
  const found = left.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 4)
      .map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  )
  assert.deepEqual(found, [], `${page.url()} can be used by everybody`)
}

/** What axe finds; asked for `none`, whether it finds nothing. Runs in the page. */
async function violations([values, none]: readonly [string[], boolean]): Promise<Result[] | boolean> {
  // What lies over the page (a menu, a dialog, a notice) stands outside its landmarks, as it should.
  const over = document.querySelector('[data-portal] *') !== null
  const { axe } = globalThis as never as { axe: typeof import('axe-core') }
  const found = (await axe.run({ runOnly: values, rules: { region: { enabled: !over } } })).violations
  return none ? found.length === 0 : found
}
