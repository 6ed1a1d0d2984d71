import { worded } from './fold.ts'
import { ENDED, hasCompanyForm } from './forms.ts'

/** Streets, floors, towns and postcodes of the countries that receipts come from. */
export const ADDRESS = worded(
  /(\bJALAN\b|\bJLN\b|\bJIN\b|\bLOT\b|\bNO\.?\s?\d|\bTAMAN\b|\bPERSIARAN\b|\bLORONG\b|\bBANDAR\b|\bSEKSYEN\b|\bKAWASAN\b|\bKAMPUNG\b|\bSELANGOR\b|\bJOHOR\b|\bKUALA\b|\bFLOOR\b|\bTINGKAT\b|\bSTREET\b|\bROAD\b|\bRD,|\bAVE(NUE)?\b|\bLANE\b|\bgatv|\b\p{L}+\s+g\.\s?\d|\bpl\.\s?\d|\bpr\.\s?\d|\bal\.\s?\d|\biela\b|\bmnt\s\d|\bul\.\s|\bulica\b|\bos\.\s|stra[sßB]e\b|gasse\s?\d|str\.\s?\d|platz\b|weg\s?\d|\brue\b|\bquai\b|\bvia\b|\bcalle\b|\br[uú]a\b|\b\d{5}\b|\bLT-\d{5}|\bLV-\d{4}|\b\d{2}-\d{3}\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b|\b\p{L}{3,}\s\d{1,3}[a-z]?,\s?\d{4,5}\b)/iu,
)
const REGISTRATION =
  /[\s,]*[([<{]?\s?(?:CO\.?\s?(?:REG\.?)?\s?(?:NO\.?)?\s?:?\s?)?\b\d{4,12}\s?-{1,2}\s?[A-Z0-9]?\b\s?[)\]>}]?.*$|[\s,]*[([<]\s?[A-Z]{0,3}\d{5,}[- ]?[A-Z]?\s?[)\]>].*$|[\s,]*\((?:CO|ROC|BR|KJ)?\.?\s?(?:NO)?\.?:?\s?[\dA-Z-]*\d[\dA-Z-]*\s?\)?$/iu
/** Codes, numbers and what else follows the name on its row. */
const BEHIND = worded(
  /[\s,;(]+(?:[iįIĮ]\s?[./]\s?k\.?|[iį]m(?:on[eė]s)?\.?\s?k(?:odas)?\.?|kodas|juridinio|PVM|PVN|KMKR|reg\.?\s?(?:kood|nr|no|code)|NIP|UID|USt|VAT\s|CHE-|CVR|SIRET|tel[.:\s]|ph[.:])[\s\S]*$/iu,
)
/** What follows a closing form is a town or an address. */
const BEHIND_FORM =
  /(?<name>^.*\p{L}.*\s(?:GMBH|MBH|LTD\.?|LLC|PLC|OÜ|SP\.?\s?Z\s?O\.?\s?O\.?|S\.\s?R\.\s?O\.|S\.?R\.?L\.?))(?!\p{L})\s+(?![(&]|SP\.|CO\.|KG|T\/A)[\p{L}\d].*$/iu
const NUMBERS_BEHIND = worded(/\s*\(?(Co\.?\s?(Reg\.?)?\s?No|Reg\.?\s?No|\bROC\b|\bGST\b|\bTEL\b).*$/iu)
const WORD_BEFORE =
  /^(?:pardav[eė]jas|pinigus pri[eė]m[eė]|p[aā]rdev[eē]js|izsniedz[eē]js|m[uü][uü]ja|sprzedawca|verk[aä]ufer|seller|from|operated by|owned by|welcome to|vendeur|dodavatel|inh\.?|\(?opr\.? by|by|ve[zž][eė]jas)\s*[:.]?\s+/iu

/** The name on a piece of a row as an engine read it. */
export function nameOn(text: string): string {
  return nameIn(textOfName(text))
}

/** The piece with its letters put right, and without a word such as "seller:" before it. */
export function textOfName(text: string): string {
  return withoutWordBefore(tidied(text))
}

/** The part of a row that is a name: before a registration number, an address and the like. */
function nameIn(text: string): string {
  return withoutAddress(
    text
      .replace(/\s*[([<]\s?\p{L}{1,6}\.?\s?(?:Reg\.?)?\s?N[o0][.:\s].*$/iu, '')
      .replace(/\s*\bCompany\s?(?:Reg|No)\b.*$/iu, '')
      .replace(/\s*[[(<]?[\w.]+@.*$/u, '')
      .replace(/\s+t\/a(?:\s.*)?$/iu, '')
      .replace(BEHIND, '')
      .replace(BEHIND_FORM, '$<name>')
      .replace(/^([^„]*„[^“”"]+[“”"])\s+\p{L}.*$/u, '$1')
      .replace(REGISTRATION, ''),
  )
    .replace(/(?<=\bSDN\.?\s?)[E38]H[DO0]\b/iu, 'BHD')
    .replace(NUMBERS_BEHIND, '')
    .replace(/^[^\p{L}\p{N}„"“]+|[\s\-_,:;*#+=<>[\]{}|~/]+$/gu, '')
    .replace(/\s+#\d{3,6}$/u, '')
    .trim()
}

/** After a comma an address begins, if it has a number and what stands before is a whole name. */
function withoutAddress(text: string): string {
  const comma = text.search(/,\s/)
  if (comma < 0) return text
  const [before, after] = [text.slice(0, comma), text.slice(comma + 1)]
  const isWhole = hasCompanyForm(before) || (/\p{L}{2,}.*\s\p{L}{2,}/u.test(before) && !ADDRESS.test(before))
  return isWhole && (/\d/.test(after) || ENDED.test(before)) ? before : text
}

/** Mostly letters, and no longer than names are. */
export function looksLikeName(name: string): boolean {
  const letters = name.replace(/[^\p{L}]/gu, '').length
  return letters >= 2 && letters >= name.replace(/\s/g, '').length * 0.55 && name.length <= 70
}

/** Signs and letters put right that engines misread in names: figures among letters, blanks before full stops. */
function tidied(text: string): string {
  return text
    .replace(/\s+(?=[.,](?:\s|\p{L}|$))/gu, '')
    .replace(/(?<=\p{Lu})0|0(?=\p{Lu}{2})|(?<![\p{L}\d])0(?=\p{Ll}{2})/gu, 'O')
    .replace(/(?<=\p{Ll})0(?=\p{Ll})/gu, 'o')
    .replace(/(?<=\p{Ll})1+(?=\p{Ll})|(?<=\br\.\s?)1(?=\.)/gu, (ones) => 'l'.repeat(ones.length))
    .replace(/\b0(?=[yY]\b)/g, 'O')
    .replace(/\b(GmbH|mbH) [a8] (?=Co\b)/gi, '$1 & ')
}

/** Without "seller:" and other words with a colon before a company's name. */
function withoutWordBefore(text: string): string {
  const [, after] = /^[\p{L} ]{3,20}:\s*(.+)$/u.exec(text) ?? []
  return after && hasCompanyForm(after) ? after : text.replace(WORD_BEFORE, '')
}
