import assert from 'node:assert/strict'
import { test } from 'node:test'
import { degrees, PDFDocument } from '@cantoo/pdf-lib'
import { ownTemplate, photo, textsOf, value } from '#checks/report-template.ts'
import { type Attachment, appendPages, makePdf } from './pdf.ts'

let dir = ''
ownTemplate((folder) => {
  dir = folder
})

const words = {
  footer: 'UAB „Ąžuolynė“ · EXP-2026-0147',
  damaged: 'Failas sugadintas, jo parodyti negalima.',
  locked: 'Failas užrakintas slaptažodžiu.',
  cut: 'Parodyta ne viskas: iš viso {pages} puslapių.',
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
