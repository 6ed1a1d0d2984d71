import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountsIn } from './amounts.ts'
import { factsOf } from './facts.ts'
import { paperOf } from './test-paper.ts'
import { totalCandidates } from './total.ts'
import { vatOf } from './vat.ts'

const totalOn = (...lines: string[]) => {
  const rows = paperOf(...lines)
  const amounts = amountsIn(rows)
  return totalCandidates(rows, amounts, vatOf(rows, amounts))[0]
}

const papers: [string, number, string[]][] = [
  [
    'among subtotal, cash and change',
    1760,
    ['Soup 8.00', 'Stew 8.00', 'Subtotal 16.00', 'VAT 10% 1.60', 'Total 17.60', 'Cash 20.00', 'Change 2.40'],
  ],
  [
    'after rounding',
    1045,
    ['Glue 10.44', 'Total 10.44', 'Rounding Adj 0.01', 'Total Rounded 10.45', 'Cash 20.00', 'Change 9.55'],
  ],
  [
    'in Lithuanian',
    2480,
    ['Nuolaida -1,00', 'SUMA 24,80', 'Įskaitant PVM 21% 4,30', 'Mokėta grynaisiais 30,00', 'Grąža 5,20'],
  ],
  ['to be paid in Lithuanian', 1503, ['Iš viso: 15,03', 'PVM 21,00 % A 2,61', 'Be PVM A 12,42', 'MOKĖTI EUR 15,03']],
  ['in Latvian', 1879, ['Starpsumma 18,79', 'KOPĀ 18,79', 'Skaidra nauda 20,00', 'Atlikums 1,21']],
  [
    'in Polish',
    8915,
    ['SUMA CZĘŚCIOWA 89,15', 'SUMA PTU 7,75', 'DO ZAPŁATY 89,15 zł', 'GOTÓWKA 100,00', 'RESZTA 10,85'],
  ],
  [
    'in German, with thousands',
    112900,
    ['Kopter 1.129,00 b', 'Total EUR 1.129,00', 'incl. 19,00% MwSt (b) 180,26', 'Netto-Warenwert: (b) 948,74'],
  ],
  ['though a letter of its word is misread', 1880, ['Tea 18.80', 'Tota! 18.80', 'Cash 20.00', 'Chanqe 1.20']],
  ['though its word was not read at all', 1880, ['Tea 9.40', 'Cake 9.40', '#~ 18.80', 'Cash 20.00', 'Change 1.20']],
  [
    'not the total of the VAT table',
    590,
    ['Tissue 5.90 SR', 'Total Sales Incl GST 5.90', 'GST Summary Amount Tax', 'SR @ 6% 5.57 0.33', 'Total 5.57 0.33'],
  ],
  ['not the quantity', 820, ['Ice 8.20', 'Total Qty: 4.00 8.20', 'Cash 20.00', 'Change 11.80']],
  ['with the tip', 5500, ['Total 50.00', 'Tip 5.00', 'Total with tip 55.00', 'VISA 55.00']],
  [
    'with the tip on the card slip',
    7700,
    ['Summe 70,60', 'Netto 59,33', 'Betrag 70,60', 'Trinkgeld 6,40', 'Gesamt 77,00'],
  ],
  [
    'not one of the suggested tips',
    4268,
    ['Subtotal 39.20', 'Tax 3.48', 'TOTAL: $42.68', '18% Tip $7.06 Total $49.74'],
  ],
  [
    'rounded in cash',
    35300,
    ['Celkem 352,68', 'Zaokrouhlení 0,32', 'K ÚHRADĚ 353 Kč', 'Hotovost 500,00', 'Vráceno 147,00'],
  ],
  ['less what is taken off it', 7000, ['Iš viso EUR 70,50', 'Nuolaida EUR -0,50', 'Mokėti EUR 70,00']],
  ['with what was paid in advance', 16800, ['Suma Eur 168,00', 'Gauta iš anksto -65,00', 'Liko mokėti 103,00']],
  [
    'through discount, service, tax and rounding',
    5780,
    [
      'SUBTOTAL 79.60',
      'DISCOUNT -30.00',
      'Total Amount 49.60',
      'Serv Charge 10% 4.96',
      'GST 6% 3.27',
      'Rounding -0.03',
      'Total 57.80',
    ],
  ],
  ['rounded, in Malay', 8245, ['TOTAL RM 82.44', 'BUNDAR RM 82.45', 'BAYAR RM 102.50', 'BAKI RM 20.05']],
  ['called balance', 2850, ['**** BALANCE 28.50', 'DEBIT 48.50', 'CASH BACK 20.00']],
  ['not the balance that is handed back', 4650, ['Total 46.50', 'Cash 50.00', 'Balance 3.50']],
  ['in whole units', 7800, ['Tassen 36,-', 'Schale 42,-', 'zusammen € 78,-']],
  ['below its word', 4200, ['Room 42.00', 'GRAND TOTAL', '42.00', 'Thank you']],
  ['negative on a credit note', -1980, ['CREDIT NOTE', 'Lamp -19.80', 'Total -19.80']],
  ['in thousands parted by blanks', 123456, ['Moketina suma 1 234,56 EUR']],
]

test('the total is found', () => {
  for (const [name, cents, lines] of papers) assert.equal(totalOn(...lines)?.cents, cents, name)
})

test('arithmetic on the paper is named as proof', () => {
  const total = totalOn('Soup 8.00', 'Stew 9.60', 'Total 17.60', 'Cash 20.00', 'Change 2.40')
  assert.deepEqual(total?.proofs, ['paidLessChange', 'items'])
})

test('days, times, rates and numbers of telephones are no amounts', () => {
  const rows = paperOf('20.11.2017 03:55:07', 'GST 6.00%', 'Tel 03-3362.43', '1,499 EUR/l', 'A 19,00 % 4,78 0,91')
  assert.deepEqual(
    amountsIn(rows).map((a) => a.cents),
    [478, 91],
  )
})

test('what a till prints becomes minor units of its currency', () => {
  const total = (line: string, currency: string) => factsOf(paperOf(line), { currency }).totalCents.value
  assert.equal(total('Total 11,000.00', 'JPY'), 11000)
  assert.equal(total('Total 12.50', 'KWD'), 12500)
  assert.equal(total('Total 12 700,00', 'HUF'), 1270000)
  const { vat } = factsOf(paperOf('Total 11,000.00', '10% 10,000.00 1,000.00'), { currency: 'JPY' })
  assert.deepEqual(vat.value, [{ rate: '10', netCents: 10000, vatCents: 1000, grossCents: 11000 }])
})
