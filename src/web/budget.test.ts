import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildWeb, webFolder, webIsStale } from '#web/build.ts'

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
}

const limit = 256_000

before(async () => {
  if (webIsStale()) await buildWeb()
})

function manifest(): Record<string, Chunk> {
  return JSON.parse(readFileSync(join(webFolder, '.vite/manifest.json'), 'utf8'))
}

/** Script and style that stand between the address and the shell: the entry, what it imports, one language. */
function firstFiles(chunks: Record<string, Chunk>): string[] {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (name: string) => {
    if (seen.has(name)) return
    seen.add(name)
    const chunk = chunks[name]!
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  const languages = Object.keys(chunks).filter((name) => /(^|\/)words\/(en|lt)\.ts$/.test(name))
  const largest = languages.sort((a, b) => gzipped(chunks[b]!.file) - gzipped(chunks[a]!.file))[0]!
  for (const name of [Object.keys(chunks).find((each) => chunks[each]!.isEntry)!, largest]) visit(name)
  return [...files]
}

function gzipped(file: string): number {
  return gzipSync(readFileSync(join(webFolder, file)), { level: 9 }).length
}

test('script and style of the first page stay within 256 kB', (t) => {
  const files = firstFiles(manifest())
  const total = files.reduce((sum, file) => sum + gzipped(file), 0)
  t.diagnostic(`${Math.round(total / 1000)} kB in ${files.length} files`)
  assert.ok(
    total <= limit,
    `${total} bytes; the largest: ${files.map((file) => `${file} ${gzipped(file)}`).join(', ')}`,
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
