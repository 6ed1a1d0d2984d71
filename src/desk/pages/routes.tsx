import { IconInbox } from '@tabler/icons-react'
import type { PageRoute } from '#web/page.ts'
import { useWaitingCount } from './useWaitingCount.ts'

export const routes: PageRoute[] = [
  {
    path: '/',
    page: () => import('./DeskPage.tsx'),
    title: 'desk.title',
    nav: { label: 'desk.name', icon: IconInbox, order: 10, key: 'd', useCount: useWaitingCount, phone: true },
  },
]
