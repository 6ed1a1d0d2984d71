import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Fails when the page as it stands breaks a rule of WCAG 2.2 AA that a program can see, naming the rule and the place. */
export async function mustBeAccessible(page: Page): Promise<void> {
  await page.evaluate(source)
  const { violations } = await page.evaluate(
    (values): Promise<AxeResults> =>
      (globalThis as never as { axe: typeof import('axe-core') }).axe.run({ runOnly: values }),
    rules,
  )
  const found = violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 4)
      .map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  )
  assert.deepEqual(found, [], `${page.url()} can be used by everybody`)
}
