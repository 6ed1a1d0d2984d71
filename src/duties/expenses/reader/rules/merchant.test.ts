import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withWrittenForm } from './forms.ts'
import { withAccents } from './letters.ts'
import { merchantCandidates } from './merchant.ts'
import { paperOf } from './test-paper.ts'

const names: [string, string[]][] = [
  ['UAB „Eglynės degalinė“', ['UAB „Eglynės degalinė“', 'Laisvės al. 90', 'PVM kodas LT619547419', 'Kvitas Nr. 12']],
  [
    'PAPER LAMP TRADING SDN BHD',
    ['handwritten', 'PAPER LAMP TRADING SDN BHD (126926-H)', 'NO 3, JALAN LAMA', 'TAX INVOICE'],
  ],
  ['PAPER LAMP CO. (M) SDN BHD', ['PAPER LAMP', 'CO. (M) SDN BHD', '(Co.No.113825-W)', 'TAX INVOICE']],
  [
    'Kranichtal Pension GmbH',
    ['Kranichtal Pension GmbH', 'Rechnung Nr. 12', 'Rechnung an', 'UAB Gervainis', 'Summe 12,00'],
  ],
  [
    'UAB „Popieriaus namai“',
    ['PIRKĖJAS            PARDAVĖJAS', 'UAB „Tiltas“        UAB „Popieriaus namai“', 'Kodas 305080932'],
  ],
  ['Uždaroji akcinė bendrovė „Plius“', ['PLIUS+', 'Uždaroji akcinė bendrovė', '„Plius“', 'Kauno g. 404, Vilnius']],
  ['IĮ „Ratas“', ['AUTOSERVISAS', 'IĮ „Ratas“   kodas 123217761', 'Kvitas Nr. 7']],
  ['Põhjakaup AS', ['PÕHJAKAUP', 'Põhjakaup AS, Narva mnt 417, Tallinn', 'Reg.kood 10687587', 'Kviitung 1']],
  [
    'HÔTEL DES DEUX FONTAINES',
    ['HÔTEL DES DEUX FONTAINES ***', '8 quai de la Tannerie', 'FACTURE N° 3', 'Cabinet X SELARL'],
  ],
  ['RANGUP FOODS (M) SDN BHD', ['RANGUP F00DS (M) SDN BHD', '(123456-A)', 'TAX INVOICE']],
  [
    'Gasthaus Zur Alten Schmiede',
    ['Gasthaus', 'Zur Alten Schmiede', 'Kirchgasse 9, 83629 Weyernbach', 'RECHNUNG 1187'],
  ],
  ['SUNFLOWER', ['SUNFLOWER', '22 LRG PERUSAHAAN 4', 'TEL: 03-61855688', 'TABLE 12', 'RICE 8.50']],
]

test('the name of who sold is found among addresses, numbers and buyers', () => {
  for (const [name, lines] of names) assert.equal(merchantCandidates(paperOf(...lines))[0]?.value, name, name)
})

test('accents come from the second reading, all else from the first', () => {
  assert.equal(withAccents('UAB ,Zalioji girele"', 'UAB „Žalioji girelė“'), 'UAB „Žalioji girelė“')
  assert.equal(withAccents('MB Saltibarsciy asotis', '"MB Šaltibarščių ąsotis'), 'MB Šaltibarščių ąsotis')
  assert.equal(withAccents('Kavine 24', 'Kavinė Z4'), 'Kavinė 24')
  assert.equal(withAccents('Hugelland Taxi', 'Hügelland Taxi'), 'Hügelland Taxi')
  assert.equal(withAccents('Gintaro namai', '~~|| xx'), 'Gintaro namai')
  assert.equal(withAccents('UAB ",Gintaro parkingas"', 'UAB „Gi ntaro pa rkingas“'), 'UAB „Gintaro parkingas“')
  assert.equal(withAccents('Zieduir kava', 'Žiedų ir kava'), 'Žiedų ir kava')
})

test("a company's form is written in its country's letters, though the engine lacks them", () => {
  assert.equal(withWrittenForm('Must Konn OU', 'EE'), 'Must Konn OÜ')
  assert.equal(withWrittenForm('VSI Jūros muziejus', 'LT'), 'VšĮ Jūros muziejus')
  assert.equal(withWrittenForm('II „Ratas“', 'LT'), 'IĮ „Ratas“')
  assert.equal(withWrittenForm('OU PRESS LTD', 'GB'), 'OU PRESS LTD')
})
