import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import type { AreaPage, PageRoute } from '#web/page.ts'
import { pages } from '#web/pages.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { PageError } from '#web/shell/PageError.tsx'
import { PublicFrame } from '#web/shell/PublicFrame.tsx'
import { Shell } from '#web/shell/Shell.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { learn } from '#web/words.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })
const inside = createRoute({ id: 'inside', getParentRoute: () => root, component: Shell })
const outside = createRoute({ id: 'outside', getParentRoute: () => root, component: PublicFrame })

/** The pages of all areas as one router; the address's search is plain text, so that filters can be read and sent on. */
export const router = createRouter({
  routeTree: root.addChildren([
    inside.addChildren([...pages.filter((page) => !page.public).map((page) => routeOf(page, inside)), missing()]),
    outside.addChildren(pages.filter((page) => page.public).map((page) => routeOf(page, outside))),
  ]),
  defaultPreload: 'intent',
  defaultPendingMs: 120,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ({ error, reset }) => <PageError error={error} retry={reset} />,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '')
    const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
    return text ? `?${text}` : ''
  },
})

function routeOf(page: AreaPage, parent: typeof inside | typeof outside) {
  return createRoute({
    path: page.path,
    getParentRoute: () => parent as typeof inside,
    component: lazyRouteComponent(() => pageAndWords(page), 'Page'),
    staticData: { page },
  })
}

async function pageAndWords({ page, area }: AreaPage) {
  const [module] = await Promise.all([page(), learn(area)])
  return module
}

function missing() {
  return createRoute({ path: '$', getParentRoute: () => inside, component: NotFound })
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    page?: PageRoute
  }
}
