import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { overlapsOf, wordsOfPages } from '#checks/page-texts.ts'
import { ownTemplate, photo, textsOf, value } from '#checks/report-template.ts'
import { type Random, seeded } from '#office/sample/random.ts'
import { makePdf } from './pdf.ts'

let dir = ''
ownTemplate((folder) => {
  dir = folder
})

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
