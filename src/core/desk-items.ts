import type { Param } from './refusal.ts'

/** One step that waits for somebody: what the duties put on people's desks. */
export interface WaitingItem {
  /** The same for the same step, as long as it waits. */
  key: string
  duty: string
  /** Key of the sentence and what fills it. */
  says: string
  params: Record<string, Param>
  /** Since when it waits: an instant. */
  since: string
  /** Until when it should be done: a day. */
  due: string | null
  /** 0 can wait, 1 usual, 2 soon, 3 late by the day at its place or, without a day, stopping others. */
  urgency: 0 | 1 | 2 | 3
  /** Path of the page where it is done. */
  link: string
  recordId: string
  /** Whose matter it is. */
  memberId?: string | null
  memberName?: string | null
}

/** One thing the search over everything found. */
export interface FoundItem {
  id: string
  /** Key of the word for its kind, such as `expenses.kind.report`. */
  kind: string
  title: string
  detail?: string | null
  /** Path of its page. */
  path: string
}
