import type { client } from '#web/client.ts'

export type Board = Awaited<ReturnType<typeof client.expenses.round>>
export type BoardPerson = Board['people'][number]
export type Expected = BoardPerson['expected'][number]
export type Receipt = Awaited<ReturnType<typeof client.expenses.receipts>>['items'][number]
