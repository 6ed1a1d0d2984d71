import { IconBuilding, IconCalendarUser, IconHistory, IconUsers } from '@tabler/icons-react'
import type { PageRoute } from '#web/page.ts'

export const routes: PageRoute[] = [
  { path: '/start', page: () => import('./StartPage.tsx'), title: 'office.page.start', public: true },
  { path: '/sign-in', page: () => import('./SignInPage.tsx'), title: 'office.page.signIn', public: true },
  { path: '/invite/$token', page: () => import('./LinkPage.tsx'), title: 'office.page.invite', public: true },
  { path: '/reset/$token', page: () => import('./LinkPage.tsx'), title: 'office.page.reset', public: true },
  {
    path: '/office/people',
    page: () => import('./PeoplePage.tsx'),
    title: 'office.page.people',
    nav: { label: 'office.page.people', icon: IconUsers, order: 900, section: 'office', key: 'p' },
  },
  {
    path: '/office/chart',
    page: () => import('./ChartPage.tsx'),
    title: 'office.page.chart',
    nav: { label: 'office.page.chart', icon: IconCalendarUser, order: 910, section: 'office', key: 'c' },
  },
  {
    path: '/office/places',
    page: () => import('./PlacesPage.tsx'),
    title: 'office.page.places',
    nav: { label: 'office.page.places', icon: IconBuilding, order: 920, section: 'office' },
  },
  {
    path: '/office/history',
    page: () => import('./HistoryPage.tsx'),
    title: 'office.page.history',
    right: 'office.administer',
    nav: { label: 'office.page.history', icon: IconHistory, order: 930, section: 'office' },
  },
  { path: '/me', page: () => import('./MePage.tsx'), title: 'office.page.me' },
]
