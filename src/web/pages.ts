import type { AreaPage, PageRoute } from '#web/page.ts'
import { routes as gallery } from '#web/ui/gallery/routes.tsx'

const files = import.meta.glob<{ routes: PageRoute[] }>(
  ['../{office,desk}/pages/routes.tsx', '../duties/*/pages/routes.tsx'],
  { eager: true },
)

/** Every page of every area; the gallery of parts joins while developing. */
export const pages: AreaPage[] = [
  ...Object.entries(files).flatMap(([path, { routes }]) =>
    routes.map((page) => ({ ...page, area: path.split('/').at(-3)! })),
  ),
  ...(import.meta.env.DEV ? gallery : []),
]
