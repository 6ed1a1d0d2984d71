import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { foreign, isTest } from './sources.ts'

/** What is larger than its kind may be, from before that was a rule, with its lines. It may only shrink. */
const list = 'checks/sizes.json'

interface Size {
  /** A file, or a function of it as `path#name`. */
  what: string
  lines: number
  most: number
}

/**
 * Whether files and functions are as small as their kind may be: files 300 lines, modules of CSS 150, functions 40, in pages
 * 80. What was larger before stands in a list: it may not grow, and leaves the list once it is small. Each problem says its
 * remedy. With `write` the list is made to fit what has shrunk.
 */
export function sizeProblems(home: string, write = false): string[] {
  const kept: Record<string, number> = JSON.parse(readFileSync(join(home, list), 'utf8'))
  const large = new Map(sizesOf(home).filter(({ lines, most }) => lines > most).map((size) => [size.what, size])) // biome-ignore format: one row
  const grown = [...large.values()].filter(({ what, lines }) => lines > (kept[what] ?? 0))
  const shrunk = Object.keys(kept).filter((what) => (large.get(what)?.lines ?? 0) < kept[what]!)
  if (write && shrunk.length > 0) {
    const left = Object.entries(kept).flatMap(([what, before]) => {
      const now = large.get(what)
      return now ? [[what, Math.min(before, now.lines)]] : []
    })
    writeFileSync(join(home, list), `${JSON.stringify(Object.fromEntries(left), null, 2)}\n`)
  }
  return [
    ...grown.map(({ what, lines, most }) =>
      what in kept
        ? `${what}: ${lines} lines, ${kept[what]} before. It was too large already: take something out, do not add.`
        : `${what}: ${lines} lines, at most ${most}. Find the second thing in it and give it a place of its own.`,
    ),
    ...(write ? [] : shrunk.map((what) => `${list}: ${what} has shrunk. Run npm run check -- --write.`)),
  ]
}

/** Every source file, module of CSS and named function with its lines and what its kind may have. */
function sizesOf(home: string): Size[] {
  const paths = globSync('{src,checks,bin}/**/*.{ts,tsx,mjs,css}', { cwd: home, exclude: foreign })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  return paths.flatMap((path) => {
    const text = readFileSync(join(home, path), 'utf8')
    const lines = text.trimEnd().split('\n').length
    if (path.endsWith('.css')) return [{ what: path, lines, most: 150 }]
    return [{ what: path, lines, most: 300 }, ...(isTest(path) ? [] : functionsIn(path, text))]
  })
}

/** Functions that have a name, under that of what they stand in at the top of the file. */
function functionsIn(path: string, text: string): Size[] {
  const most = /^src\/web\/|\/pages\//.test(path) ? 80 : 40
  return parseSync(path, text).program.body.flatMap((statement) => {
    const found: Size[] = []
    let top = ''
    const note = (name: string, { start, end }: { start: number; end: number }) => {
      top ||= name
      const what = `${path}#${top === name ? name : `${top}.${name}`}`
      found.push({ what, lines: text.slice(start, end).split('\n').length, most })
    }
    // biome-ignore-start lint/correctness/noComponentHookFactories: kinds of nodes, no components
    new Visitor({
      FunctionDeclaration: (node) => note(node.id?.name ?? 'default', node),
      VariableDeclarator: ({ id, init }) => {
        if (id.type !== 'Identifier') return
        if (init && isFunction(init)) note(id.name, init)
        top ||= id.name
      },
      Property: ({ key, value }) => key.type === 'Identifier' && isFunction(value) && note(key.name, value),
      MethodDefinition: ({ key, value }) => key.type === 'Identifier' && note(key.name, value),
    }).visit({ type: 'Program', body: [statement], sourceType: 'module', hashbang: null, start: 0, end: text.length })
    // biome-ignore-end lint/correctness/noComponentHookFactories: kinds of nodes, no components
    return found
  })
}

const isFunction = ({ type }: { type: string }) => type === 'ArrowFunctionExpression' || type === 'FunctionExpression'
