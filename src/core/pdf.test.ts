import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { degrees, PDFDocument } from '@cantoo/pdf-lib'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp, { type SharpOptions } from 'sharp'
import { overlapsOf, wordsOfPages } from '#checks/page-texts.ts'
import { type Attachment, appendPages, makePdf } from './pdf.ts'

let dir = ''
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'talka-paper-'))
  await writeFile(join(dir, 'report.typ'), report)
})
after(() => rm(dir, { recursive: true, force: true }))

const report = `
#import "/paper/paper.typ": *
#let data = json("/data.json")
#show: paper.with(title: data.title, lang: data.lang, numbers: data.numbers, footer: data.office.name)
#letterhead(data.office, right: data.madeOn)
= #data.title
#facts(data.facts)
== #data.linesTitle
#ledger(data.columns.map(it => (it.title, it.kind)), data.rows, totals: (data.totals,))
#remark[#data.remark]
#signatures(data.places)
#if data.picture != none { image("/images/" + data.picture, width: 40mm) }
`

const value = {
  title: 'Išlaidų ataskaita EXP-2026-0147',
  lang: 'lt',
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
  picture: null as string | null,
}

const words = {
  footer: 'UAB „Ąžuolynė“ · EXP-2026-0147',
  damaged: 'Failas sugadintas, jo parodyti negalima.',
  locked: 'Failas užrakintas slaptažodžiu.',
  cut: 'Parodyta ne viskas: iš viso {pages} puslapių.',
}

async function textsOf(pdf: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  const texts = [...document.pages()].map((page) => page.getText())
  document.destroy()
  library.destroy()
  return texts
}

async function photo(width = 600, height = 1400): Promise<Buffer> {
  const noise = {
    create: { width, height, channels: 3, background: '#ddd', noise: { type: 'gaussian', mean: 200, sigma: 20 } },
  }
  return sharp(noise as SharpOptions)
    .jpeg()
    .toBuffer()
}

async function pdfOf(texts: string[], rotation = 0): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  for (const text of texts) {
    const page = document.addPage([300, 500])
    page.drawText(text, { x: 20, y: 450 })
    page.setRotation(degrees(rotation))
  }
  return document.save()
}

test('a document is set with its header on every page and its Lithuanian letters kept', async () => {
  const pdf = await makePdf({ dir, main: 'report.typ' }, value)
  const texts = await textsOf(pdf)
  assert.ok(texts.length >= 3)
  assert.ok(
    texts.slice(0, 3).every((text) => text.includes('Pardavėjas')),
    'the table header is repeated',
  )
  assert.ok(texts[0]!.includes('UAB „Ąžuolynė“') && texts[0]!.includes('Rūta Žilėnaitė'))
  assert.ok(texts.at(-1)!.includes('148 140,00') && texts.at(-1)!.includes('Patvirtinta elektroniniu būdu'))
})

const people = ['Žydrūnė Vaitkevičiūtė-Konstantinavičienė', 'Jonas Ąžuolas', 'Eglė Čepaitė']
const categories = ['Viešbučiai ir nakvynė', 'Kuras', 'Reprezentacija', 'Automobilių stovėjimas', 'Mobilusis ryšys']

/** A table of figures `wide` columns wide and `long` rows long. */
function figures(wide: number, long: number) {
  const columns = Array.from({ length: wide }, (_, n) => ({ title: `${categories[n % 5]} ${n}`, kind: 'money' }))
  const row = (n: number) => [people[n % 3]!, ...columns.map((_, at) => `1 234 ${String(100 + at)},${10 + (n % 90)}`)]
  return {
    columns: [{ title: 'Vadybininkas', kind: 'text' }, ...columns],
    rows: Array.from({ length: long }, (_, n) => row(n)),
    totals: ['Iš viso', ...columns.map(() => '−123 456 789,00')],
  }
}

for (const wide of [3, 6, 9, 12, 25, 60])
  test(`a table of ${wide} figures a row is set without one text over another, and none is cut`, async () => {
    const table = figures(wide, 7)
    const pdf = await makePdf({ dir, main: 'report.typ' }, { ...value, ...table })
    assert.deepEqual(await overlapsOf(pdf), [])
    const words = (await wordsOfPages(pdf)).flat().join(' ').replaceAll('\u00a0', ' ')
    for (const figure of table.rows[0]!.slice(1)) assert.ok(words.includes(figure), figure)
  })

test('the first two and the last two rows of a table never stand alone on a page', async () => {
  for (const long of [30, 33, 36, 38, 39, 40, 41, 42, 45, 48]) {
    const pages = await wordsOfPages(await makePdf({ dir, main: 'report.typ' }, { ...value, ...figures(2, long) }))
    const rows = pages.map((words) => words.filter((word) => /^\d{3},\d\d$/.test(word)).length / 2)
    for (const [at, count] of rows.entries())
      assert.ok(count !== 1, `${long} rows: ${rows.join(', ')} on page ${at + 1} of ${pages.length}`)
    const totals = pages.findIndex((words) => words.includes('viso'))
    assert.ok(rows[totals]! >= 2, `${long} rows: the sum stands with ${rows[totals]} rows`)
  }
})

test('a document shows the pictures it is given and claims the archive standard asked for', async () => {
  const images = new Map([['čekis.jpg', new Uint8Array(await photo())]])
  const pdf = await makePdf(
    { dir, main: 'report.typ' },
    { ...value, picture: 'čekis.jpg' },
    { images, pdfStandard: 'a-2b' },
  )
  assert.ok(Buffer.from(pdf).includes('/Subtype/Image') || Buffer.from(pdf).includes('/Subtype /Image'))
  assert.match(Buffer.from(pdf).toString('latin1'), /pdfaid:part>2/)
  await assert.rejects(makePdf({ dir, main: 'report.typ' }, { ...value, picture: 'čekis.jpg' }), /čekis|not found/)
})

test('the same value at the same instant makes the same bytes', async () => {
  const madeAt = Temporal.Instant.from('2026-03-31T12:00:00Z')
  const [one, two] = [
    await makePdf({ dir, main: 'report.typ' }, value, { madeAt }),
    await makePdf({ dir, main: 'report.typ' }, value, { madeAt }),
  ]
  assert.ok(Buffer.from(one).equals(two))
})

test('a template with a fault is a bug that says where', async () => {
  await writeFile(join(dir, 'broken.typ'), '#let data = json("/data.json")\n#data.nothing')
  await assert.rejects(makePdf({ dir, main: 'broken.typ' }, value), /broken\.typ.*nothing/)
  assert.ok((await makePdf({ dir, main: 'report.typ' }, value)).length > 1000, 'the next document is made')
})

test('a template reads nothing outside its folder', async () => {
  await writeFile(join(dir, 'spy.typ'), '#read("/../../../../etc/passwd")')
  await assert.rejects(makePdf({ dir, main: 'spy.typ' }, value))
})

test('receipts are appended with captions, PDF pages upright as they are, and every page is numbered', async () => {
  const pdf = await makePdf({ dir, main: 'report.typ' }, { ...value, rows: value.rows.slice(0, 3) })
  const jpeg = await photo()
  const pictures: Attachment[] = Array.from({ length: 5 }, (_, n) => ({
    bytes: jpeg,
    kind: 'jpeg',
    caption: `${n + 1}. Kuras – „Žalgiris“`,
  }))
  const bill = await pdfOf(['Hotel bill', 'Breakfast'], 90)
  const attachments: Attachment[] = [...pictures, { bytes: async () => bill, kind: 'pdf', caption: '6. Viešbutis' }]
  const steps: string[] = []
  const made = await appendPages(pdf, attachments, {
    ...words,
    onProgress: (done, of) => steps.push(`${done} of ${of}`),
  })
  const texts = await textsOf(made)
  assert.equal(texts.length, 1 + 2 + 2)
  texts.forEach((text, at) => {
    assert.ok(text.includes(`${at + 1} / 5`), `page ${at + 1} has its number`)
  })
  assert.ok(
    texts[1]!.includes('1. Kuras – „Žalgiris“') && texts[1]!.includes('4. Kuras') && texts[2]!.includes('5. Kuras'),
  )
  assert.ok(
    texts[3]!.includes('6. Viešbutis (1 / 2)') && texts[3]!.includes('Hotel bill') && texts[4]!.includes('Breakfast'),
  )
  assert.ok(texts.slice(1).every((text) => text.includes(words.footer)))
  assert.deepEqual([steps.length, steps.at(-1)], [6, '6 of 6'])
})

test('an attachment that cannot be shown gets its place with the reason', async () => {
  const pdf = await makePdf({ dir, main: 'report.typ' }, { ...value, rows: [] })
  const locked = await PDFDocument.load(await pdfOf(['secret']))
  locked.encrypt({ userPassword: 'slaptas', ownerPassword: 'kitas' })
  const cut = (await pdfOf(['x'])).subarray(0, 200)
  const attachments: Attachment[] = [
    { bytes: cut, kind: 'pdf', caption: '1. Sugadinta' },
    { bytes: await locked.save(), kind: 'pdf', caption: '2. Užrakinta' },
    { bytes: new Uint8Array([0xff, 0xd8, 0xff]), kind: 'jpeg', caption: '3. Tuščia' },
    { bytes: new Uint8Array(), kind: 'xml', caption: '4. E. sąskaita' },
  ]
  const texts = await textsOf(await appendPages(pdf, attachments, words))
  assert.equal(texts.length, 2)
  assert.equal(texts[1]!.split(words.damaged.split(',')[0]!).length - 1, 3)
  assert.ok(texts[1]!.includes('užrakintas'))
})

test('a receipt that cannot be fetched stops the document, it is not left out in silence', async () => {
  const pdf = await makePdf({ dir, main: 'report.typ' }, { ...value, rows: [] })
  const gone = { bytes: () => Promise.reject(new Error('gone')), kind: 'jpeg', caption: 'x' } as const
  await assert.rejects(appendPages(pdf, [gone, gone, gone], words), /gone/)
})
