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
