import { createHash } from 'node:crypto'
import { renderLines } from '#duties/expenses/sample/render-receipt.ts'
import { type Caller, Refused, type Upload } from './caller.ts'

/** An upload and how far the product has acknowledged it. */
interface Begun {
  upload: Upload
  bytes: Buffer<ArrayBuffer>
  acknowledgedBytes: number
}

/** What was brought, by what the product said of it. */
export interface Ledger {
  /** Receipts acknowledged: their SHA-256 by id. */
  receipts: Map<string, string>
  /** Uploads begun whose receipt nobody has acknowledged. */
  begun: Begun[]
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Brings one receipt the way the browser does: in two pieces, then added to a person. */
export async function bringOne(
  caller: Caller,
  ledger: Ledger,
  file: { name: string; bytes: Buffer<ArrayBuffer> },
  memberId: string,
) {
  const { name, bytes } = file
  const one: Begun = { upload: await caller.beginUpload(name, bytes.length), bytes, acknowledgedBytes: 0 }
  ledger.begun.push(one)
  one.acknowledgedBytes = await caller.sendPiece(one.upload, 0, bytes.subarray(0, bytes.length >> 1))
  await finish(caller, ledger, one, memberId)
}

/** Goes on with what was begun, from where the product says it is; what it took up meanwhile is found by its hash. */
export async function takeUpAgain(
  caller: Caller,
  ledger: Ledger,
  memberId: string,
  hasReceipt: (sha: string) => Promise<boolean>,
) {
  for (const one of [...ledger.begun]) {
    try {
      const offset = await caller.offsetOf(one.upload)
      if (offset < one.acknowledgedBytes)
        throw new Error(`${one.acknowledgedBytes} bytes were acknowledged, ${offset} are there`)
      one.acknowledgedBytes = offset
      await finish(caller, ledger, one, memberId)
    } catch (error) {
      const isTaken = error instanceof Refused && error.status === 404 && (await hasReceipt(sha256(one.bytes)))
      if (!isTaken) throw error
      ledger.begun.splice(ledger.begun.indexOf(one), 1)
    }
  }
}

async function finish(caller: Caller, ledger: Ledger, one: Begun, memberId: string): Promise<void> {
  const { upload, bytes, acknowledgedBytes } = one
  if (acknowledgedBytes < bytes.length)
    one.acknowledgedBytes = await caller.sendPiece(upload, acknowledgedBytes, bytes.subarray(acknowledgedBytes))
  type Added = { receipt: { id: string } }
  const { receipt } = await caller.post<Added>('/expenses/receipts', { uploadId: upload.id, memberId })
  ledger.receipts.set(receipt.id, sha256(bytes))
  ledger.begun.splice(ledger.begun.indexOf(one), 1)
}

/** An e-invoice unlike all others: read in a moment. */
export function invoice(n: number): { name: string; bytes: Buffer<ArrayBuffer> } {
  const cac = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'
  const cbc = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="${cac}" xmlns:cbc="${cbc}">
  <cbc:ID>PU-${n}</cbc:ID><cbc:IssueDate>2026-03-12</cbc:IssueDate><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Pušyno viešbutis</cbc:Name></cac:PartyName></cac:Party></cac:AccountingSupplierParty>
  <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">${n}.20</cbc:PayableAmount></cac:LegalMonetaryTotal>
</Invoice>\n`
  return { name: `invoice-${n}.xml`, bytes: Buffer.from(xml) }
}

/** A photograph: its reading takes long enough to be killed in the middle. */
export async function photograph(n: number): Promise<{ name: string; bytes: Buffer<ArrayBuffer> }> {
  const lines = ['Kavinė „Ąžuolas“', 'Pietūs', `Suma ${n}.40 EUR`, '2026-03-12']
  return { name: `photograph-${n}.jpg`, bytes: Buffer.from(await renderLines(lines, { seed: n })) }
}
