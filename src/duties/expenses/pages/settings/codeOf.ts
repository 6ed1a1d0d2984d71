/** The lasting name programs use: letters and figures of the English one, "Trade fair entry" → `tradeFairEntry`. */
export function codeOf(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .match(/[a-z0-9]+/gi) ?? ['category']
  const code = words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase()))
    .join('')
  return /^[a-z]/i.test(code) && code.length > 1 ? code.slice(0, 41) : `category${code}`.slice(0, 41)
}
