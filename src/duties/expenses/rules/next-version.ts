import { changesSince } from './changes-since.ts'
import { type Asked, opens } from './editing.ts'
import { isPresentable, type PresentedLine, type StandingLine } from './presented-line.ts'

type Query = Asked & { memberId: string }

/** What is shown next. */
export interface Next {
  lines: PresentedLine[]
  /** Of the lines that were taken as they stand now those that were shown otherwise, or not at all; finished or not. */
  changed: Pick<StandingLine, 'lineId' | 'reportId'>[]
  /** All that were taken as they stand now. */
  taken: ReadonlySet<string>
}

/**
 * What is shown when the report is presented: of people shown already all as it was shown, but for what no open query is
 * about; what is changed under one waits for its answer. `standing` holds the lines of all parts.
 */
export function nextVersion(
  shown: readonly PresentedLine[],
  standing: readonly StandingLine[],
  asked: readonly Query[],
): Next {
  const reports = new Set(shown.map((line) => line.reportId))
  const isHeld = (line: StandingLine) => reports.has(line.reportId) && openedBy(asked, shown)(line)
  return next(shown, standing, { isMeant: () => true, isHeld })
}

/**
 * What is shown once a query is answered: the lines it is about as they stand now, all others as they were shown. Those
 * that another open query is about too wait for its answer. `standing` holds the lines of the person asked about.
 */
export function nextWithAnswer(
  shown: readonly PresentedLine[],
  standing: readonly StandingLine[],
  { query, others }: { query: Query; others: readonly Query[] },
): Next {
  return next(shown, standing, { isMeant: openedBy([query], shown), isHeld: openedBy(others, shown) })
}

/** Ids of the lines that are not as they were shown, finished or not. */
export function changedLines(shown: readonly PresentedLine[], standing: readonly StandingLine[]): Set<string> {
  const unfinished = standing.filter((line) => !isPresentable(line))
  return new Set([...changesSince(shown, standing.filter(isPresentable)), ...unfinished].map(({ lineId }) => lineId))
}

function openedBy(queries: readonly Query[], shown: readonly PresentedLine[]): (line: StandingLine) => boolean {
  const known = new Set(shown.map((line) => line.lineId))
  return ({ lineId: id, memberId, categoryId }) =>
    queries.some((query) => query.memberId === memberId && opens(query, { id, categoryId }, known))
}

interface Which {
  isMeant(line: StandingLine): boolean
  isHeld(line: StandingLine): boolean
}

function next(shown: readonly PresentedLine[], standing: readonly StandingLine[], { isMeant, isHeld }: Which): Next {
  // A line may have gone from one category to another: it counts where it was and where it is.
  const both: StandingLine[] = [...shown, ...standing]
  const held = new Set(both.filter(isHeld).map((line) => line.lineId))
  const taken = new Set(both.filter((line) => isMeant(line) && !held.has(line.lineId)).map((line) => line.lineId))
  const now = new Map(standing.filter((line) => taken.has(line.lineId)).map((line) => [line.lineId, line]))
  const known = new Set(shown.map((line) => line.lineId))
  const kept = shown.flatMap((line) => (taken.has(line.lineId) ? (now.get(line.lineId) ?? []) : line))
  const added = [...now.values()].filter((line) => !known.has(line.lineId))
  const other = changedLines(shown, standing)
  const changed = new Map(both.map((line) => [line.lineId, line]))
  return {
    lines: [...kept, ...added].filter(isPresentable),
    changed: [...changed.values()].filter(({ lineId }) => taken.has(lineId) && other.has(lineId)),
    taken,
  }
}
