import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { flattenWords, type Words } from '#core/message.ts'
import { isTest, sourcesOf, withoutComments } from './sources.ts'

type Ast = ReturnType<IntlMessageFormat['getAst']>

const languages = ['en', 'lt'] as const
/** CLDR: the plural forms that whole and broken numbers need. */
const forms: Record<string, string[]> = { en: ['one', 'other'], lt: ['one', 'few', 'many', 'other'] }

/** Whether every text is there in each language, whole in its plural forms, asked for and findable. */
export function wordProblems(home: string): string[] {
  const folders = globSync('src/{core,web,office,desk,duties/*}/words', { cwd: home })
  const words = Object.fromEntries(languages.map((language) => [language, {} as Words]))
  const problems: string[] = []
  for (const folder of folders)
    for (const language of languages) {
      const file = join(home, folder, `${language}.json`)
      if (existsSync(file)) flattenWords(prefixOf(folder), JSON.parse(readFileSync(file, 'utf8')), words[language])
      else problems.push(`${folder}/${language}.json is missing. Every area speaks both languages.`)
    }
  return [...problems, ...pairProblems(words), ...messageProblems(words), ...askedProblems(home, words.en!)]
}

const prefixOf = (folder: string) => dirname(folder).replaceAll('\\', '/').split('/').at(-1)!

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
      return [...pluralProblems(ast, language, key), ...valueProblems(ast, language, key, words.en![key])]
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
  const unused = Object.keys(english).filter((key) => !isUsed(key))
  return [...missing, ...unused.map((key) => `${key} is asked for by nobody. Remove it from en.json and lt.json.`)]
}

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
  return `^${text
    .split(/\$\{[^}]*\}/)
    .map(RegExp.escape)
    .join('[\\w.-]+')}$`
}
