import type { client } from '#web/client.ts'

/** A link as it opens, ended or not. */
export type OpenedLink = Awaited<ReturnType<typeof client.expenses.openLink>>
