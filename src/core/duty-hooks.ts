import type { Actor } from './actor.ts'
import type { Db } from './database.ts'
import type { Day } from './days.ts'
import type { FoundItem, WaitingItem } from './desk-items.ts'
import type { Says } from './refusal.ts'
import type { Right } from './rights.ts'

/** A thing of a duty as others show it: its sentence and the path of its page. Instants are RFC 3339, days ISO 8601. */
export interface Line {
  recordId: string
  says: Says
  path: string
}

/** An entry of a member's calendar: from one instant to another, or whole days, the last one included. */
interface CalendarEntry extends Line {
  from: string
  to: string
  place: string | null
}

/** A mail or a file that came in and is nobody's yet. */
export interface Incoming {
  id: string
  kind: 'mail' | 'file'
  /** Subject, or name of the file. */
  title: string
  /** Text of the mail, or what was read in the file. */
  text: string
  /** Address of the sender, where there is one. */
  from: string | null
}

/** What a duty would make of it, and why it thinks so. */
interface Proposal {
  /** Name of what it becomes, one of the duty's `makes`. */
  makes: string
  because: Says
  /** Between 0 and 1; the highest of all duties is offered first. */
  confidence: number
}

/** A kind of link that works without sign-in, and what it may bring at most. */
export interface LinkKind {
  name: string
  /** Path of its page, with `{token}`. */
  path: string
  /** For how many days it works unless said otherwise. */
  days: number
  most: { files: number; bytes: number }
}

/** When a member is where, by plan. */
export interface Presence {
  memberId: string
  from: string
  to: string
  kind: 'absence' | 'meeting' | 'trip' | 'call'
  says: Says
}

/** Somebody who can help with a question, and why. */
interface Helper {
  memberId: string
  because: Says
}

/** A receipt that a member will have to hand in for a month. */
interface ExpectedReceipt {
  memberId: string
  day: Day
  what: Says
}

/** A figure of a member and month, in whole units or, with a currency, in its minor units. */
export interface Figure {
  memberId: string
  name: string
  value: number
  currency: string | null
}

/** What can be made anew, and what a call, mail or file can become. */
export interface Making {
  name: string
  /** Key of the word on the menu. */
  label: string
  right: Right
  path: string
  from: readonly ('call' | 'mail' | 'file')[]
}

/** What is kept about a customer: named for the export, and how often. */
interface KeptAbout {
  what: Says
  count: number
}

/** A record that has come to its end. */
export interface Happened {
  type: string
  id: string
  /** Name of the operation that did it. */
  operation: string
}

/** A place that is to be closed, or a team that is to go to another department. */
export interface ActOnPlace {
  kind: 'branch' | 'department' | 'team'
  id: string
  name: string
  act: 'moves' | 'closes'
}

/** What the sample office gives a chapter: its day, its language and a source of chance that is the same each time. */
export interface SampleAt {
  db: Db
  today: Day
  language: 'en' | 'lt'
  /** Between 0 and 1. */
  random(): number
}

/** What a duty may tell the others, and be asked by them, without either knowing the other's name. */
export interface Hooks {
  /** What waits for the caller. */
  waiting?: (db: Db, actor: Actor) => Promise<WaitingItem[]>
  /** What the search over everything finds. */
  search?: (db: Db, actor: Actor, text: string, limit: number) => Promise<FoundItem[]>
  /** What stands in the member's calendar. */
  calendar?: (db: Db, actor: Actor) => Promise<CalendarEntry[]>
  /** What it would make of what came in; null: nothing. */
  takes?: (db: Db, incoming: Incoming) => Promise<Proposal | null>
  /** Its kinds of links without sign-in. */
  links?: readonly LinkKind[]
  /** What is open for a customer. */
  opens?: (db: Db, actor: Actor, customerId: string) => Promise<Line[]>
  /** What members do by plan between two instants. */
  presence?: (db: Db, memberIds: readonly string[], from: string, to: string) => Promise<Presence[]>
  /** Who can help with a question. */
  helps?: (db: Db, actor: Actor, question: string) => Promise<Helper[]>
  /** Answers given already. */
  answers?: (db: Db, actor: Actor, text: string, limit: number) => Promise<FoundItem[]>
  /** Which receipts a round should expect from it. */
  expected?: (db: Db, teamId: string, month: Day) => Promise<ExpectedReceipt[]>
  /** Its figures of members in a month. */
  figures?: (db: Db, memberIds: readonly string[], month: Day) => Promise<Figure[]>
  /** Its cards on the member's own page. */
  mine?: (db: Db, actor: Actor) => Promise<Line[]>
  /** What one can make in it. */
  makes?: readonly Making[]
  /** Records that fields of other duties can name. */
  picks?: (db: Db, actor: Actor, text: string, limit: number) => Promise<FoundItem[]>
  /** What has to be handed over when a member leaves. */
  owned?: (db: Db, memberId: string) => Promise<Line[]>
  /** What it keeps about a customer. */
  about?: (db: Db, customerId: string) => Promise<KeptAbout[]>
  /** Hears of a record's end, in the transaction of what ended it. */
  happened?: (db: Db, record: Happened) => Promise<void>
  /** What of its records stands in the way of it; the place is held. Empty where nothing does. */
  holdsPlace?: (db: Db, place: ActOnPlace) => Promise<Says[]>
  /** Its chapter of the sample office. */
  sample?: (at: SampleAt) => Promise<void>
  /** Makes one record of each kind as the caller and gives their ids: strangers must find them absent. */
  walk?: (at: { db: Db; actor: Actor }) => Promise<Record<string, string>>
}
