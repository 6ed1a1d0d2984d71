import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** One source file of ours, its path from the top of the project with forward slashes. */
export interface Source {
  path: string
  text: string
}

/** An import of one of our own files: where to, and whether it is gone after types are stripped. */
export interface Import {
  to: string
  typeOnly: boolean
  /** `import('…')` at run time: it makes no cycle. */
  dynamic: boolean
}

/** What is not ours below `src` and `checks`: packages, and what the tests of the interface let others write. */
export const foreign = ['**/node_modules/**', 'checks/interface/made/**']

/** All TypeScript of the project at `home`. */
export function sourcesOf(home: string): Source[] {
  const paths = globSync('{src,checks}/**/*.{ts,tsx}', { cwd: home, exclude: foreign }).map((path) =>
    path.replaceAll('\\', '/'),
  )
  return paths.sort().map((path) => ({ path, text: readFileSync(join(home, path), 'utf8') }))
}

export const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** The names in `import … from '…'`, as written. */
export function specifiersOf({ text }: Source): { name: string; typeOnly: boolean; dynamic: boolean }[] {
  const code = withoutComments(text)
  const fixed = /^(import|export)\s(type\s)?(?:[\w\s{},*$]*?\sfrom\s+)?'([^'\n]+)'/gm
  const late = /\bimport\('([^'\n]+)'\)/g
  return [
    ...[...code.matchAll(fixed)].map(([, , type, name]) => ({
      name: name!,
      typeOnly: type !== undefined,
      dynamic: false,
    })),
    ...[...code.matchAll(late)].map(([, name]) => ({ name: name!, typeOnly: false, dynamic: true })),
  ]
}

/** The text without whole-line and block comments. */
export function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/^\s*\/\/.*$/gm, '')
}

/** The imports of our own files, resolved. Types asked for by `typeof import('…')` count as run-time imports. */
export function importsOf(source: Source): Import[] {
  return specifiersOf(source).flatMap(({ name, typeOnly, dynamic }) => {
    const to = resolved(source.path, name)
    return to ? [{ to, typeOnly, dynamic }] : []
  })
}

function resolved(from: string, name: string): string | undefined {
  if (name.startsWith('#checks/')) return name.slice(1)
  if (name.startsWith('#')) return `src/${name.slice(1)}`
  if (name.startsWith('.')) return normalize(join(dirname(from), name)).replaceAll('\\', '/')
  return undefined
}
