import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { flattenWords, type Words } from '#core/message.ts'
import { isTest, sourcesOf, withoutComments } from './sources.ts'

type Ast = ReturnType<IntlMessageFormat['getAst']>

const languages = ['en', 'lt'] as const
/** CLDR: the plural forms that whole and broken numbers need. */
const forms: Record<string, string[]> = { en: ['one', 'other'], lt: ['one', 'few', 'many', 'other'] }

/** Who says a text: the pages of its area, the frame around all pages, the server alone, or the office's pages of the duty chart. */
type Place = 'pages' | 'frame' | 'server' | 'chart'
interface WordFile {
  path: string
  language: string
  place: Place
  words: Words
}

/** Whether every text is there in each language, whole in its plural forms, asked for, findable and where it is said. */
export function wordProblems(home: string): string[] {
  const files = wordFiles(home)
  const paths = new Set(files.map(({ path }) => path))
  const missing = files
    .flatMap(({ path }) => languages.map((language) => path.replace(/\w+(?=\.json$)/, language)))
    .filter((path) => !paths.has(path))
  const words = Object.fromEntries(languages.map((language) => [language, wordsOf(files, { language })]))
  return [
    ...[...new Set(missing)].map((path) => `${path} is missing. Every area speaks both languages.`),
    ...twiceProblems(files),
    ...pairProblems(words),
    ...messageProblems(words),
    ...askedProblems(home, words.en!),
    ...placeProblems(home, files),
  ]
}

function wordFiles(home: string): WordFile[] {
  const paths = globSync('src/{core,web,office,desk,duties/*}/words/*.json', { cwd: home })
  return paths.flatMap((found) => {
    if (found.endsWith('former.json')) return []
    const path = found.replaceAll('\\', '/')
    const [, area, place, language] = /(\w+)\/words\/(?:(\w+)\.)?(\w+)\.json$/.exec(path)!
    const isFrame = area === 'core' || area === 'web'
    return {
      path,
      language: language!,
      place: (place as Place | undefined) ?? (isFrame ? 'frame' : 'pages'),
      words: flattenWords(area!, JSON.parse(readFileSync(join(home, found), 'utf8'))),
    }
  })
}

function wordsOf(files: readonly WordFile[], wanted: { language: string; place?: Place }): Words {
  const fitting = files.filter(
    ({ language, place }) => language === wanted.language && (!wanted.place || place === wanted.place),
  )
  return Object.assign({}, ...fitting.map(({ words }) => words))
}

function twiceProblems(files: readonly WordFile[]): string[] {
  return files.flatMap(({ path, language, words }) =>
    files
      .filter((other) => other.language === language && other.path > path)
      .flatMap((other) => Object.keys(words).filter((key) => key in other.words))
      .map((key) => `${key} stands in ${path} and in another file. Keep one.`),
  )
}

function pairProblems(words: Record<string, Words>): string[] {
  return languages.flatMap((language) => {
    const other = language === 'en' ? 'lt' : 'en'
    const missing = Object.keys(words[other]!).filter((key) => words[language]![key] === undefined)
    return missing.map((key) => `${key} has no text in ${language}. Add it to ${language}.json.`)
  })
}

function messageProblems(words: Record<string, Words>): string[] {
  return languages.flatMap((language) =>
    Object.entries(words[language]!).flatMap(([key, text]) => {
      const ast = parsed(text)
      if (!ast) return [`${key} in ${language} cannot be read: mend the braces of "${text}".`]
      return [
        ...ordinalProblems(text, language, key),
        ...pluralProblems(ast, language, key),
        ...valueProblems(ast, language, key, words.en![key]),
      ]
    }),
  )
}

function parsed(text: string): Ast | undefined {
  try {
    return new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()
  } catch {
    return undefined
  }
}

/** „2-oji“ is one word, which an ordinary hyphen would let break over two lines. */
function ordinalProblems(text: string, language: string, key: string): string[] {
  if (!/[}#\d]-\p{Ll}/u.test(text)) return []
  return [`${key} in ${language} writes an ordinal that may break over lines. Write U+2011 for its hyphen: }\u2011oji.`]
}

function pluralProblems(ast: Ast, language: string, key: string): string[] {
  return plurals(ast).flatMap((options) => {
    const lacking = forms[language]!.filter((form) => !(form in options))
    return lacking.length ? [`${key} in ${language} lacks the plural form ${lacking.join(', ')}. Add it.`] : []
  })
}

function plurals(ast: Ast): Record<string, unknown>[] {
  return ast.flatMap((part) => {
    if (!('options' in part)) return []
    const inside = Object.values(part.options).flatMap((option) => plurals(option.value as Ast))
    return 'pluralType' in part && part.pluralType === 'cardinal' ? [part.options, ...inside] : inside
  })
}

function valueProblems(ast: Ast, language: string, key: string, english: string | undefined): string[] {
  const known = english === undefined ? undefined : parsed(english)
  if (!known) return []
  const unknown = [...valuesIn(ast)].filter((name) => !valuesIn(known).has(name))
  return unknown.map(
    (name) => `${key} in ${language} asks for {${name}}, which the English text does not. Use its names.`,
  )
}

function valuesIn(ast: Ast): Set<string> {
  const names = ast.flatMap((part) => {
    const inside =
      'options' in part ? Object.values(part.options).flatMap(({ value }) => [...valuesIn(value as Ast)]) : []
    return part.type >= 1 && part.type <= 6 ? [String((part as { value: unknown }).value), ...inside] : inside
  })
  return new Set(names)
}

/** `Speech.fieldName` finds these by themselves, for whatever field a refusal names. */
const isFieldName = (key: string) => /^\w+\.field\.\w+$/.test(key)

/** The names of rights and roles are asked for by the rights and roles themselves. */
const isChartName = (key: string) => /^\w+\.(chart|right|told)\.\w+$/.test(key)

/** What lists and their columns are called is asked for by their declarations, for a page's table and for a sheet. */
const isListName = (key: string) => /^\w+\.list\.\w+\.\w+$/.test(key)

const asked = /(?:\bt\(|\bsays: |\btranslate\([^,()]+, )'([\w-]+(?:\.[\w-]+)+)'/g

function askedProblems(home: string, english: Words): string[] {
  const sources = sourcesOf(home).filter(({ path }) => path.startsWith('src/') && !isTest(path))
  const missing = sources.flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(asked)]
      .filter(([, key]) => english[key!] === undefined)
      .map(
        ([, key]) => `${path} asks for the text ${key}, which nobody has written. Add it to words/en.json and lt.json.`,
      ),
  )
  const isUsed = usedIn(sources.map(({ text }) => text).join('\n'))
  const unused = Object.keys(english).filter(
    (key) => !isUsed(key) && ![isFieldName, isChartName, isListName].some((isSo) => isSo(key)),
  )
  return [...missing, ...unused.map((key) => `${key} is asked for by nobody. Remove it from en.json and lt.json.`)]
}

/** Whether each text travels no further than to who says it: the first page loads the frame's, a page those of its area. */
function placeProblems(home: string, files: readonly WordFile[]): string[] {
  const pages = sourcesOf(home)
    .filter(({ path }) => /^src\/(web\/|core\/(money|foreign-answer)\.ts|.*\/pages\/)/.test(path) && !isTest(path))
    .map(({ path, text }) => ({ path, text: withoutComments(text).replace(/[!=]== '[^']*'/g, '') }))
  const of = (place: Place) => Object.keys(wordsOf(files, { language: 'en', place }))
  const isSaid = usedIn(pages.map(({ text }) => text).join('\n'))
  return [
    ...of('pages')
      .filter((key) => !isSaid(key) && !isFieldName(key) && !isListName(key))
      .map((key) => `${key} is said by no page. Move it to words/server.en.json and server.lt.json.`),
    ...pages.flatMap(({ path, text }) => {
      const says = usedIn(text)
      const isOffice = path.startsWith('src/office/pages/')
      const outside = [
        ...of('server'),
        ...of('pages').filter((key) => !isOwn(path, key)),
        ...(isOffice ? [] : of('chart')),
      ]
      return outside.filter(says).map((key) => `${path} says ${key}, which does not come along. ${remedyOf(path)}`)
    }),
  ]
}

const isOwn = (path: string, key: string) =>
  !path.endsWith('/routes.tsx') && path.split('/pages/')[0]!.endsWith(`/${key.split('.')[0]}`)
const remedyOf = (path: string) =>
  path.includes('/routes.ts') || path.startsWith('src/web/')
    ? 'Move it to words/frame.en.json and frame.lt.json.'
    : 'Move it to words/en.json and lt.json of the area.'

/** A text counts as used when its key stands somewhere in quotes, whole or made from a pattern such as `web.scheme.${x}`. */
function usedIn(code: string): (key: string) => boolean {
  const whole = new Set([...code.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key))
  const made = [...code.matchAll(/`([\w.-]*\$\{[^`]*?\}[\w.-]*(?:\$\{[^`]*?\}[\w.-]*)*)`/g)].map(([, text]) => text!)
  const patterns = [...new Set(made.filter(tellsSomething).map(patternOf))].map((text) => new RegExp(text))
  return (key) => whole.has(key) || patterns.some((pattern) => pattern.test(key))
}

// `${a}.${b}` could be any key: then nothing can be told from it.
const tellsSomething = (text: string) => text.includes('.') && /[a-z]{3}/i.test(text.replace(/\$\{[^}]*\}/g, ' '))

function patternOf(text: string): string {
  const parts = text.split(/\$\{[^}]*\}/).map(RegExp.escape)
  // What begins with a hole begins with an area's name.
  return `^${parts.join('[\\w.-]+').replace(/^\[\\w\.-\]/, '[\\w-]')}$`
}
