import { today } from '#core/clock.ts'
import type { JobAt } from '#core/jobs.ts'
import { changesOfLines, seen } from './changes-of-lines.ts'
import { changesOfOffice } from './changes-of-office.ts'
import { lineOf, type World } from './world.ts'

/**
 * One change of a record: the operation, or the step of a job, who makes it, with what. The same operation may stand twice
 * with other input.
 */
export type Change = readonly [operation: string | JobStep, by: keyof World['people'] | null, input: object]

/** What a job changes in one transaction. */
interface JobStep {
  job: string
  run(at: Parameters<Parameters<JobAt<unknown>['change']>[0]>[0]): Promise<void>
}

/** For each kind of record in a certain state the changes that name it; every two of them are tried at once. */
export const changesOf: Record<string, (world: World) => Change[]> = {
  ...changesOfLines,
  receipt: ({ ids, people }) => [
    ['expenses.changeReceipt', 'rasa', { receiptId: ids.loose, version: 1, merchant: 'Pušyno viešbutis' }],
    ['expenses.changeReceipt', 'jonas', { receiptId: ids.loose, version: 1, totalCents: 1_200 }],
    ['expenses.checkReceipt', 'rasa', { receiptId: ids.loose, version: 1 }],
    ['expenses.setAside', 'rasa', { receiptId: ids.loose, why: 'twice' }],
    ['expenses.takeBack', 'rasa', { receiptId: ids.loose }],
    ['expenses.attribute', 'rasa', { receipts: seen(ids.loose, ids.poor), memberId: people.ieva.id }],
    ['expenses.attribute', 'rasa', { receipts: seen(ids.poor, ids.loose), memberId: null }],
    ['expenses.readAgain', 'rasa', { receiptId: ids.loose }],
    ['expenses.keepPicture', 'rasa', { receiptId: ids.loose }],
    ['expenses.toldApart', 'rasa', { oneId: ids.poor, otherId: ids.loose, why: 'Two coffees' }],
    ['expenses.addLine', 'rasa', { ...lineOf(ids, ids.report!), receiptIds: [ids.loose] }],
    ['expenses.addLine', 'rasa', { ...lineOf(ids, ids.looseReport!), receiptIds: [ids.loose] }],
    ['expenses.matchExpected', 'rasa', { expectedId: ids.expected, receiptId: ids.loose }],
    ['expenses.addReceipt', 'rasa', { file: photo, memberId: people.jonas.id, insteadOf: ids.loose }],
    ['expenses.keepPictureByLink', null, { token: ids.token, receiptId: ids.loose }],
    ['expenses.sayOneReceipt', 'rasa', { receiptId: ids.loose }],
  ],
  'receipt set aside': ({ ids }) => [
    ['expenses.takeBack', 'rasa', { receiptId: ids.aside }],
    ['expenses.setAside', 'jonas', { receiptId: ids.aside, why: 'private' }],
    ['expenses.addLine', 'rasa', { ...lineOf(ids, ids.report!), receiptIds: [ids.aside] }],
    ['expenses.takeBackByLink', null, { token: ids.token, receiptId: ids.aside }],
  ],
  'receipt of two': ({ ids, people }) => [
    ['expenses.takeApart', 'rasa', { receiptId: ids.whole }],
    ['expenses.sayOneReceipt', 'rasa', { receiptId: ids.whole }],
    ['expenses.setAside', 'rasa', { receiptId: ids.whole, why: 'twice' }],
    ['expenses.takeBack', 'rasa', { receiptId: ids.part1 }],
    ['expenses.attribute', 'rasa', { receipts: seen(ids.whole), memberId: people.ieva.id }],
    ['expenses.addLine', 'rasa', { ...lineOf(ids, ids.report!), receiptIds: [ids.whole] }],
  ],
  'expected receipt': ({ ids }) => [
    ['expenses.changeExpected', 'rasa', { expectedId: ids.expected, version: 1, what: 'Hotel' }],
    ['expenses.settleExpected', 'rasa', { expectedId: ids.expected, version: 1, state: 'missing', reason: 'Lost' }],
    ['expenses.settleExpected', 'jonas', { expectedId: ids.expected, version: 1, state: 'notNeeded' }],
    ['expenses.matchExpected', 'rasa', { expectedId: ids.expected, receiptId: ids.loose }],
    ['expenses.matchExpected', 'rasa', { expectedId: ids.expected, receiptId: ids.poor }],
    ['expenses.declareMissingByLink', null, { token: ids.token, expectedId: ids.expected, reason: 'Lost' }],
    ['expenses.changeReceipt', 'rasa', { receiptId: ids.loose, version: 1, merchant: 'Pušyno viešbutis' }],
    ['expenses.changeReceipt', 'rasa', { receiptId: ids.poor, version: 1, merchant: 'Pušyno viešbutis' }],
  ],
  'fulfilled receipt': ({ ids }) => [
    ['expenses.matchExpected', 'rasa', { expectedId: ids.fulfilled, receiptId: null }],
    ['expenses.matchExpected', 'rasa', { expectedId: ids.expected, receiptId: ids.matched }],
    ['expenses.settleExpected', 'rasa', { expectedId: ids.fulfilled, version: 2, state: 'waiting' }],
    ['expenses.setAside', 'rasa', { receiptId: ids.matched, why: 'twice' }],
    ['expenses.attribute', 'rasa', { receipts: seen(ids.matched), memberId: null }],
    ['expenses.addReceipt', 'rasa', { file: photo, insteadOf: ids.matched }],
    ['expenses.declareMissingByLink', null, { token: ids.token, expectedId: ids.fulfilled, reason: 'Lost' }],
  ],
  round: ({ ids, people }) => [
    ['expenses.changeRound', 'rasa', { roundId: ids.round, version: 1, dueDay: '2026-04-09' }],
    ['expenses.changeRound', 'rasa', { roundId: ids.round, version: 1, remindEveryDays: 3 }],
    ['expenses.closeRound', 'rasa', { roundId: ids.round }],
    ['expenses.reopenRound', 'rasa', { roundId: ids.round }],
    ['expenses.addExpected', 'rasa', { roundId: ids.round, memberId: people.ieva.id, what: 'Fuel' }],
    ['expenses.makeLink', 'rasa', { roundId: ids.round, memberId: people.ieva.id }],
    ['expenses.remind', 'rasa', { roundId: ids.round, memberIds: [people.ieva.id], way: 'phone' }],
    ['expenses.addReceipt', 'rasa', { file: photo, roundId: ids.round, memberId: people.ieva.id }],
    ['expenses.addReceiptByLink', null, { token: ids.token, file: photo }],
    ['expenses.openReport', 'rasa', { memberId: people.ieva.id, month: '2026-03-01' }],
    ['expenses.openRound', 'rasa', { teamId: people.north, month: '2026-09-01' }],
  ],
  link: ({ ids, people }) => [
    ['expenses.revokeLink', 'rasa', { linkId: ids.link }],
    ['expenses.addReceiptByLink', null, { token: ids.token, file: photo }],
    ['expenses.declareMissingByLink', null, { token: ids.token, expectedId: ids.expected, reason: 'Lost' }],
    ['expenses.keepPictureByLink', null, { token: ids.token, receiptId: ids.poor }],
    ['expenses.remind', 'rasa', { roundId: ids.round, memberIds: [people.jonas.id], way: 'copied' }],
    ['office.deactivate', 'administrator', { memberId: people.jonas.id }],
  ],
  report: ({ ids, people }) => [
    ['expenses.openReport', 'rasa', { memberId: people.jonas.id, month: '2026-04-01' }],
    ['expenses.confirmReport', 'jonas', { reportId: ids.looseReport, hash: ids.looseContent }],
    ['expenses.seeDecisions', 'jonas', { reportId: ids.looseReport, upTo: '2026-10-01T00:00:00Z' }],
    ['expenses.recordConfirmation', 'rasa', { reportId: ids.looseReport, way: 'mail', confirmedOn: '2026-09-02' }],
    ['expenses.includeReport', 'rasa', { teamReportId: ids.looseTeam, reportId: ids.looseReport, included: false }],
    ['expenses.includeReport', 'rasa', { teamReportId: ids.looseTeam, reportId: ids.looseReport, included: true }],
    ['expenses.makeTeamReport', 'rasa', { teamId: people.north, month: '2026-04-01' }],
    ['expenses.handOverTeamReport', 'rasa', { teamReportId: ids.looseTeam, hash: ids.looseHanded }],
    ['expenses.takeBackTeamReport', 'rasa', { teamReportId: ids.looseTeam }],
    ['expenses.addLine', 'rasa', lineOf(ids, ids.looseReport!)],
    ['expenses.changeLine', 'rasa', { lineId: ids.looseLine, version: 2, amountCents: 1 }],
    ['expenses.removeLine', 'rasa', { lineId: ids.looseLine }],
    ['expenses.makePaper', 'rasa', { reportId: ids.looseReport, kind: 'csv' }],
    ['expenses.makeDepartmentReport', 'daiva', { departmentId: people.sales, month: '2026-04-01' }],
  ],
  'report handed over': ({ ids, people }) => [
    ['expenses.present', 'daiva', { departmentReportId: ids.handedDepartment, evenWithout: [people.south] }],
    ['expenses.takeBackTeamReport', 'rasa', { teamReportId: ids.handedTeam }],
    ['expenses.handOverTeamReport', 'rasa', { teamReportId: ids.handedTeam, hash: ids.handedHanded, note: 'Again' }],
    ['expenses.makeDepartmentReport', 'daiva', { departmentId: people.sales, month: '2026-05-01' }],
    ['expenses.includeReport', 'rasa', { teamReportId: ids.handedTeam, reportId: ids.handedReport, included: false }],
    ['expenses.changeLine', 'rasa', { lineId: ids.handedLine, version: 2, amountCents: 1 }],
    ['expenses.removeLine', 'rasa', { lineId: ids.handedLine }],
  ],
  'report asked about': ({ ids, people }) => [
    ['expenses.changeLine', 'rasa', { lineId: ids.askedLine, version: 2, amountCents: 9_000 }],
    ['expenses.answerQuery', 'rasa', { queryId: ids.askedQuery, body: 'Two.' }],
    ['expenses.askAgain', 'vytautas', { queryId: ids.askedQuery, body: 'Really?' }],
    ['expenses.settleQuery', 'vytautas', { queryId: ids.askedQuery, version: 1 }],
    [
      'expenses.askQuery',
      'vytautas',
      { departmentReportId: ids.askedDepartment, memberId: people.ieva.id, body: 'Why?' },
    ],
    [
      'expenses.approve',
      'vytautas',
      {
        departmentReportId: ids.askedDepartment,
        versionNumber: 1,
        hash: ids.askedHash,
        decisionsHash: ids.askedDecisions,
        evenWithout: [people.south],
      },
    ],
    ['expenses.withdrawPresentation', 'daiva', { departmentReportId: ids.askedDepartment, why: 'A page was missing' }],
    ['expenses.present', 'daiva', { departmentReportId: ids.askedDepartment, evenWithout: [people.south] }],
    [
      'expenses.refuseLine',
      'vytautas',
      { departmentReportId: ids.askedDepartment, lineId: ids.askedLine, why: 'Private' },
    ],
    ['expenses.tick', 'vytautas', { departmentReportId: ids.askedDepartment, targets: [`line:${ids.askedLine}`] }],
    ['expenses.look', 'vytautas', { departmentReportId: ids.askedDepartment, versionNumber: 1 }],
    ['expenses.takeBackTeamReport', 'rasa', { teamReportId: ids.askedTeam }],
  ],
  'report to sign': ({ ids, people }) => [
    ['expenses.approve', 'vytautas', signingOf(ids, people)],
    ['expenses.askAgain', 'vytautas', { queryId: ids.shownQuery, body: 'Really?' }],
    [
      'expenses.askQuery',
      'vytautas',
      { departmentReportId: ids.shownDepartment, memberId: people.ieva.id, body: 'Why?' },
    ],
    ['expenses.withdrawPresentation', 'daiva', { departmentReportId: ids.shownDepartment, why: 'A page was missing' }],
    ['expenses.present', 'daiva', { departmentReportId: ids.shownDepartment, evenWithout: [people.south] }],
    [
      'expenses.refuseLine',
      'vytautas',
      { departmentReportId: ids.shownDepartment, lineId: ids.shownLine, why: 'Private' },
    ],
    ['expenses.tick', 'vytautas', { departmentReportId: ids.shownDepartment, targets: [`person:${people.jonas.id}`] }],
    ['expenses.makeDepartmentReport', 'daiva', { departmentId: people.sales, month: '2026-08-01' }],
    ['expenses.handOverTeamReport', 'rasa', { teamReportId: ids.shownTeam, hash: ids.shownHanded }],
    ['expenses.handOverTeamReport', 'daiva', { teamReportId: ids.lateTeam, hash: ids.lateHanded }],
    ['expenses.changeLine', 'rasa', { lineId: ids.shownLine, version: 2, amountCents: 9_000 }],
  ],
  'what lies around a report to sign': ({ ids, people }) => [
    ['expenses.approve', 'vytautas', signingOf(ids, people)],
    ['expenses.changeCategory', 'daiva', { categoryId: ids.category, version: 1, nameEn: 'Rooms', limitCents: 100 }],
    ['office.changeTeam', 'administrator', { teamId: people.north, version: 1, name: 'Norther' }],
    ['expenses.changePolicy', 'daiva', { version: 1, unusualPercent: 1, unusualCents: 1 }],
  ],
  'report approved': ({ ids }) => [
    ['expenses.decideCorrection', 'vytautas', { correctionId: ids.correction, agreed: true }],
    ['expenses.decideCorrection', 'vytautas', { correctionId: ids.correction, agreed: false, why: 'As it was' }],
    [
      'expenses.seeCorrections',
      'daiva',
      { departmentReportId: ids.approvedDepartment, correctionIds: [ids.correction] },
    ],
    ['expenses.proposeCorrection', 'daiva', correctionOf(ids, ids.approvedLine!, 8_000)],
    ['expenses.proposeCorrection', 'daiva', correctionOf(ids, ids.approvedLineOther!, 8_000)],
    ['expenses.withdrawPresentation', 'daiva', { departmentReportId: ids.approvedDepartment, why: 'Too late' }],
    ['expenses.setSmallOffice', 'administrator', { on: true }],
    ['expenses.markPaid', 'lina', paymentOf(ids, ['payout'])],
    ['expenses.markPaid', 'lina', paymentOf(ids, ['payout', 'paidPayout'])],
    ['expenses.takePaymentBack', 'lina', takenBackOf(ids)],
    ['expenses.makePaper', 'daiva', { departmentReportId: ids.approvedDepartment, kind: 'csv' }],
    [
      'expenses.refuseLine',
      'vytautas',
      { departmentReportId: ids.approvedDepartment, lineId: ids.approvedLine, why: 'No' },
    ],
  ],
  'month not begun': ({ people }) => [
    ['expenses.openReport', 'rasa', { memberId: people.jonas.id, month: '2026-09-01' }],
    ['expenses.openReport', 'jonas', { memberId: people.jonas.id, month: '2026-09-01' }],
    ['expenses.openRound', 'rasa', { teamId: people.north, month: '2026-09-01' }],
    ['expenses.makeTeamReport', 'rasa', { teamId: people.north, month: '2026-09-01' }],
    ['expenses.makeDepartmentReport', 'daiva', { departmentId: people.sales, month: '2026-09-01' }],
  ],
  procedure: ({ ids, people }) => [
    ['expenses.draftProcedure', 'daiva', { bodyEn: 'One.', bodyLt: 'Vienas.', version: 3 }],
    ['expenses.draftProcedure', 'daiva', { bodyEn: 'Two.', bodyLt: 'Du.' }],
    ['expenses.publishProcedure', 'daiva', { version: 3 }],
    ['expenses.publishProcedure', 'daiva', { version: 4 }],
    ['expenses.confirmProcedure', 'jonas', { versionId: ids.procedure }],
    [
      'expenses.recordInformed',
      'rasa',
      { memberIds: [people.jonas.id, people.ieva.id], way: 'mail', informedOn: '2026-03-02' },
    ],
    [
      'expenses.recordInformed',
      'rasa',
      { memberIds: [people.ieva.id, people.jonas.id], way: 'phone', informedOn: '2026-03-03' },
    ],
  ],
  settings: ({ ids, people }) => [
    ['expenses.changePolicy', 'daiva', { version: 1, dueDay: 7 }],
    ['expenses.changePolicy', 'daiva', { version: 1, linkDays: 7 }],
    ['expenses.setSmallOffice', 'administrator', { on: true }],
    ['expenses.addCategory', 'daiva', { code: 'ferries', nameEn: 'Ferries', nameLt: 'Keltai' }],
    ['expenses.changeCategory', 'daiva', { categoryId: ids.category, version: 1, nameEn: 'Rooms' }],
    ['expenses.changeCategory', 'daiva', { categoryId: ids.category, version: 1, nameLt: 'Kambariai' }],
    ['expenses.closeCategory', 'daiva', { categoryId: ids.category }],
    [
      'expenses.setBudgets',
      'daiva',
      budgetsOf(people.north, [
        [ids.category!, null],
        [ids.otherCategory!, 5],
      ]),
    ],
    [
      'expenses.setBudgets',
      'daiva',
      budgetsOf(people.north, [
        [ids.category!, 3],
        [ids.otherCategory!, null],
      ]),
    ],
    ['expenses.setRate', 'daiva', { currency: 'USD', day: '2026-03-01', rate: '0.9', was: null, source: 'Bank' }],
  ],
  ...changesOfOffice,
}

const photo = new File(['%PDF-1.4 another receipt'], 'receipt.pdf', { type: 'application/pdf' })

function signingOf(ids: World['ids'], people: World['people']) {
  return {
    departmentReportId: ids.shownDepartment,
    versionNumber: 1,
    hash: ids.shownHash,
    decisionsHash: ids.shownDecisions,
    evenWithout: [people.south],
  }
}

function correctionOf(ids: World['ids'], lineId: string, nowCents: number) {
  return { departmentReportId: ids.approvedDepartment, lineId, nowCents, reason: 'A night less' }
}

function paymentOf(ids: World['ids'], payouts: readonly string[]) {
  const [paidOn, reference] = [today('Europe/Vilnius'), payouts.join(' and ')]
  return { departmentReportId: ids.approvedDepartment, payoutIds: payouts.map((name) => ids[name]), paidOn, reference }
}

function takenBackOf(ids: World['ids']) {
  const payments = [{ payoutId: ids.paidPayout, paidAt: ids.paidAt }]
  return { departmentReportId: ids.approvedDepartment, payments, why: 'From the wrong account' }
}

function budgetsOf(teamId: string, amounts: readonly (readonly [string, number | null])[]) {
  return {
    teamId,
    month: '2026-03-01',
    amounts: amounts.map(([categoryId, cents]) => ({ categoryId, cents, was: null })),
  }
}
