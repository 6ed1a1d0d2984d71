import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import { useNavPages } from '#web/shell/nav.ts'
import { useWords } from '#web/words.ts'

const loadPalette = () => import('#web/shell/Palette.tsx')
const Palette = lazy(() => loadPalette().then((part) => ({ default: part.Palette })))
const KeysHelp = lazy(() => import('#web/shell/KeysHelp.tsx').then((part) => ({ default: part.KeysHelp })))

type Sheet = 'palette' | 'keys' | null
let show: (sheet: Sheet) => void = () => {}

/** Opens the search over everything, as `Ctrl+K` does. */
export function openPalette(): void {
  show('palette')
}

/** Opens the list of keys, as `?` does. */
export function openKeys(): void {
  show('keys')
}

/** The keys that work on every page, and the two sheets they open. */
export function ShellKeys() {
  const { t } = useWords()
  const [sheet, setSheet] = useState<Sheet>(null)
  const navigate = useNavigate()
  const pages = useNavPages()
  show = setSheet
  useKeys([
    { key: 'mod+k', does: t('web.palette.open'), run: openPalette, inFields: true },
    { key: '/', does: t('web.palette.open'), run: openPalette },
    { key: '?', does: t('web.keys.title'), run: openKeys },
    ...pages.flatMap((page) =>
      page.nav.key
        ? [
            {
              key: `g ${page.nav.key}`,
              does: t('web.keys.goTo', { page: t(page.nav.label) }),
              run: () => void navigate({ to: page.path }),
            },
          ]
        : [],
    ),
  ])
  return (
    <Suspense fallback={null}>
      {sheet === 'palette' && <Palette close={() => setSheet(null)} />}
      {sheet === 'keys' && <KeysHelp close={() => setSheet(null)} />}
    </Suspense>
  )
}
