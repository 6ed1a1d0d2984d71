import type { AreaPage } from '#web/page.ts'

export const routes: AreaPage[] = [
  { path: '/gallery', page: () => import('./Gallery.tsx'), title: 'web.name', public: true, area: 'web' },
]
