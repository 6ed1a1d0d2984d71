import * as z from 'zod'
import { change } from '#core/operation.ts'
import { BroughtFile } from '#core/staging.ts'

/** Duties of which everybody may bring a file: with none that takes one, nobody may begin to upload. */
export const uploadTaker = {
  papers: {
    bring: change({
      right: 'member',
      summary: 'Bring a paper',
      rest: 'POST /papers',
      input: z.object(BroughtFile),
      output: z.object({}),
      do: async () => ({}),
    }),
  },
}
