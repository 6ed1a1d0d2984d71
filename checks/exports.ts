import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifestsIn } from './manifests.ts'
import { foreign, type Source, sourcesOf, withoutComments } from './sources.ts'

const exported = /^export (?:async )?(?:function\*? ?|const |let |class |interface |type )(\w+)/gm
const passedOn = /^export \* from '\.\/([^']+)'/gm

/** Files that tell the text of others. */
const written = ['checks/invented-duty.ts']

/** Exports that no other file names: dead, or nobody's business outside. Operations are named by their doors. */
export function exportProblems(home: string): string[] {
  const sources = sourcesOf(home)
  const scripts = globSync(['{bin,checks}/**/*.mjs', '*.ts'], { cwd: home, exclude: foreign }).map((path) =>
    sourceAt(home, path),
  )
  const places = new Map<string, Set<string>>()
  for (const { path, text } of [...sources, ...scripts])
    for (const [word] of withoutComments(text).matchAll(/\w+/g))
      places.set(word, (places.get(word) ?? new Set()).add(path))
  const lists = new Set(sources.flatMap(passedOnBy))
  return sources
    .filter(({ path }) => !lists.has(path) && !written.includes(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(exported)]
        .map(([, name]) => name!)
        .filter((name) => places.get(name)!.size < 2)
        .map(
          (name) =>
            `${path}: no other file names ${name}. Take its "export" away, or all of it where it is not used here either.`,
        ),
    )
}

function sourceAt(home: string, path: string): Source {
  return { path, text: readFileSync(join(home, path), 'utf8') }
}

/** Files whose whole content another one exports. */
function passedOnBy({ path, text }: Source): string[] {
  return [...text.matchAll(passedOn)].map(([, name]) => `${path.slice(0, path.lastIndexOf('/') + 1)}${name}`)
}

/** What a package needs beside it, or brings for TypeScript; nobody imports these by name. */
const unnamed: Record<string, string> = {
  '@aws-sdk/client-s3': 'flydrive asks for it',
  '@aws-sdk/s3-request-presigner': 'flydrive asks for it',
}

/** Packages of ours that no file names. */
export function packageProblems(home: string): string[] {
  const wanted = manifestsIn(home).flatMap(([, { dependencies, devDependencies }]) =>
    Object.keys({ ...dependencies, ...devDependencies }),
  )
  const files = globSync(['{src,checks,bin}/**/*.{ts,tsx,mjs,css}', '*.ts', 'tsconfig.json'], {
    cwd: home,
    exclude: foreign,
  })
  const text = files
    .filter((path) => path !== 'checks/exports.ts')
    .map((path) => sourceAt(home, path).text)
    .join('\n')
  const named = (name: string) => text.includes(name) || text.includes(`${name.split('/')[0]}/\${`)
  return wanted
    .filter((name) => !named(name.replace('@types/', '')) && !(name in unnamed))
    .map((name) => `package.json: nothing names ${name}. Uninstall it, or say in checks/exports.ts what asks for it.`)
}
