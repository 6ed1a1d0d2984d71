import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp, { type SharpOptions } from 'sharp'

/** A folder with the template `report.typ` for a file of tests; `begin` is told of it. */
export function ownTemplate(begin: (dir: string) => void): void {
  let dir = ''
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'talka-paper-'))
    await writeFile(join(dir, 'report.typ'), report)
    begin(dir)
  })
  after(() => rm(dir, { recursive: true, force: true }))
}

const report = `
#import "/paper/paper.typ": *
#let data = json("/data.json")
#show: paper.with(title: data.title, lang: data.lang, landscape: data.landscape, numbers: data.numbers, footer: "EXP-2026-0147")
#letterhead(data.office, right: data.madeOn)
= #data.title
#facts(data.facts)
== #data.linesTitle
#let ending = {
  for _ in range(3) { remark(data.remark) }
  signatures(data.places)
}
#ledger(data.columns.map(it => (it.title, it.kind)), data.rows, totals: (data.totals,), after: ending)
#for (title, rows) in data.sections {
  section(title, data.remark)
  ledger(data.columns.map(it => (it.title, it.kind)), rows)
}
#if data.picture != none { image("/images/" + data.picture, width: 40mm) }
`

/** What the template shows. */
export const value = {
  title: 'Išlaidų ataskaita EXP-2026-0147',
  lang: 'lt',
  landscape: false,
  numbers: false,
  office: { name: 'UAB „Ąžuolynė“', code: '300000000', address: 'Gedimino pr. 1, Vilnius', vat: '' },
  madeOn: '2026-03-31',
  facts: [
    ['Laikotarpis', '2026 m. kovas'],
    ['Vadybininkas', 'Rūta Žilėnaitė'],
    ['Avansas', ''],
  ],
  linesTitle: 'Eilutės',
  columns: [
    { title: 'Diena', kind: 'date' },
    { title: 'Pardavėjas', kind: 'text' },
    { title: 'Suma, EUR', kind: 'money' },
  ],
  rows: Array.from({ length: 120 }, (_, n) => ['2026-03-05', `Šakočių namai ${n}`, '1 234,50']),
  totals: ['Iš viso', null, '148 140,00'],
  remark: 'Supažindinta su tvarkos 3 redakcija 2026-02-27.',
  places: [
    { role: 'Rengė', name: 'Eglė Čepaitė' },
    { role: 'Tvirtino', name: 'Mindaugas Ūsas', date: '2026-04-02', note: 'Patvirtinta elektroniniu būdu' },
  ],
  sections: [] as [string, string[][]][],
  picture: null as string | null,
}

/** The text of each page. */
export async function textsOf(pdf: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  const texts = [...document.pages()].map((page) => page.getText())
  document.destroy()
  library.destroy()
  return texts
}

/** A receipt as a camera leaves it. */
export async function photo(width = 600, height = 1400): Promise<Buffer> {
  const noise = {
    create: { width, height, channels: 3, background: '#ddd', noise: { type: 'gaussian', mean: 200, sigma: 20 } },
  }
  return sharp(noise as SharpOptions)
    .jpeg()
    .toBuffer()
}
