import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { flattenWords } from '#core/message.ts'
import { buildWeb, webFolder, webIsStale } from '#web/build.ts'

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
}

const limit = 180_000

before(async () => {
  if (webIsStale()) await buildWeb()
})

function manifest(): Record<string, Chunk> {
  return JSON.parse(readFileSync(join(webFolder, '.vite/manifest.json'), 'utf8'))
}

/** Script and style that stand between the address and the shell: the entry, what it imports, one language; then `more`. */
function firstFiles(
  chunks: Record<string, Chunk>,
  languages = [largestLanguage(chunks)],
  more: string[] = [],
): string[] {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (name: string) => {
    if (seen.has(name)) return
    seen.add(name)
    const chunk = chunks[name]!
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const name of [Object.keys(chunks).find((each) => chunks[each]!.isEntry)!, ...languages, ...more]) visit(name)
  return [...files]
}

const languagesOf = (chunks: Record<string, Chunk>) =>
  Object.keys(chunks).filter((name) => /(^|\/)words\/(en|lt)\.ts$/.test(name))

function largestLanguage(chunks: Record<string, Chunk>): string {
  return languagesOf(chunks).sort((a, b) => gzipped(chunks[b]!.file) - gzipped(chunks[a]!.file))[0]!
}

const src = join(import.meta.dirname, '..')
const built = (file: string) => readFileSync(join(webFolder, file), 'utf8')

function gzipped(file: string): number {
  return gzipSync(readFileSync(join(webFolder, file)), { level: 9 }).length
}

test('script and style of the first page stay within 180 kB', (t) => {
  const files = firstFiles(manifest())
  const total = files.reduce((sum, file) => sum + gzipped(file), 0)
  t.diagnostic(`${Math.round(total / 1000)} kB in ${files.length} files`)
  assert.ok(
    total <= limit,
    `${total} bytes; the largest: ${files.map((file) => `${file} ${gzipped(file)}`).join(', ')}`,
  )
})

test('the sign-in and the desk stand with 200 kB, their texts of one language with them', (t) => {
  const chunks = manifest()
  for (const page of ['office/pages/SignInPage.tsx', 'desk/pages/DeskPage.tsx']) {
    const words = ['en', 'lt'].map((language) => page.replace(/pages.*/, `words/${language}.json`))
    const name = Object.keys(chunks).find((each) => each.endsWith(page))!
    const sizes = words.map((each) => {
      const texts = Object.keys(chunks).find((chunk) => chunk.endsWith(each))!
      return firstFiles(chunks, undefined, [name, texts]).reduce((sum, file) => sum + gzipped(file), 0)
    })
    t.diagnostic(`${page}: ${sizes.map((size) => Math.round(size / 1000)).join(' and ')} kB`)
    assert.ok(Math.max(...sizes) > limit / 2 && Math.max(...sizes) <= 200_000, `${page}: ${sizes} bytes`)
  }
})

test('texts of pages come with their pages, and the server keeps its own', () => {
  const first = firstFiles(manifest(), languagesOf(manifest())).map(built).join('\n')
  const all = readdirSync(join(webFolder, 'assets')).map((name) => (/\.js$/.test(name) ? built(`assets/${name}`) : ''))
  const longest = (path: string) => {
    const texts = Object.values(flattenWords<string>('', JSON.parse(readFileSync(path, 'utf8'))))
    return texts.filter((text) => text.length > 30 && !/[{'"\\]/.test(text))
  }
  const files = globSync(join(src, '{office,desk,duties/*}/words/*.json'))
  for (const path of files.filter((path) => /words\/[a-z]{2}\.json$/.test(path))) {
    assert.ok(longest(path).length > 0)
    assert.deepEqual(
      longest(path).filter((text) => first.includes(text)),
      [],
    )
  }
  const said = files.filter((path) => path.includes('/server.')).flatMap(longest)
  assert.ok(said.length > 100)
  assert.deepEqual(
    said.filter((text) => all.some((file) => file.includes(text))),
    [],
  )
})

test('the gallery of parts is not in the built product', () => {
  assert.deepEqual(
    Object.keys(manifest()).filter((name) => name.includes('gallery')),
    [],
  )
})

test('every page is a chunk of its own', () => {
  const chunks = manifest()
  const pages = Object.keys(chunks).filter((name) => /pages\/\w+Page\.tsx$/.test(name))
  assert.deepEqual(
    pages.filter((name) => !(chunks[name] as Chunk & { isDynamicEntry?: boolean }).isDynamicEntry),
    [],
  )
})

test('a built web app is fresh, and its files have compressed companions', () => {
  assert.equal(webIsStale(), false)
  const entry = Object.values(manifest()).find((chunk) => chunk.isEntry)!
  assert.ok(existsSync(join(webFolder, `${entry.file}.br`)))
})
