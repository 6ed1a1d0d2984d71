/** Companies' forms, of whatever case; some tills glue them to the name. */
const LONG_FORM =
  /(SDN\.?\s?[BE83]HD|(?<!\p{L})(?:BHD|S\/B|PLT|PTE\.?\s?LTD|PTY|ENTERPRISE|TRADING|UAB|TŪB|akcin[eė] bendrov[eė]|sabiedr[iī]ba ar|akciju sabiedr|aktsiaselts|aktiebolag|osa[uü]hing|sp[oó][lł]ka [zk]|gesellschaft m\.?\s?b\.?\s?h|individuali [iį]mon[eė]|ma[zž]oji bendrija|vie[sš]oji [iį]staiga|APS|G?GMBH|MBH|OHG|GBR|E\.\s?(?:K(?:FR|FM)?|U)\.|SP\.?\s?Z\s?O\.?\s?O|SP\.\s?[JK]|S\.\s?R\.\s?O|S\.A\.|S\.\s?C\.|SARL|S\.?R\.?L|S\.?N\.?C|S\.P\.A|B\.V|N\.V|LTD|LIMITED|LLC|LLP|PLC|INC|CORP(?:ORATION)?|CO\.(?=\s*(?:LTD|SDN|KG|INC|,|\)|$))|COMPANY))(?!\p{L})/iu
/** Short ones only in capitals: in small letters they are words, or kilograms. These may lead the name … */
const LEADING_FORM =
  /(?<![\p{L}\d/.,-]|\d\s)(?:SIA|MB|AB|I[ĮI]|V[ŠS][ĮI]|VšĮ|[SV]Į|ŽŪB|O[ÜU]|AS|SA|[Oo][UuÜü]$)(?![\p{L}/-])/u
/** … and these only follow it. */
const CLOSING_FORM =
  /(?<=\p{L}[“”"'.)]?,?\s)(?:A\/S|O[Yy][Jj]?|Ab|AB|ApS|SA|AG|KG|UG|SAS|S\.\s?A\.\s?S\.?|SPA|BV|NV|HB|OG|S\.?L\.?U?\.?$|[aA]\.\s?[sS]\.|[vV]\.\s?[oO]\.\s?[sS]\.)(?![\p{L}/-])/u

/** Forms spelled out or short that Baltic law asks for beside a name. */
const BALTIC_FORM = /UAB|akcin[eė] bendrov[eė]|individuali [iį]mon|sabiedr[iī]ba|aktsiaselts|osa[uü]hing/iu

/** Whether a company's form stands in the text: it is a name, and whole. */
export function hasCompanyForm(text: string): boolean {
  return LONG_FORM.test(text) || LEADING_FORM.test(text) || CLOSING_FORM.test(text)
}

/** A form that stands alone waits for the name on the next row. */
export const FORM_ALONE =
  /^(UAB|MB|AB|SIA|AS|I[ĮI]|V[šŠS][ĮI]|SDN\.?\s?BHD\.?|sabiedr[iī]ba ar ierobe.{0,2}otu(?: atbild[iī]bu)?|(u.{0,2}daroji )?akcin[eė] bendrov[eė]|individuali [iį]mon[eė]|ma[zž]oji bendrija|vie[sš]oji [iį]staiga|stacja paliw)$/iu
/** Whether it is a Baltic company's, whose legal name stands wherever its codes do. */
export function hasBalticForm(text: string): boolean {
  return LEADING_FORM.test(text) || BALTIC_FORM.test(text)
}

/** Nothing follows these. */
export const ENDED = /(BHD\.?|S\/B|GMBH|LTD\.?|PLC|UAB|SIA|OÜ|O\.O\.|LLC|INC\.?|“|”)[\s.)]*$/iu

/** Companies' forms as an engine without the country's letters reads them, and as they are written. */
const WRITTEN: Record<string, [RegExp, string][]> = {
  LT: [
    [/^V[SŠ][IĮ](?=\s)|(?<=\s)V[SŠ][IĮ]$/u, 'VšĮ'],
    [/^I[IĮ](?=\s)|(?<=\s)I[IĮ]$/u, 'IĮ'],
    [/^U.{0,2}daroji akcin[eė] bendrov[eė](?=\s)/u, 'Uždaroji akcinė bendrovė'],
  ],
  EE: [[/^O[UÜ](?=\s)|(?<=\s)[Oo][UÜuü]$/u, 'OÜ']],
}

/** The name with its company's form in the letters of its country. */
export function withWrittenForm(name: string, country: string | null): string {
  return (WRITTEN[country ?? ''] ?? []).reduce((text, [read, written]) => text.replace(read, written), name)
}
