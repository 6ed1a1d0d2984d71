import type { client } from '#web/client.ts'

type Expenses = (typeof client)['expenses']

/** A report as its page gets it, and its parts. */
export type Report = Awaited<ReturnType<Expenses['report']>>
export type Line = Report['lines'][number]
export type PileReceipt = Report['pile'][number]
export type LineReceipt = Line['receipts'][number]
export type Obstacle = Report['obstacles'][number]
export type ReportQuery = Report['queries'][number]
export type OfficeCategory = Awaited<ReturnType<Expenses['categories']>>['items'][number]
/** With what it is called in the report. */
export type Category = OfficeCategory & { name: string }
export type Suggestion = Awaited<ReturnType<Expenses['suggestion']>>
export type ReportRow = Awaited<ReturnType<Expenses['reports']>>['items'][number]
