export { round, rounds } from './operations/board.ts'
export { decideCorrection, proposeCorrection } from './operations/corrections.ts'
export { departmentReport, departmentReports, makeDepartmentReport, present } from './operations/department-reports.ts'
export { addExpected, changeExpected, matchExpected, settleExpected } from './operations/expected.ts'
export {
  addLine,
  attachReceipt,
  changeLine,
  declareMissing,
  detachReceipt,
  removeLine,
  restoreLine,
  splitLine,
} from './operations/lines.ts'
export { makePaper, paper, papers } from './operations/papers.ts'
export { markPaid, payouts } from './operations/payouts.ts'
export { answerQuery, askAgain, askQuery, settleQuery } from './operations/queries.ts'
export { confirmReport, myReports, openReport, recordConfirmation, report, reports } from './operations/reports.ts'
export { approve, look, refuseLine, tick } from './operations/review.ts'
export { changeRound, closeRound, nextRoundOf, openRound, reopenRound } from './operations/rounds.ts'
export {
  addCategory,
  budgets,
  categories,
  changeCategory,
  changePolicy,
  closeCategory,
  policy,
  rates,
  setBudgets,
  setRate,
} from './operations/settings.ts'
export {
  handOverTeamReport,
  includeReport,
  makeTeamReport,
  takeBackTeamReport,
  teamReport,
  teamReports,
} from './operations/team-reports.ts'
