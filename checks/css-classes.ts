import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { sourcesOf } from './sources.ts'

interface Use {
  module: string
  name: string
  by: string
}

/** Classes that a component uses and its module of CSS does not have, and those it has that nobody uses. */
export function cssClassProblems(home: string): string[] {
  const modules = globSync('src/**/*.module.css', { cwd: home })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  const texts = modules.map((path) => ({ path, text: readFileSync(join(home, path), 'utf8') }))
  const uses = [...sourcesOf(home).flatMap(usesIn), ...texts.flatMap(composedIn)]
  return texts.flatMap(({ path: module, text }) => {
    const has = classesIn(text)
    const ours = uses.filter((use) => use.module === module)
    const used = new Set(ours.map((use) => use.name))
    return [
      ...ours
        .filter(({ name }) => !has.has(name))
        .map(({ name, by }) => `${by}: the class ${name} is not in ${module}. Take it out, or give it its looks.`),
      ...[...has]
        .filter((name) => !used.has(name))
        .map((name) => `${module}: nobody uses the class ${name}. Take it out.`),
    ]
  })
}

function usesIn({ path, text }: { path: string; text: string }): Use[] {
  return [...text.matchAll(/^import (\w+) from '([^']+\.module\.css)'$/gm)].flatMap(([, as, from]) => {
    const module = from!.startsWith('#') ? `src/${from!.slice(1)}` : normalize(join(dirname(path), from!))
    const used = new Set([...text.matchAll(new RegExp(`(?<![\\w./'])${as}\\.(\\w+)`, 'g'))].map(([, name]) => name!))
    used.delete('module')
    return [...used].map((name) => ({ module: module.replaceAll('\\', '/'), name, by: path }))
  })
}

/** Classes of another module that this one builds on. */
function composedIn({ path, text }: { path: string; text: string }): Use[] {
  return [...text.matchAll(/composes:([^;]+) from "([^"]+)"/g)].flatMap(([, names, from]) =>
    names!
      .trim()
      .split(/\s+/)
      .map((name) => ({ module: normalize(join(dirname(path), from!)).replaceAll('\\', '/'), name, by: path })),
  )
}

function classesIn(css: string): Set<string> {
  const bare = css.replace(/\/\*[\s\S]*?\*\/|:global\([^)]*\)|"[^"]*"|\{[^{}]*\}/g, ' ')
  return new Set([...bare.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name!))
}
