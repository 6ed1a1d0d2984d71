import { useDraft } from '#web/ui/useDraft.ts'
import { typedOn } from '#web/ui/useSentText.ts'

/** What is being written to somebody, kept on this device until it is sent; what is typed on meanwhile stays. */
export function useMessage(key: string) {
  const draft = useDraft(key)
  return {
    ...draft,
    /** Takes away what was sent of it; true where that was all. */
    sent: (text: string): boolean => {
      const rest = typedOn(draft.value, text)
      if (rest) draft.change(rest)
      else draft.forget()
      return rest === ''
    },
  }
}
