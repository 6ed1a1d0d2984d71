import type { Text, WordTree } from '#core/message.ts'
import { gatherWords } from '#web/words/gather.ts'

export const words = gatherWords(
  import.meta.glob<WordTree<Text>>(
    [
      './lt.json',
      '../../core/words/lt.json',
      '../../{office,desk}/words/frame.lt.json',
      '../../duties/*/words/frame.lt.json',
    ],
    { eager: true, import: 'default' },
  ),
)
