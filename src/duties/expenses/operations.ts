export { approve } from './operations/approve.ts'
export { round, rounds, roundsSheet } from './operations/board.ts'
export { addReceiptByLink, declareMissingByLink, openLink } from './operations/by-link.ts'
export { keepPictureByLink, takeBackByLink } from './operations/by-link-pictures.ts'
export { decideCorrection, proposeCorrection, seeCorrections } from './operations/corrections.ts'
export {
  combinedDepartments,
  departmentReport,
  departmentReports,
  departmentReportsSheet,
  makeDepartmentReport,
  present,
} from './operations/department-reports.ts'
export { duplicates, toldApart } from './operations/duplicates.ts'
export { addExpected, changeExpected, matchExpected, settleExpected } from './operations/expected.ts'
export { confirmProcedure, informedList, myProcedure, recordInformed } from './operations/informed.ts'
export { keepPicture } from './operations/keep-picture.ts'
export {
  addLine,
  attachReceipt,
  changeLine,
  declareMissing,
  detachReceipt,
  removeLine,
  restoreLine,
} from './operations/lines.ts'
export { links, makeLink, revokeLink } from './operations/links.ts'
export { openReport } from './operations/open-report.ts'
export { makePaper, paper, papers } from './operations/papers.ts'
export { markPaid, payouts, takePaymentBack } from './operations/payouts.ts'
export { draftProcedure, procedure, publishProcedure } from './operations/procedure.ts'
export { answerQuery, askAgain, askQuery, settleQuery } from './operations/queries.ts'
export { rates, setRate } from './operations/rates.ts'
export { setAside, takeBack } from './operations/receipt-aside.ts'
export { attribute, changeReceipt, checkReceipt, readAgain } from './operations/receipt-edits.ts'
export { original, picture, thumb } from './operations/receipt-files.ts'
export { addReceipt, receipt, receipts, receiptsSheet, tray } from './operations/receipts.ts'
export { remind, reminders, reminderText } from './operations/reminders.ts'
export {
  confirmReport,
  myReports,
  recordConfirmation,
  report,
  reports,
  reportsSheet,
  seeDecisions,
} from './operations/reports.ts'
export { look, refuseLine, tick } from './operations/review.ts'
export { changeRound, closeRound, nextRoundOf, openRound, reopenRound } from './operations/rounds.ts'
export {
  addCategory,
  budgets,
  categories,
  changeCategory,
  changePolicy,
  closeCategory,
  policy,
  setBudgets,
} from './operations/settings.ts'
export { setSmallOffice, smallOffice } from './operations/small-office.ts'
export { splitLine } from './operations/split-line.ts'
export { suggestion } from './operations/suggestion.ts'
export { sayOneReceipt, takeApart } from './operations/take-apart.ts'
export {
  handOverTeamReport,
  includeReport,
  makeTeamReport,
  takeBackTeamReport,
} from './operations/team-reports.ts'
export { preparedTeams, teamReport, teamReports, teamReportsSheet } from './operations/team-view.ts'
export { withdrawPresentation } from './operations/withdraw.ts'
