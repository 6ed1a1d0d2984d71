import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { degrees, PDFDocument } from '@cantoo/pdf-lib'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp, { type SharpOptions } from 'sharp'
import { overlapsOf, wordsOfPages } from '#checks/page-texts.ts'
import { type Random, seeded } from '#office/sample/random.ts'
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

const value = {
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

const lengths = [1, 3, 8, 14, 30, 55] as const

/** Words of all lengths, some of which no line can take whole; `marks` keep what is asked for recognizable. */
function wordy(random: Random, mark: string): string {
  const letters = ['m', 'W', 'Ė', 'i', '0', 'y', 'ų', '-']
  const word = () => Array.from({ length: random.pick(lengths) }, () => random.pick(letters)).join('')
  return [mark, ...Array.from({ length: random.int(0, 9) }, word)].join(' ')
}

/** A table of everything that may stand on a paper: long words, names and numbers, amounts of ten digits in any currency. */
function anyTable(random: Random) {
  const kinds = [
    'text',
    'date',
    ...Array.from({ length: random.int(1, 9) }, () => random.pick(['text', 'money', 'number'])),
  ]
  const money = () => `−${random.int(1, 9_999)} ${random.int(100, 999)} ${random.int(100, 999)},${random.int(10, 99)} ${random.pick(['€', 'KWD', 'PLN'])}` // biome-ignore format: one amount
  const cell = (kind: string, mark: string) =>
    kind === 'text' ? wordy(random, mark) : kind === 'date' ? '2026-03-05' : random.chance(0.8) ? money() : ''
  const row = (n: number) => kinds.map((kind, at) => cell(kind, at === 0 ? `#${n}.` : ''))
  return {
    columns: kinds.map((kind) => ({ title: wordy(random, '').trim(), kind })),
    rows: Array.from({ length: random.int(0, 30) }, (_, n) => row(n)),
    totals: kinds.map((kind) => cell(kind, 'Iš viso')),
  }
}

for (const seed of [1, 2, 3, 4, 5, 6, 7, 8])
  test(`whatever the lengths of names, numbers and words, no text lies over another or leaves the margins (seed ${seed})`, async () => {
    const random = seeded(seed)
    const name = () => wordy(random, '').trim()
    const pdf = await makePdf(
      { dir, main: 'report.typ' },
      {
        ...{ ...value, ...anyTable(random), title: name(), remark: name() },
        office: { name: name(), code: name(), address: name() },
        facts: Array.from({ length: 5 }, () => [name(), name()]),
        sections: Array.from({ length: 3 }, () => [name(), anyTable(random).rows.map((row) => row.slice(0, 2))]),
        places: [{ role: 'Rengė', name: name() }, { role: 'Tvirtino', name: name(), date: '2026-04-02', note: name() }], // biome-ignore format: one row
      },
    )
    assert.deepEqual(await overlapsOf(pdf), [])
  })

for (const landscape of [false, true])
  test(`no row is torn over two pages, a heading stands with two rows of its table, and signatures with the sums${landscape ? ', lying' : ''}`, async () => {
    const rows = (from: number, long: number) =>
      Array.from({ length: long }, (_, n) => [
        `a${from + n}`,
        `${'Ilgas paaiškinimas '.repeat(1 + (n % 9))} z${from + n}`,
        '1,00',
      ])
    for (const long of [1, 2, 3, 5, 8, 13, 21, 24, 27, 30]) {
      const sections = Array.from({ length: 8 }, (_, n) => [
        `Skyrius${n}`,
        rows(1_000 * (n + 1), 1 + ((long + 3 * n) % 9)),
      ])
      const pages = await wordsOfPages(
        await makePdf({ dir, main: 'report.typ' }, { ...value, landscape, rows: rows(0, long), sections }),
      )
      const pageOf = (word: string) => pages.findIndex((words) => words.includes(word))
      for (const word of pages.flat().filter((one) => /^a\d+$/.test(one)))
        assert.equal(pageOf(word), pageOf(word.replace('a', 'z')), `row ${word} of ${long}`)
      for (const [n, { length }] of sections.map(([, own]) => own!).entries())
        for (let row = 0; row < Math.min(2, length); row++)
          assert.equal(pageOf(`Skyrius${n}`), pageOf(`a${1_000 * (n + 1) + row}`), `section ${n} of ${long}`)
      assert.equal(pageOf('Tvirtino'), pageOf('viso'), `the signatures under ${long} rows`)
      assert.equal(pageOf('Tvirtino'), pageOf(`a${long - 1}`), `the signatures under ${long} rows`)
    }
  })

test('a row higher than a page goes on at the next one', async () => {
  const long = Array.from({ length: 900 }, (_, n) => `w${n}`).join(' ')
  const row = ['2026-03-05', long, '1,00']
  const pdf = await makePdf({ dir, main: 'report.typ' }, { ...value, rows: [row, row, row, row, row, row] })
  assert.deepEqual(await overlapsOf(pdf), [])
  const words = (await wordsOfPages(pdf)).flat()
  assert.equal(words.filter((word) => word === 'w899').length, 6)
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

test('a caption breaks between its words, not between an amount and its currency', async () => {
  const pdf = await makePdf({ dir, main: 'report.typ' }, { ...value, rows: [] })
  const attachments = Array.from({ length: 12 }, (_, n): Attachment => {
    return {
      bytes: new Uint8Array(),
      kind: 'xml',
      caption: `RCT-1 · ${'Pardavėjas '.repeat(2)}${'x'.repeat(n)} · 1 047,62\u00a0€`,
    }
  })
  const text = (await textsOf(await appendPages(pdf, attachments, words))).join('\n')
  assert.equal(text.match(/1 047,62\s€/g)?.length, 12)
  assert.doesNotMatch(text, /1 047,62\s*[\r\n]/)
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

/** A PDF of a few objects, as a careless or hostile program writes it; the first is the catalogue, the second its pages. */
const written = (objects: string[], more = '') =>
  Buffer.from(
    `%PDF-1.4\n${objects.map((body, at) => `${at + 1} 0 obj${body}endobj`).join('\n')}\ntrailer<</Root 1 0 R${more}>>\n%%EOF`,
    'latin1',
  )
const catalogue = '<</Type/Catalog/Pages 2 0 R>>'
const onePage = '<</Type/Pages/Kids[3 0 R]/Count 1>>'
const pageWith = (entries: string, ...more: string[]) =>
  written([catalogue, onePage, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]${entries}>>`, ...more])
const content = '<</Length 9>>stream\n0 0 m 9 9\nendstream\n'

const blankPages: Record<string, Uint8Array> = {
  'no contents': pageWith(''),
  'contents null': pageWith('/Contents null'),
  'contents of nothing': pageWith('/Contents[]'),
  'contents that are not there': pageWith('/Contents 9 0 R'),
  'no resources': pageWith('/Contents 4 0 R', content),
  'a page without extent': written([catalogue, onePage, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]>>']),
  'a page drawn from right to left': written([catalogue, onePage, '<</Type/Page/Parent 2 0 R/MediaBox[9 9 0 0]>>']),
  'a huge page': written([catalogue, onePage, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${'9'.repeat(30)} 99]>>`]),
}
const brokenPages: Record<string, Uint8Array> = {
  'no pages': written([catalogue, '<</Type/Pages/Kids[]/Count 0>>']),
  'a page tree that is not there': written([catalogue]),
  'pages that hold themselves': written([catalogue, '<</Type/Pages/Kids[2 0 R]/Count 1>>']),
  'a page that is its own parent': written([catalogue, onePage, '<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>']),
  'an extent of words': written([catalogue, onePage, '<</Type/Page/Parent 2 0 R/MediaBox[/a /b (c) 9]>>']),
  'an extent of no number': written([catalogue, onePage, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 1e9]>>']),
  'no extent': written([catalogue, onePage, '<</Type/Page/Parent 2 0 R>>']),
  'contents that are numbers': pageWith('/Contents[1 2]'),
  'contents packed in an unknown way': pageWith('/Contents 4 0 R', '<</Filter/Odd/Length 1>>stream\nx\nendstream\n'),
  'resources that are a number': pageWith('/Resources<</Font 7>>'),
  'an encryption that says nothing': written([catalogue, onePage, '<</Type/Page>>'], '/Encrypt<</Filter/Odd>>'),
}

test('whatever a PDF is, the paper comes: an empty page is shown so, any other gets the reason under its caption', async () => {
  const pdf = await makePdf({ dir, main: 'report.typ' }, { ...value, rows: [] })
  const good = await pdfOf(['Hotel bill'])
  const odd = [...Object.entries(blankPages), ...Object.entries(brokenPages)]
  const attachments = odd.flatMap(([what, bytes]): Attachment[] => [
    { bytes, kind: 'pdf', caption: `[${what}]` },
    { bytes: good, kind: 'pdf', caption: `after ${what}` },
  ])
  const texts = await textsOf(await appendPages(pdf, attachments, words))
  const pageOf = (caption: string) => texts.find((text) => text.replace(/\s+/g, ' ').includes(caption)) ?? ''
  const isFault = (text: string) => text.includes('užrakintas') || text.includes(words.damaged.split(',')[0]!)
  for (const [what] of odd) {
    assert.equal(pageOf(`[${what}]`) === '' ? 'left out' : isFault(pageOf(`[${what}]`)), what in brokenPages, what)
    assert.ok(pageOf(`after ${what}`).includes('Hotel bill'), what)
  }
})

test('a receipt that cannot be fetched stops the document, it is not left out in silence', async () => {
  const pdf = await makePdf({ dir, main: 'report.typ' }, { ...value, rows: [] })
  const gone = { bytes: () => Promise.reject(new Error('gone')), kind: 'jpeg', caption: 'x' } as const
  await assert.rejects(appendPages(pdf, [gone, gone, gone], words), /gone/)
})
