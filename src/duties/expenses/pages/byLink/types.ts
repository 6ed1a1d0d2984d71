import type { client } from '#web/client.ts'

/** A link as it opens, ended or not. */
export type OpenedLink = Awaited<ReturnType<typeof client.expenses.openLink>>

/** One that shows whose receipts are asked for. */
export type OpenLink = OpenedLink & { month: string; dueDay: string; expiresAt: string; filesLeft: number }
