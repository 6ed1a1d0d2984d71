import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const src = join(import.meta.dirname, '..')
const read = (pattern: string) => globSync(pattern, { cwd: src }).map((file) => ({ file, text: textOf(file) }))

/** Addresses written in a text, with what is put into them: `/expenses/rounds/${row.id}?person=${row.memberId}`. */
const linksIn = (text: string) =>
  [...text.matchAll(/[`'"](\/[a-z][^`'"\s]*|\/|\/\?[^`'"\s]*)[`'"]/g)].map((found) => found[1]!)

const routes = read('*/pages/routes.tsx')
  .concat(read('duties/*/pages/routes.tsx'))
  .flatMap(({ text }) => [...text.matchAll(/path: '([^']+)'/g)].map((found) => found[1]!.split('/')))

const sources = ['desk/queries.ts', 'desk/sources.ts', 'office/waiting.ts', 'duties/*/waiting.ts', 'duties/*/public.ts']
  .concat('duties/*/queries/{waiting,search}*.ts')
  .flatMap(read)
  .flatMap(({ file, text }) => linksIn(text).map((link) => ({ file, link })))

const pageFiles = read('*/pages/**/*.{ts,tsx}')
  .concat(read('duties/*/pages/**/*.{ts,tsx}'))
  .concat(read('web/**/*.{ts,tsx}'))
const pages = pageFiles.map(({ text }) => text).join('\n')

/** Where a page's own `to` goes. */
const fromPages = pageFiles
  .filter(({ file }) => !file.endsWith('.test.ts') && !file.includes('gallery'))
  .flatMap(({ file, text }) =>
    [...text.matchAll(/\bto[:=]\s*\{?\s*(['"`]\/[^'"`]*['"`])/g)].flatMap((found) =>
      linksIn(found[1]!).map((link) => ({ file, link })),
    ),
  )

test('Every link of the desk, the search and the pages opens a page there is', () => {
  assert.ok(sources.length > 15, `only ${sources.length} links were found`)
  assert.ok(fromPages.length > 8, `only ${fromPages.length} links of pages were found`)
  for (const { file, link } of [...sources, ...fromPages]) {
    const steps = link.split('?')[0]!.split('/')
    const opens = routes.some(
      (route) => route.length === steps.length && steps.every((step, at) => fits(route[at]!, step)),
    )
    assert.ok(opens, `${file} links to ${link}, which no routes.tsx has.`)
  }
})

test('Every link says only what a page reads from its address', () => {
  for (const { file, link } of [...sources, ...fromPages]) {
    for (const name of new URLSearchParams(link.split('?')[1] ?? '').keys()) {
      const isRead = new RegExp(`\\bsearch\\.${name}\\b`).test(pages)
      assert.ok(isRead, `${file}: no page reads ?${name}= of ${link}.`)
    }
  }
})

/** A variable step of a route takes a value put in, a fixed one only itself. */
function fits(step: string, given: string): boolean {
  return step.startsWith('$') ? given.startsWith('${') : step === given
}

function textOf(file: string): string {
  return readFileSync(join(src, file), 'utf8')
}

test('Every page has a key of its own', () => {
  const keys = read('*/pages/routes.tsx')
    .concat(read('duties/*/pages/routes.tsx'))
    .flatMap(({ text }) => [...text.matchAll(/\bkey: '(\w)'/g)].map((found) => found[1]!))
  assert.deepEqual(keys, [...new Set(keys)])
})
