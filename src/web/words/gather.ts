import { flattenWords, type Text, type Words, type WordTree } from '#core/message.ts'

/** Joins words files of one language; the folder above `words/` is the prefix, and the shell's own are `web`. */
export function gatherWords(files: Record<string, WordTree<Text>>): Words<Text> {
  const words: Words<Text> = {}
  for (const [path, tree] of Object.entries(files)) {
    flattenWords(/(\w+)\/words\/[\w.]+\.json$/.exec(path)?.[1] ?? 'web', tree, words)
  }
  return words
}
