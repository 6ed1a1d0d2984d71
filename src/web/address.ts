import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'

/** The page's place in the address: `usePageParams<{ roundId: string }>()`. */
export function usePageParams<Params extends Record<string, string>>(): Params {
  return useParams({ strict: false }) as Params
}

export type Search = Record<string, string | undefined>

/** The address's search as plain text, and how to change parts of it; an empty part leaves the address. */
export function usePageSearch(): [Search, (change: Search, options?: { push?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const router = useRouter()
  const set = (change: Search, options?: { push?: boolean }) => {
    const now = router.state.location.search as Search
    void navigate({ to: '.', search: { ...now, ...change } as never, replace: !options?.push, resetScroll: false })
  }
  return [search, set]
}
