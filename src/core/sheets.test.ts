import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSheet, type SheetColumn, SheetRefused, writeCsv, writeXlsx } from './sheets.ts'

const columns: SheetColumn[] = [
  { title: 'Darbuotojas', kind: 'text', width: 30 },
  { title: 'Diena', kind: 'date' },
  { title: 'Suma', kind: 'money', currency: 'EUR' },
  { title: 'Km', kind: 'number' },
]
const rows = [
  ['Ąžuolas Žilėnas', '2026-03-05', 123450, 12.5],
  ['=HYPERLINK("http://example.invalid")', null, -5, null],
  ['007', '2026-12-31', { cents: 1500, currency: 'JPY' }, 0],
]

test('an Excel file carries text as text, amounts as numbers and days as days', async () => {
  const sheets = [
    { name: 'Kovas: 2026/03', columns, rows, totals: ['Iš viso', null, 123445, 12.5] },
    { name: 'Kovas: 2026/03', columns, rows: [] },
  ]
  const read = await readSheet(await writeXlsx({ sheets }))
  assert.deepEqual(
    read.map((sheet) => sheet.name),
    ['Kovas  2026 03', 'Kovas  2026 03 (2)'],
  )
  assert.deepEqual(read[0]!.rows, [
    ['Darbuotojas', 'Diena', 'Suma', 'Km'],
    ['Ąžuolas Žilėnas', '2026-03-05', 1234.5, 12.5],
    ['=HYPERLINK("http://example.invalid")', null, -0.05, null],
    ['007', '2026-12-31', 1500, 0],
    ['Iš viso', null, 1234.45, 12.5],
  ])
})

test('a rate kept as decimal text is a number in the workbook and has the language’s mark in CSV', async () => {
  const rate: SheetColumn[] = [{ title: 'Kursas', kind: 'number' }]
  const [sheet] = await readSheet(
    await writeXlsx({ sheets: [{ name: 'x', columns: rate, rows: [['0.2345'], ['=1']] }] }),
  )
  assert.deepEqual(sheet!.rows.slice(1), [[0.2345], ['=1']])
  assert.match(Buffer.from(writeCsv(rate, [['0.2345'], ['=1']], 'lt')).toString(), /\r\n0,2345\r\n'=1\r\n/)
})

test('characters no Excel file may hold are left out', async () => {
  const text = `a\u0001b\ud800${'x'.repeat(40_000)}`
  const [sheet] = await readSheet(await writeXlsx({ sheets: [{ name: '', columns, rows: [[text]] }] }))
  const cell = String(sheet!.rows[1]![0])
  assert.ok(/^ab.?xx/u.test(cell) && cell.endsWith('…') && cell.length <= 32_767)
})

test('CSV opens in a Lithuanian Excel: BOM, semicolons, decimal commas', () => {
  const text = Buffer.from(writeCsv(columns, rows, 'lt')).toString()
  assert.equal(
    text,
    '\ufeffDarbuotojas;Diena;Suma;Km\r\n' +
      'Ąžuolas Žilėnas;2026-03-05;1234,50;12,5\r\n' +
      `"'=HYPERLINK(""http://example.invalid"")";;-0,05;\r\n` +
      '007;2026-12-31;1500;0\r\n',
  )
  assert.ok(
    Buffer.from(writeCsv(columns, rows, 'en'))
      .toString()
      .includes('Žilėnas,2026-03-05,1234.50,12.5\r\n'),
  )
})

test('a CSV cell that would run as a formula is defused, a negative number is not', () => {
  const text = (cell: string) =>
    Buffer.from(writeCsv([{ title: 'x', kind: 'text' }], [[cell]]))
      .toString()
      .split('\r\n')[1]
  for (const cell of ['=1+1', '+370 612 34567', '@SUM(A1)', '-2+3', '-cmd', ' =1', '＝1'])
    assert.equal(text(cell), `'${cell}`)
  for (const cell of ['-12.50', '-3', 'a=b', '12-5', 'a@b.lt']) assert.equal(text(cell), cell)
  assert.match(text('\t=1')!, /^"?'\t/)
})

test('CSV is read whatever its separator and encoding', async () => {
  const read = async (bytes: Uint8Array) => (await readSheet(bytes))[0]!.rows
  const expected = [
    ['Data', 'Suma', 'Pavadinimas'],
    ['2026-03-05', '2,74', 'Šimkus; ir Ko'],
    ['2026-03-06', null, 'Žalgiris'],
  ]
  const text = 'Data;Suma;Pavadinimas\r\n2026-03-05;2,74;"Šimkus; ir Ko"\r\n\r\n2026-03-06; ;Žalgiris\r\n'
  assert.deepEqual(await read(Buffer.from(text)), expected)
  assert.deepEqual(await read(Buffer.from(`\ufeff${text}`)), expected)
  assert.deepEqual(await read(Buffer.from(`\ufeff${text}`, 'utf16le')), expected)
  const baltic = Buffer.from(text.replaceAll('Š', '\xd0').replaceAll('Ž', '\xde'), 'latin1')
  assert.deepEqual(await read(baltic), expected)
  assert.deepEqual(await read(Buffer.from('a,b\n1,"2,5"\n')), [
    ['a', 'b'],
    ['1', '2,5'],
  ])
  assert.deepEqual(await read(Buffer.from('a\tb\n1\t2,5\n')), [
    ['a', 'b'],
    ['1', '2,5'],
  ])
  assert.deepEqual(await read(new Uint8Array()), [])
})

test('what is not a sheet is refused with a reason', async () => {
  const refused = (bytes: Uint8Array, says: string) =>
    assert.rejects(readSheet(bytes), (error) => error instanceof SheetRefused && error.says === says)
  const whole = await writeXlsx({ sheets: [{ name: 'a', columns, rows }] })
  await refused(whole.subarray(0, whole.length >> 1), 'core.sheets.damaged')
  await refused(Buffer.from('PK\x03\x04 rubbish'), 'core.sheets.damaged')
  await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'core.sheets.oldExcel')
  await refused(Buffer.from([1, 0, 2, 0]), 'core.sheets.notASheet')
  const bomb = Buffer.from(whole)
  bomb.writeUInt32LE(4_000_000_000, bomb.indexOf('PK\x01\x02', 0, 'latin1') + 24)
  await refused(bomb, 'core.sheets.tooLarge')
})

test('fifty thousand rows are written and read back', async () => {
  const many = Array.from({ length: 50_000 }, (_, n) => [`Eilutė ${n}`, '2026-03-05', n, n])
  const [sheet] = await readSheet(await writeXlsx({ sheets: [{ name: 'Daug', columns, rows: many }] }))
  assert.equal(sheet!.rows.length, 50_001)
  assert.deepEqual(sheet!.rows[50_000], ['Eilutė 49999', '2026-03-05', 499.99, 49_999])
})
