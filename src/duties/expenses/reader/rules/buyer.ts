import { folded, pattern } from './fold.ts'
import type { Row } from './rows.ts'

const BUYER = pattern(
  '(\\bBILL(ED)? TO\\b|\\bSOLD TO\\b|\\bBUYER|\\bCUSTOMER\\b|\\bCLIENT\\b|\\bGUEST\\b|RECHNUNG AN\\b|\\bGAST\\b|\\bKUNDE\\b|EMPFANGER|PIRKEJAS|UZSAKOVAS|MOKETOJAS|SVECIAS|\\bPIRCE|SANEMEJS|\\bVIESIS|NABYWCA|\\bGOSC|KLIENT|OSTJA|CLIENTE|ACHETEUR|KOPARE)',
)
/** An address block has no more rows. */
const BLOCK = 5

/** Whether a row tells of who bought, not of who sold: from the word for the buyer to the end of his address. */
export function buyerRows(rows: Row[]): (index: number) => boolean {
  const from = rows.findIndex((row, i) => i > 0 && BUYER.test(folded(row.text)))
  return (index) => from >= 0 && index >= from && index <= from + BLOCK
}
