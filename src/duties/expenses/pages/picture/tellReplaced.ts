import { tellDone, tellTrouble } from '#web/notices.tsx'
import { currentSpeech } from '#web/words.ts'

/** Says that a new picture took the place of a poor one, which can be taken back. */
export function tellReplaced(number: string, takeBack: () => Promise<unknown>): void {
  const { t } = currentSpeech()
  tellDone(t('expenses.picture.replaced', { number }), () => takeBack().catch(tellTrouble))
}
