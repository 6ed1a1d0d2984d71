import { Link } from '@tanstack/react-router'
import { useWords } from '#web/words.ts'

/** Below the first of many receipts: the way to the list that has all of them. */
export function AllOf({ state, page }: { state: string; page: { next: string | null; total: number | null } }) {
  const { t, number } = useWords()
  if (page.next === null) return null
  return (
    <Link to={`/expenses/receipts?state=${state}`}>{t('expenses.tray.all', { count: number(page.total ?? 0) })}</Link>
  )
}
