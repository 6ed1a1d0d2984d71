import type { Param } from './refusal.ts'
import type { ChartRole } from './rights.ts'
import type { Witness } from './witnesses.ts'

/** A fact for the history: which record, what happened in words, whom it concerns. */
export interface Told {
  record: readonly [type: string, id: string]
  /** Other records in whose history this belongs: the report of a receipt, the round of a report. */
  also?: readonly (string | null | undefined)[]
  /** Likewise a record of the department named by `departmentId`: told by name only to those to whom a role there opens it. */
  alsoOfDepartment?: string
  /** Key of the sentence; `actor` and, on behalf, `behalf` are given to it besides `params`. */
  says: `${string}.said.${string}`
  params?: Record<string, Param>
  /** Whose record it is, of which team or department: who may read this line. Without any it is the whole office's. */
  memberId?: string | null
  teamId?: string | null
  departmentId?: string | null
  /** The roles for that team or department that open the record; without them those that usually read of this duty. */
  openTo?: readonly ChartRole[]
  /** Of work under what was shown: the record shown as a whole, and the parts of it that this is about; read at work only until it is shown. */
  held?: Held | null
  /** The record was somebody else's before, or another team's: what was told of it then is read by who may open it now. */
  hasMoved?: boolean
  /** Rows that this fact settles: changed past the history they show at its next verification. */
  proves?: readonly Witness[]
  /** Field by field: before and after. */
  changes?: Record<string, [before: unknown, after: unknown]>
}

export interface Held {
  wholeId: string
  partIds: readonly string[]
}

export interface WrittenEvent extends Concerned {
  id: string
  records: string[]
  departmentRecords?: readonly string[]
  actorId: string | null
}

/** Whose record an event is about: own, of a team or department; without any of them the whole office's. */
export interface Concerned {
  operation: string
  memberId: string | null
  teamId: string | null
  departmentId: string | null
  /** The roles for that team or department that open the record. */
  openTo: readonly ChartRole[]
  /** Told of work under what was shown, which waits to be shown itself. */
  isHeld: boolean
  /** Whose the records are today that it names and that have become somebody else's or another team's since. */
  goneTo: readonly { memberId: string | null; teamId: string }[]
  /** How work stands: who asked for it, and what was told last of its record, null where nothing was. */
  work?: { askedBy: string; last: Concerned | null }
}
