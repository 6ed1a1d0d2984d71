import type { WordTree } from '#core/message.ts'
import { gatherWords } from '#web/words/gather.ts'

export const words = gatherWords(
  import.meta.glob<WordTree>(['./lt.json', '../../{core,office,desk}/words/lt.json', '../../duties/*/words/lt.json'], {
    eager: true,
    import: 'default',
  }),
)
