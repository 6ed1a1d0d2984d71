import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import { useMaybeSession } from '#web/session.tsx'

/** A way to look at a list, by name: its search is the part of the address that shows it. */
interface SavedView {
  name: string
  search: Record<string, string>
}

/** The views the person saved for a list; they follow him to every device. */
export function useSavedViews(page: string) {
  const queries = useQueryClient()
  const enabled = useMaybeSession() !== null
  const asked = api.office.savedViews.queryOptions({ input: { page }, select: ({ items }) => items })
  const { data } = useQuery({ ...asked, enabled })
  const again = () => queries.invalidateQueries({ queryKey: asked.queryKey })
  return {
    views: (data ?? []).map(({ name, settings }) => ({ name, search: settings as SavedView['search'] })),
    save: ({ name, search }: SavedView) => client.office.saveView({ page, name, settings: search }).then(again),
    remove: async (name: string) => {
      const view = data?.find((one) => one.name === name)
      if (view) await client.office.removeView({ viewId: view.id }).then(again)
    },
  }
}
