import type { Plugin } from 'vite'

type WordTree = { [key: string]: string | WordTree }

/** What only the server says: history, desk, letters, papers, jobs and refusals reach the page as finished sentences. */
export const saidByServer =
  /\.(said|event|waiting|letter|paper(?!\.smallOffice$)|job|mail)\.|^core\.(?!money\.|damaged$)|^expenses\.(reader|report|obstacle|unusual|frozen|combined|correction|payout|fourEyes|missing|collect(?!\.kind))\.|^office\.(noSuch|hasDuty|closing|keyRightNotOwn|signInPaced|tooManyTries|linkOver|lastAdministrator)/

/** Leaves out of the bundle the words no page asks for; a third of them would travel to every browser unused. */
export function pageWords(): Plugin {
  return {
    name: 'page-words',
    enforce: 'pre',
    transform(code, id) {
      const area = /(\w+)[\\/]words[\\/]\w+\.json$/.exec(id)?.[1]
      return area ? { code: JSON.stringify(wordsOfPages(area, JSON.parse(code))), map: null } : null
    },
  }
}

/** The tree of an area without what only the server says. */
export function wordsOfPages(path: string, tree: WordTree): WordTree {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]): [string, string | WordTree][] => {
      const full = `${path}.${key}`
      if (typeof value === 'string') return saidByServer.test(full) ? [] : [[key, value]]
      const left = wordsOfPages(full, value)
      return Object.keys(left).length > 0 ? [[key, left]] : []
    }),
  )
}
