import { useDraft } from '#web/ui/useDraft.ts'

/** What is being written to somebody, kept on this device until it is sent; what is typed on meanwhile stays. */
export function useMessage(key: string) {
  const draft = useDraft(key, '')
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

/** What has been typed after `sent`; all of it where that has been changed since. */
function typedOn(now: string, sent: string): string {
  const typed = now.trimStart()
  return typed.startsWith(sent.trim()) ? typed.slice(sent.trim().length).trimStart() : typed
}
