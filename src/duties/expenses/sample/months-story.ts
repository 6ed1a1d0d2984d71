import { splitCents } from '#core/money.ts'
import { sampleMembers } from '#office/sample/members.ts'
import type { Random } from '#office/sample/random.ts'
import { splitLineInto } from '../rules/split.ts'
import type { MonthDays } from './calendar.ts'
import { setAmount } from './invent-line.ts'
import type { SampleDepartmentMonth, SampleLine, SampleMonth, SampleQuery, SampleReport } from './months-shapes.ts'
import { sampleMissingReasons } from './purposes.ts'

const manager = 'vytautas.bagdonas'
const deputy = 'giedre.sabaliauskiene'
const combiner = 'ieva.zukaite'

/** An older month: presented whole, one line refused, now and then one put right after the approval. */
export function tellApproved(random: Random, month: SampleMonth, days: MonthDays, index: number): void {
  const reports = everyone(month)
  const query = settledQuery(random, reports, days, index)
  const refused = dearest(reports, 'entertainment', query ? [query.line] : [])
  if (refused) {
    refused.accepted = 0
    refused.refused = { why: 'Liko neaišku, su kuriuo klientu susitikta', by: manager, day: days.approvedOn }
  }
  const corrected = index === 3 ? dearest(reports, 'fuel', []) : undefined
  month.department = {
    preparedBy: combiner,
    presented: [{ day: days.presentedOn, by: combiner, teams: ['north', 'south', 'west', 'export'] }],
    ticked: [],
    queries: query ? [query] : [],
    approved: { day: days.approvedOn, by: index === 1 ? deputy : manager },
    paidOn: days.paidOn,
    corrections: corrected ? [correctionOf(corrected, days)] : [],
  }
}

/** Last month: West came late, half of it is ticked, three figures are questioned, and everything unusual happens once. */
export function tellInReview(month: SampleMonth, days: MonthDays): void {
  const reports = everyone(month)
  sendTwice(reports[0]!)
  misread(reports[1]!)
  declareMissing(reports.slice(2), days)
  split(reports[3]!)
  join(reports)
  const questioned = questionedLines(reports)
  const department: SampleDepartmentMonth = {
    preparedBy: combiner,
    presented: [
      { day: days.presentedOn, by: combiner, teams: ['north', 'south', 'export'] },
      { day: days.presentedAgainOn, by: combiner, teams: ['north', 'south', 'west', 'export'] },
    ],
    ticked: reports.filter((_, i) => i >= 7 && i < 13).map((report) => report.salesperson),
    queries: questioned.map(([report, line], i) => reviewQuery(report, line, i, month, days)),
    corrections: [],
  }
  department.ticked = department.ticked.filter((key) => department.queries.every((query) => query.salesperson !== key))
  month.department = department
}

const everyone = (month: SampleMonth): SampleReport[] => month.teams.flatMap((team) => team.reports)

function dearest(reports: SampleReport[], category: string, except: string[]): SampleLine | undefined {
  return reports
    .flatMap((report) => report.lines)
    .filter((line) => line.category === category && !except.includes(line.key))
    .sort((a, b) => b.claimed - a.claimed)[0]
}

function correctionOf(line: SampleLine, days: MonthDays): SampleDepartmentMonth['corrections'][number] {
  const now = Math.round(line.claimed * 0.92)
  const reason = 'Degalinė atsiuntė patikslintą sąskaitą: priedai pirmojoje įskaičiuoti du kartus'
  return {
    line: line.key,
    now,
    reason,
    proposedBy: combiner,
    day: days.paidOn,
    decidedBy: manager,
    decidedOn: days.paidOn,
  }
}

function settledQuery(
  random: Random,
  reports: SampleReport[],
  days: MonthDays,
  index: number,
): SampleQuery | undefined {
  const report = random.pick(reports.filter((one) => one.lines.some((line) => line.category === 'hotel')))
  const line = report?.lines.find((one) => one.category === 'hotel')
  if (!report || !line || index === 0) return undefined
  const assistant = assistantOf(report)
  const messages = [
    { by: manager, day: days.presentedOn, body: 'Kodėl nakvota, jei susitikimas buvo tik po pietų?' },
    { by: assistant, day: days.approvedOn, body: 'Kitą rytą 8 val. buvo pristatymas tame pačiame mieste.' },
  ]
  return { line: line.key, salesperson: report.salesperson, askedBy: manager, state: 'settled', messages }
}

function reviewQuery(
  report: SampleReport,
  line: SampleLine,
  i: number,
  month: SampleMonth,
  days: MonthDays,
): SampleQuery {
  const assistant = month.teams.find((team) => team.reports.includes(report))!.assistant
  const asked = [
    'Suma gerokai didesnė nei praėjusį mėnesį. Kas pasikeitė?',
    'Kas dalyvavo? Svečių čia matau mažiau nei porcijų.',
    'Ar čia tikrai vieno žmogaus kuras, ne dviejų automobilių?',
  ][i]!
  const answers = [
    'Naujas klientas Šiauliuose: trys kelionės vietoj vienos.',
    'Keturi svečiai, pavardes papildžiau eilutėje.',
  ]
  const messages = [{ by: manager, day: days.presentedAgainOn, body: asked }]
  if (i < 2) messages.push({ by: assistant, day: days.approvedOn, body: answers[i]! })
  const state = (['settled', 'answered', 'asked'] as const)[i]!
  return { line: line.key, salesperson: report.salesperson, askedBy: manager, state, messages }
}

/** Three dear lines of three people: fuel, a table, fuel again. */
function questionedLines(reports: SampleReport[]): [SampleReport, SampleLine][] {
  const found: [SampleReport, SampleLine][] = []
  for (const category of ['fuel', 'entertainment', 'fuel']) {
    const free = reports.filter((report) => found.every(([other]) => other !== report))
    const line = dearest(free, category, [])
    const report = free.find((one) => line && one.lines.includes(line))
    if (report && line) found.push([report, line])
  }
  return found
}

const assistantOf = (report: SampleReport) => {
  const team = sampleMembers.find((member) => member.key === report.salesperson)!.team
  const of = {
    north: 'rasa.kazlauskiene',
    south: 'ieva.zukaite',
    west: 'aiste.petrauskiene',
    export: 'liga.ozolina',
  } as const
  return of[team!]
}

/** The same photograph came once more by mail; it is set aside and carries no line. */
function sendTwice(report: SampleReport): void {
  const first = report.receipts[0]!
  report.receipts.push({
    ...first,
    key: `${first.key} again`,
    fileName: `again-${first.fileName}`,
    cameBy: 'mail',
    sameAs: first.key,
  })
}

/** A faded 8 read as a 3. */
function misread(report: SampleReport): void {
  const receipt = report.receipts.find((one) => String(one.facts.total).includes('8')) ?? report.receipts[0]!
  const text = String(receipt.facts.total)
  receipt.misreadTotal = Number(text.includes('8') ? text.replace('8', '3') : `${text}0`)
}

/** A parking machine printed nothing, so the line stands without its receipt. */
function declareMissing(reports: SampleReport[], days: MonthDays): void {
  for (const report of reports) {
    const line = report.lines.find((one) => one.category === 'parking' && one.receipts.length === 1)
    if (!line) continue
    const { language } = sampleMembers.find((member) => member.key === report.salesperson)!
    const reason = sampleMissingReasons[language][0]
    report.receipts = report.receipts.filter((receipt) => receipt.key !== line.receipts[0])
    line.receipts = []
    line.missing = { reason, day: days.handedOverOn }
    const what = `${language === 'lt' ? 'Stovėjimas' : 'Parking'}, ${line.merchant}`
    report.expected.push({ what, category: 'parking', recurring: false, source: 'assistant', state: 'missing', reason })
    return
  }
}

/** One receipt over two lines: part of it was for the office. */
function split(report: SampleReport): void {
  const line = report.lines[0]!
  const second: SampleLine = {
    ...line,
    key: `${line.key} split`,
    category: 'supplies',
    purpose: 'Biurui',
    customer: '',
    guests: '',
  }
  const [whole, part] = splitCents(line.amount, [2, 1]) as [number, number]
  const counted = { amountCents: line.amount, ownShareCents: 0, vatCents: 0, claimedCents: null }
  const parts = splitLineInto({ ...line, ...counted, categoryId: null }, [
    { amountCents: whole },
    { amountCents: part },
  ])
  if ('says' in parts) throw new Error(parts.says)
  setAmount(line, whole, 0)
  setAmount(second, part, 0)
  line.vat = parts[0]!.vat
  second.vat = parts[1]!.vat
  second.explanation = ''
  report.lines.push(second)
}

/** Several parking tickets of one person in one line. */
function join(reports: SampleReport[]): void {
  for (const report of reports) {
    const [one, two] = report.lines.filter(
      (line) => line.category === 'parking' && line.currency === 'EUR' && line.receipts.length === 1,
    )
    if (!one || !two) continue
    one.receipts.push(...two.receipts)
    one.vat = [...one.vat, ...two.vat]
    setAmount(one, one.amount + two.amount)
    report.lines = report.lines.filter((line) => line !== two)
    return
  }
}
