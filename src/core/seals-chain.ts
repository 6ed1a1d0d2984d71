import { origin, sealOf, type Verdict } from './seals.ts'

/** A seal as far as its events must fit it. */
interface SealEnd {
  txTo: bigint
  seqTo: bigint
  events: number
  hash: string
}

/** Checks events against their seals without a database. */
export interface SealChain {
  /** The next event, in the order of transaction and number; `line` is its canonical text. */
  take(event: { tx: bigint; seq: bigint; line: string }): void
  /** When all events were taken. Those after the last seal prove nothing and are not counted. */
  verdict(): Verdict
}

/** The same proof as `verifySeals`, for events that come from elsewhere, such as an archive. */
export function chainOver(seals: readonly SealEnd[]): SealChain {
  let [at, events, before] = [0, 0, origin.hash]
  let lines: string[] = []
  let wrongSeal: number | null = null
  const close = () => {
    const seal = seals[at]!
    if (lines.length !== seal.events || sealOf(before, lines) !== seal.hash) wrongSeal ??= at + 1
    if (wrongSeal === null) events += lines.length
    before = seal.hash
    lines = []
    at += 1
  }
  return {
    take({ tx, seq, line }) {
      for (let seal = seals[at]; seal && isAfter({ tx, seq }, seal); seal = seals[at]) close()
      if (at < seals.length) lines.push(line)
    },
    verdict() {
      while (at < seals.length) close()
      const sealsWhole = wrongSeal === null ? seals.length : wrongSeal - 1
      return { isWhole: wrongSeal === null, seals: sealsWhole, events, wrongSeal }
    },
  }
}

function isAfter({ tx, seq }: { tx: bigint; seq: bigint }, { txTo, seqTo }: SealEnd): boolean {
  return tx > txTo || (tx === txTo && seq > seqTo)
}

/** An event's canonical text from its columns as PostgreSQL writes them (COPY, in UTC): the same as `canonical`. */
export function lineOf(event: Record<EventColumn, string | null>): string {
  const text = (value: string | null) => (value === null ? 'null' : JSON.stringify(value))
  const [day, time = '', fraction = ''] = event.at!.replace(/\+00$/, '').split(/[ .]/)
  const records = event.records!.slice(1, -1).split(',').filter(Boolean)
  return `[${[
    text(event.id),
    event.seq,
    text(event.tx),
    text(`${day}T${time}.${fraction.padEnd(6, '0')}`),
    ...[event.actor_id, event.actor_name, event.behalf_id, event.behalf_name, event.operation].map(text),
    ...[event.record_type, event.record_id].map(text),
    `[${records.map(text).join(', ')}]`,
    ...[event.member_id, event.team_id, event.says].map(text),
    event.params,
    event.changes,
  ].join(', ')}]`
}

export type EventColumn =
  | 'id'
  | 'seq'
  | 'tx'
  | 'at'
  | 'actor_id'
  | 'actor_name'
  | 'behalf_id'
  | 'behalf_name'
  | 'operation'
  | 'record_type'
  | 'record_id'
  | 'records'
  | 'member_id'
  | 'team_id'
  | 'says'
  | 'params'
  | 'changes'
