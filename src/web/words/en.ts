import type { Text, WordTree } from '#core/message.ts'
import { gatherWords } from '#web/words/gather.ts'

export const words = gatherWords(
  import.meta.glob<WordTree<Text>>(
    [
      './en.json',
      '../../core/words/en.json',
      '../../{office,desk}/words/frame.en.json',
      '../../duties/*/words/frame.en.json',
    ],
    { eager: true, import: 'default' },
  ),
)
