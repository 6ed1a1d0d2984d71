import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillMessage, flattenWords, type Language, languages, type Params, type Words } from '#core/message.ts'

const source = join(import.meta.dirname, '..')
let loaded: Record<Language, Words> | undefined
let formerly: [was: string, is: string][] | undefined

/** All texts of all areas by language, read once: the folder's name is the prefix of its keys. */
export function loadWords(): Record<Language, Words> {
  loaded ??= Object.fromEntries(languages.map((language) => [language, wordsIn(language)])) as Record<Language, Words>
  return loaded
}

/**
 * The sentence of `key` in the person's language, its ICU parts filled: plurals by the language's own rules,
 * `{cents, currency}` as an amount, an ISO day under a day's name as a written day. A key without text comes back as the key.
 */
export function translate(language: string, said: string, params: Params = {}): string {
  const words = loadWords()
  const key = keyNow(said)
  const of = words[language as Language]?.[key] === undefined ? 'en' : (language as Language)
  const text = words[of][key]
  return text === undefined ? key : fillMessage(of, text, withNames(words[of], params))
}

/** What the key of a text is called today: history keeps the key by which it was told. */
export function keyNow(key: string): string {
  formerly ??= wordFolders().flatMap(([prefix, folder]) => formerIn(prefix, folder))
  const [was, is] = formerly.find(([was]) => key.startsWith(was)) ?? ['', '']
  return is + key.slice(was.length)
}

/** The beginnings of keys that `former.json` says were once others. */
function formerIn(prefix: string, folder: string): [was: string, is: string][] {
  const file = join(folder, 'former.json')
  if (!existsSync(file)) return []
  const former = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  return Object.entries(former).map(([was, is]) => [`${prefix}.${was}`, `${prefix}.${is}`])
}

/** Params called `right` and `role` are such by their keys: a right is called as its owner finds it on his own page, a role as one tells of it. */
function withNames(words: Words, params: Params): Params {
  const named = (param: string, kind: string) => {
    const text = typeof params[param] === 'string' && words[String(params[param]).replace('.', `.${kind}.`)]
    return text ? { [param]: text } : {}
  }
  return { ...params, ...named('right', 'right'), ...named('role', 'told') }
}

/** The folders that have words, as `[prefix, folder]`. */
function wordFolders(): [prefix: string, folder: string][] {
  const duties = join(source, 'duties')
  const names = existsSync(duties) ? readdirSync(duties, { withFileTypes: true }) : []
  return [
    ...['core', 'web', 'office', 'desk'].map((area): [string, string] => [area, join(source, area, 'words')]),
    ...names
      .filter((entry) => entry.isDirectory())
      .map((entry): [string, string] => [entry.name, join(duties, entry.name, 'words')]),
  ].filter((pair): pair is [string, string] => existsSync(pair[1]!))
}

function wordsIn(language: Language): Words {
  const words: Words = {}
  for (const [prefix, folder] of wordFolders())
    for (const name of readdirSync(folder))
      if (name.endsWith(`${language}.json`))
        flattenWords(prefix, JSON.parse(readFileSync(join(folder, name), 'utf8')), words)
  return words
}
