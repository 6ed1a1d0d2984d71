import { Skeleton } from '@mantine/core'
import { useWords } from '#web/words.ts'

/** The grey shape of a page that is on its way: a heading and rows. */
export function PageSkeleton() {
  const { t } = useWords()
  return (
    <div style={{ padding: 16, width: '100%', boxSizing: 'border-box' }} role="status" aria-label={t('web.loading')}>
      <Skeleton height={20} width={220} mb={22} />
      <RowsSkeleton rows={9} />
    </div>
  )
}

/** Grey rows where a list is on its way. */
export function RowsSkeleton({ rows = 6 }: { rows?: number }) {
  return Array.from({ length: rows }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have nothing else
    <Skeleton key={at} height={14} mb={16} width={`${96 - ((at * 17) % 40)}%`} />
  ))
}

/** A grey form: labels and fields. */
export function FormSkeleton({ fields = 5 }: { fields?: number }) {
  return Array.from({ length: fields }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: fields of a skeleton have nothing else
    <div key={at} style={{ marginBottom: 14 }}>
      <Skeleton height={10} width={90} mb={6} />
      <Skeleton height={32} />
    </div>
  ))
}
