/** Where a program begins: an address, a key of an assistant, her team, one of its people and a picture of a receipt. */
export interface Start {
  url: string
  key: string
  teamId: string
  memberId: string
  month: string
  picture: Blob
}

/** What a program saw on its way. */
export interface Seen {
  me: string
  receiptNumber: string
  /** SHA-256 of the file as it came back. */
  fileHash: string
  merchants: string[]
  amountCents: number
  /** Numbers of the receipts of the person, page by page. */
  listed: string[]
  /** Key of the sentence that refuses an older version. */
  refused: string
  /** The fields that a call with nonsense is told of. */
  faulty: string[]
}

export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
}
