import type { client } from '#web/client.ts'

export type Category = Awaited<ReturnType<typeof client.expenses.categories>>['items'][number]
