import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/default-css-variables.layer.css'
import '@mantine/core/styles/global.layer.css'
import '#web/tokens.css'
import '#web/base.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { troubleOf, whenDamaged } from '#web/client.ts'
import { listenToKeys } from '#web/keys.ts'
import { noteDamaged, noteSignedOut } from '#web/notices.tsx'
import { listenToPresses } from '#web/presses.ts'
import { router } from '#web/router.tsx'
import { theme } from '#web/theme.ts'
import { listenToFocus } from '#web/ui/keepFocus.ts'
import { firstLanguage, speak } from '#web/words.ts'

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noteSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      networkMode: 'always',
      retry: (failures, error) => failures < 3 && troubleOf(error).kind === 'offline',
    },
  },
})
const NoticeList = lazy(() => import('#web/NoticeList.tsx').then((part) => ({ default: part.NoticeList })))
const scheme = localStorageColorSchemeManager({ key: 'talka-scheme' })

async function start(): Promise<void> {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
  if (import.meta.env.DEV) await import('@mantine/core/styles.layer.css')
  await speak(firstLanguage())
  listenToPresses()
  listenToKeys()
  listenToFocus()
  whenDamaged(noteDamaged)
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={scheme}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Suspense fallback={null}>
            <NoticeList />
          </Suspense>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

void start()
