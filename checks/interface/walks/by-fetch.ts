import createClient from 'openapi-fetch'
import type { paths } from '../made/schema.ts'
import { hashOf, type Seen, type Start } from './walk.ts'

/** From a picture to a line of a report, by the types of openapi-typescript. */
export async function walkByFetch({ url, key, teamId, memberId, month, picture }: Start): Promise<Seen> {
  const client = createClient<paths>({ baseUrl: `${url}/api`, headers: { authorization: `Bearer ${key}` } })
  const must = <Data>({ data, error }: { data?: Data; error?: { detail: string } | undefined }): Data => {
    if (data === undefined) throw new Error(error?.detail ?? 'nothing came back')
    return data
  }
  const me = must(await client.GET('/office/me'))
  const round = must(await client.POST('/expenses/rounds', { body: { teamId, month } }))
  const taken = await client.POST('/expenses/receipts', {
    body: { file: picture as never, memberId, roundId: round.id },
    bodySerializer: (fields) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields ?? {})) form.set(name, value as string | Blob)
      return form
    },
  })
  const { receipt } = must(taken)
  const file = await client.GET('/expenses/receipts/{receiptId}/original', {
    params: { path: { receiptId: receipt.id } },
    parseAs: 'arrayBuffer',
  })
  const report = must(await client.POST('/expenses/reports', { body: { memberId, month } }))
  const [category] = must(await client.GET('/expenses/categories')).items
  const path = { reportId: report.id }
  const added = await client.POST('/expenses/reports/{reportId}/lines', {
    params: { path },
    body: {
      spentOn: month.replace(/-01$/, '-12'),
      merchant: 'Pušyno viešbutis',
      categoryId: category!.id,
      amountCents: 11_900,
      currency: 'EUR',
      purpose: 'Visit to a customer',
    },
  })
  const line = must(added)
  const shown = must(await client.GET('/expenses/reports/{reportId}', { params: { path } }))
  const change = { params: { path: { lineId: line.id } } }
  const version = line.version
  must(await client.PATCH('/expenses/lines/{lineId}', { ...change, body: { version, purpose: 'A fair' } }))
  const late = await client.PATCH('/expenses/lines/{lineId}', { ...change, body: { version, purpose: 'A visit' } })
  const nonsense = { memberId, month: '2026-03-02' }
  const { error: faults } = await client.POST('/expenses/reports', { body: nonsense })
  const listed: string[] = []
  let after: string | undefined
  do {
    const query = { memberId, limit: 1, ...(after && { after }) }
    const page = must(await client.GET('/expenses/receipts', { params: { query } }))
    listed.push(...page.items.map(({ number }) => number))
    after = page.next ?? undefined
  } while (after)
  return {
    me: me.member.name,
    receiptNumber: receipt.number,
    fileHash: await hashOf(must(file)),
    merchants: shown.lines.map(({ merchant }) => merchant),
    amountCents: shown.lines[0]!.amountCents,
    listed,
    refused: late.error!.says,
    faulty: faults!.fields!.map(({ field }) => field!),
  }
}
