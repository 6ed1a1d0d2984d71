import type { ComponentType } from 'react'

/** One page of an area, as its `pages/routes.tsx` lists it. */
export interface PageRoute {
  /** `/expenses/rounds/$roundId`; the page reads its params with `usePageParams`. */
  path: string
  /** The page's own chunk; it exports the component as `Page`. */
  page: () => Promise<{ Page: ComponentType }>
  /** The key of the page's title. */
  title: string
  /** The right without which the page is not offered and says so when opened; of several, any one is enough. */
  right?: string | readonly string[]
  /** Open to people who are not signed in; shown without the shell. */
  public?: boolean
  nav?: PageNav
}

export interface PageNav {
  label: string
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  /** Place in the whole list: desk below 100, expenses from 100, office from 900. */
  order: number
  /** The area whose name (`<section>.name`) heads the group; pages without one stand at the top. */
  section?: string
  /** The second key after `g` that goes there: `g` `d`. */
  key?: string
  /** A hook whose number stands at the right: what waits there. */
  useCount?: () => number | undefined
  /** Offered in the bar at the bottom of a phone. */
  phone?: boolean
}

/** Whether somebody with these rights may open the page. */
export function mayOpen(page: PageRoute | undefined, rights: readonly string[]): boolean {
  return page?.right === undefined || [page.right].flat().some((right) => rights.includes(right))
}

/** A page with the area whose texts it says. */
export type AreaPage = PageRoute & { area: string }
