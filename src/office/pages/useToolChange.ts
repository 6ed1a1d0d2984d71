import { useQueryClient } from '@tanstack/react-query'
import { dealWithRefusal } from '#web/change.ts'
import type { CallContext } from '#web/client.ts'
import { tellDone } from '#web/notices.tsx'
import { actNow } from '#web/ui/keepFocus.ts'
import { useWords } from '#web/words.ts'
import type { FormTools } from './PlaceForm.tsx'

/** A change made by a dialog that serves several operations: gives the output, or undefined when it was refused and said so. */
export function useToolChange() {
  const { t } = useWords()
  const queries = useQueryClient()
  return async <Output>(
    call: (rest: { context: CallContext }) => Promise<Output>,
    { form, onRefused }: FormTools,
  ): Promise<Output | undefined> => {
    const act = actNow()
    try {
      const output = await call({ context: { idempotencyKey: crypto.randomUUID() } })
      void queries.invalidateQueries()
      tellDone(t('office.saved'))
      return output
    } catch (error) {
      dealWithRefusal(queries, error, act(), { onRefused, mark: form.setErrors })
      return undefined
    }
  }
}
