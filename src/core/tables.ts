import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Param } from './refusal.ts'
import type { ChartRole } from './rights.ts'

/** A `jsonb` column: read as a value, written as JSON text. */
export type Json<Value> = ColumnType<Value, string, string>
/** A `timestamptz` column: ISO text with Z. */
export type Instant = string

declare module './database.ts' {
  interface Tables {
    event: {
      id: string
      seq: GeneratedAlways<number>
      tx: GeneratedAlways<string>
      at: Generated<Instant>
      actorId: string | null
      actorName: string
      behalfId: string | null
      behalfName: string | null
      operation: string
      recordType: string
      recordId: string
      records: string[]
      departmentRecords: Generated<string[]>
      memberId: string | null
      teamId: string | null
      departmentId: Generated<string | null>
      openTo: ChartRole[]
      says: string
      params: Json<Record<string, Param>>
      changes: Json<Record<string, [unknown, unknown]>>
    }
    eventHeld: { eventId: string; wholeId: string; partId: string }
    /** What tables were once called of which events prove rows. */
    renamedTable: { was: string; name: string }
    movedRecord: { recordId: string; memberId: string | null; teamId: string }
    eventSeal: {
      number: number
      at: Generated<Instant>
      txTo: string
      seqTo: number
      events: number
      hash: string
    }
    runningNumber: { kind: string; year: number; last: number }
    rememberedAnswer: {
      /** Who called, or the link that took the place of a sign-in. */
      actorId: string
      /** In whose name; the actor himself when nobody else's. */
      personId: string
      key: string
      operation: string
      inputHash: string
      rightsHash: string
      output: ColumnType<unknown, string | null, string | null>
      at: Generated<Instant>
    }
    job: {
      id: string
      task: string
      payload: ColumnType<unknown, string, string>
      says: string
      params: Json<Record<string, Param>>
      askedBy: string | null
      recordId: string | null
      state: Generated<'waiting' | 'running' | 'done' | 'failed'>
      done: Generated<number>
      total: Generated<number>
      failure: ColumnType<unknown, string | null, string | null>
      result: ColumnType<unknown, string | null, string | null>
      attempts: Generated<number>
      askedAt: Generated<Instant>
      endedAt: Instant | null
      dismissedAt: Generated<Instant | null>
      /** When what did not succeed is tried again. */
      nextTryAt: Generated<Instant | null>
      /** Since when its letter may be with the mail server. */
      handedOverAt: Generated<Instant | null>
      /** Since when it waits for somebody's word, where its office was restored. */
      heldSince: Generated<Instant | null>
    }
    keptFile: { sha256: string; size: number; mime: string; keptAt: Generated<Instant> }
    stagedUpload: {
      id: string
      owner: string
      fileName: string
      mime: string
      size: number
      arrived: Generated<number>
      begunAt: Generated<Instant>
      touchedAt: Generated<Instant>
    }
    stagedPiece: { uploadId: string; startsAt: number; bytes: Buffer | null; object: string | null }
  }
}
