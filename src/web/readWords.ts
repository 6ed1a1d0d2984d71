import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'vite'
import type { Text, WordTree } from '#core/message.ts'

/** Reads the texts while building, so that browsers fill them without knowing how a text with braces is read. */
export function readWords(): Plugin {
  return {
    name: 'read-words',
    enforce: 'pre',
    config: () => ({
      resolve: {
        alias: [
          {
            find: /^@formatjs\/icu-messageformat-parser$/,
            replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
          },
        ],
      },
    }),
    transform(code, id) {
      if (!/[\\/]words[\\/][\w.]+\.json$/.test(id)) return null
      return { code: JSON.stringify(readTree(JSON.parse(code))), map: null }
    },
  }
}

function readTree(tree: WordTree): WordTree<Text> {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, typeof value === 'string' ? readText(value) : readTree(value)]),
  )
}

/** A text with braces or apostrophes as its parts, any other as it is. */
export function readText(text: string): Text {
  return /[{']/.test(text) ? new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst() : text
}
