import type { WordTree } from '#core/message.ts'
import { gatherWords } from '#web/words/gather.ts'

export const words = gatherWords(
  import.meta.glob<WordTree>(['./en.json', '../../{core,office,desk}/words/en.json', '../../duties/*/words/en.json'], {
    eager: true,
    import: 'default',
  }),
)
