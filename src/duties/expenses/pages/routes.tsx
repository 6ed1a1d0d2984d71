import {
  IconCalendarStats,
  IconFileDollar,
  IconInbox,
  IconReceipt,
  IconReportAnalytics,
  IconStack2,
  IconWallet,
} from '@tabler/icons-react'
import type { PageRoute } from '#web/page.ts'
import { useTrayCount } from './collect/tray/useTrayCount.ts'

export const routes: PageRoute[] = [
  {
    path: '/expenses/tray',
    page: () => import('./collect/tray/TrayPage.tsx'),
    title: 'expenses.collectPage.tray.title',
    right: 'expenses.prepare',
    nav: {
      label: 'expenses.collectPage.tray.title',
      icon: IconInbox,
      order: 110,
      section: 'expenses',
      key: 't',
      useCount: useTrayCount,
    },
  },
  {
    path: '/expenses/receipts',
    page: () => import('./collect/receipts/ReceiptsPage.tsx'),
    title: 'expenses.collectPage.receipts.title',
    right: 'expenses.see',
    nav: { label: 'expenses.collectPage.receipts.title', icon: IconReceipt, order: 120, section: 'expenses', key: 'e' },
  },
  {
    path: '/expenses/rounds',
    page: () => import('./collect/rounds/RoundList.tsx'),
    title: 'expenses.collectPage.rounds.title',
    right: ['expenses.prepare', 'expenses.combine', 'expenses.review'],
    nav: {
      label: 'expenses.collectPage.rounds.title',
      icon: IconCalendarStats,
      order: 100,
      section: 'expenses',
      key: 'r',
    },
  },
  {
    path: '/expenses/rounds/$roundId',
    page: () => import('./collect/rounds/RoundBoard.tsx'),
    title: 'expenses.collectPage.board.title',
    right: 'expenses.see',
  },
  {
    path: '/my',
    page: () => import('./my/MyPage.tsx'),
    title: 'expenses.myPage.title',
    right: 'expenses.claim',
    nav: { label: 'expenses.myPage.nav', icon: IconWallet, order: 105, section: 'expenses', key: 'm', phone: true },
  },
  {
    path: '/expenses/reports',
    page: () => import('./report/ReportList.tsx'),
    title: 'expenses.reportPage.list.title',
    right: 'expenses.see',
    nav: { label: 'expenses.reportPage.list.title', icon: IconFileDollar, order: 130, section: 'expenses', key: 'r' },
  },
  {
    path: '/expenses/reports/$reportId',
    page: () => import('./report/ReportPage.tsx'),
    title: 'expenses.reportPage.title',
    right: 'expenses.see',
  },
  {
    path: '/expenses/team-reports',
    page: () => import('./review/TeamReportsPage.tsx'),
    title: 'expenses.review.teamReports',
    right: 'expenses.prepare',
    nav: { label: 'expenses.review.teamReports', icon: IconStack2, order: 140, section: 'expenses' },
  },
  {
    path: '/expenses/team-reports/$teamReportId',
    page: () => import('./review/TeamReportPage.tsx'),
    title: 'expenses.review.teamReport',
    right: 'expenses.see',
  },
  {
    path: '/expenses/department-reports',
    page: () => import('./review/DepartmentReportsPage.tsx'),
    title: 'expenses.review.departmentReports',
    right: 'expenses.see',
    nav: { label: 'expenses.review.departmentReports', icon: IconReportAnalytics, order: 150, section: 'expenses' },
  },
  {
    path: '/expenses/department-reports/$departmentReportId',
    page: () => import('./review/DepartmentReportPage.tsx'),
    title: 'expenses.review.departmentReport',
    right: 'expenses.see',
  },
  {
    path: '/expenses/department-reports/$departmentReportId/payouts',
    page: () => import('./review/PayoutsPage.tsx'),
    title: 'expenses.review.payouts',
    right: 'expenses.see',
  },
]
