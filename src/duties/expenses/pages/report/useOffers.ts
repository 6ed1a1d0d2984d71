import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { useWords } from '#web/words.ts'
import { noOffers, type Offers, whySuggested } from './offers.ts'
import type { Report, Suggestion } from './reportTypes.ts'
import type { Front } from './useFront.ts'
import type { useReceipt } from './useReceipt.ts'

interface Asked {
  report: Report
  front: Front
  receipt: ReturnType<typeof useReceipt>['data']
  /** As it stands in the form. */
  merchant: string
}

/** What to begin the line in front with; asked for anew once another merchant has been typed. */
export function useOffers({ report, front, receipt, merchant }: Asked): Offers {
  const { t } = useWords()
  const { member, behalf } = useSession()
  const [asked] = useDebouncedValue(merchant.trim(), 300)
  const isTyped = front.kind === 'new' || (front.kind === 'receipt' && asked !== (front.receipt.merchant ?? ''))
  const typed = useQuery({
    ...api.expenses.suggestion.queryOptions({
      input: {
        reportId: report.id,
        merchant: asked,
        ...(front.kind === 'receipt' ? { receiptId: front.id } : {}),
      },
    }),
    enabled: isTyped && asked.length > 1,
    placeholderData: keepPreviousData,
  })
  if (front.kind === 'line') return noOffers
  const suggestion = (isTyped && typed.data) || receipt?.suggestion
  if (!suggestion || (isTyped && asked.length < 2)) return noOffers
  return offersOf(t, suggestion, member.id === report.member.id && !behalf)
}

function offersOf(t: Parameters<typeof whySuggested>[0], suggestion: Suggestion, isSelf: boolean): Offers {
  const { category, account, purpose } = suggestion
  const offers: Offers = { fields: {}, why: {} }
  if (category) {
    offers.fields.categoryId = category.value
    const why = whySuggested(t, category, isSelf)
    offers.why.categoryId = account
      ? `${why} · ${t('expenses.reportPage.suggested.account', { account: account.value })}`
      : why
  }
  if (purpose) {
    offers.fields.purpose = purpose.value
    offers.why.purpose = whySuggested(t, purpose, isSelf)
  }
  return offers
}
