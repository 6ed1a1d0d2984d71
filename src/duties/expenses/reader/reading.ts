/** A place on the upright preview of a page: fractions 0..1, `page` counted from 0. */
export interface Box {
  page: number
  x: number
  y: number
  width: number
  height: number
}

/** One fact read. `sure` means a person need not look: at least 99 of 100 such fields are right. */
export interface Field<T> {
  value: T | null
  /** 0..1, calibrated on receipts the rules were not written from. */
  confidence: number
  sure: boolean
  box?: Box
  alternatives?: T[]
}

export interface VatLine {
  /** Percent as decimal text, such as "21" or "5.5"; null if the paper gives only the amount. */
  rate: string | null
  netCents: number | null
  vatCents: number
  grossCents: number | null
}

export type PaperKind = 'receipt' | 'invoice' | 'creditNote' | 'proForma' | 'cardSlip'

export interface Fuel {
  litres: string
  /** Per litre, decimal text with up to three places. */
  price: string | null
}

/** Something a person should know; `says` is a key of words, `params` fill its sentence. */
export interface Told {
  says: string
  params: Record<string, string | number>
}

export interface Facts {
  merchant: Field<string>
  /** ISO day. */
  date: Field<string>
  /** HH:MM. */
  time: Field<string>
  /** Minor units; negative on a credit note. */
  totalCents: Field<number>
  /** ISO 4217. */
  currency: Field<string>
  vat: Field<VatLine[]>
  registrationNumber: Field<string>
  vatNumber: Field<string>
  documentNumber: Field<string>
  kind: Field<PaperKind>
  tipCents: Field<number>
  fuel: Field<Fuel>
  nights: Field<number>
}

export type Source = 'picture' | 'pdfText' | 'pdfPicture' | 'einvoice'

/** All that was read from one source. */
export interface Reading extends Facts {
  source: Source
  /** Pages the source has, and how many of them were read. */
  pages: number
  pagesRead: number
  /** Quarter turns clockwise that made the first page upright, after its EXIF tag. */
  quarters: number
  warnings: Told[]
  /** Two receipts on one picture: each with its own facts and the part of the picture it takes. */
  parts: (Facts & { box: Box })[]
  engines: string[]
  ms: number
  cpuMs: number
}
