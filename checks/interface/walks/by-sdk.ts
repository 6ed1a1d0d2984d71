import { client } from '../made/sdk/client.gen.ts'
import {
  expensesAddLine,
  expensesAddReceipt,
  expensesCategories,
  expensesChangeLine,
  expensesOpenReport,
  expensesOpenRound,
  expensesOriginal,
  expensesReceipts,
  expensesReport,
  officeMe,
} from '../made/sdk/sdk.gen.ts'
import { hashOf, type Seen, type Start } from './walk.ts'

/** The same way by the functions of @hey-api/openapi-ts. */
export async function walkBySdk({ url, key, teamId, memberId, month, picture }: Start): Promise<Seen> {
  client.setConfig({ baseUrl: `${url}/api`, headers: { authorization: `Bearer ${key}` }, throwOnError: true })
  const must = { throwOnError: true } as const
  const { data: me } = await officeMe(must)
  const { data: round } = await expensesOpenRound({ ...must, body: { teamId, month } })
  const body = { file: picture, memberId, roundId: round.id }
  const { receipt } = (await expensesAddReceipt({ ...must, body })).data
  const { data: file } = await expensesOriginal({ ...must, path: { receiptId: receipt.id }, parseAs: 'blob' })
  const { data: report } = await expensesOpenReport({ ...must, body: { memberId, month } })
  const [category] = (await expensesCategories(must)).data.items
  const path = { reportId: report.id }
  const added = await expensesAddLine({
    ...must,
    path,
    body: {
      spentOn: month.replace(/-01$/, '-12'),
      merchant: 'Pušyno viešbutis',
      categoryId: category!.id,
      amountCents: 11_900,
      currency: 'EUR',
      purpose: 'Visit to a customer',
    },
  })
  const { id: lineId, version } = added.data
  const { data: shown } = await expensesReport({ ...must, path })
  await expensesChangeLine({ ...must, path: { lineId }, body: { version, purpose: 'A fair' } })
  const heard = { throwOnError: false } as const
  const late = await expensesChangeLine({ ...heard, path: { lineId }, body: { version, purpose: 'A visit' } })
  const wrong = await expensesOpenReport({ ...heard, body: { memberId, month: '2026-03-02' } })
  const listed: string[] = []
  let after: string | null | undefined
  do {
    const { data: page } = await expensesReceipts({ ...must, query: { memberId, limit: 1, ...(after && { after }) } })
    listed.push(...page.items.map(({ number }) => number))
    after = page.next
  } while (after)
  return {
    me: me.member.name,
    receiptNumber: receipt.number,
    fileHash: await hashOf(await (file as Blob).arrayBuffer()),
    merchants: shown.lines.map(({ merchant }) => merchant),
    amountCents: shown.lines[0]!.amountCents,
    listed,
    refused: late.error!.says,
    faulty: wrong.error!.fields!.map(({ field }) => field!),
  }
}
