import { type AreaPage, mayOpen, type PageNav } from '#web/page.ts'
import { pages } from '#web/pages.ts'
import { useSession } from '#web/session.tsx'

export type NavPage = AreaPage & { nav: PageNav }

/** The pages the person may open from the rail, in its order. */
export function useNavPages(): NavPage[] {
  const { rights } = useSession()
  return pages
    .filter((page): page is NavPage => page.nav !== undefined && mayOpen(page, rights))
    .sort((a, b) => a.nav.order - b.nav.order)
}

/** Whether the rail's page is the one in front, or the nearest above it. */
export function isHere(page: NavPage, path: string, all: readonly NavPage[]): boolean {
  const under = (other: NavPage) => path === other.path || (other.path !== '/' && path.startsWith(`${other.path}/`))
  const nearest = all.filter(under).sort((a, b) => b.path.length - a.path.length)[0]
  return nearest?.path === page.path
}
