import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { minorUnits } from '#core/money.ts'
import { renderLines, type Wear } from '../sample/render-receipt.ts'
import { closeEngines } from './engines/engines.ts'
import { readReceipt } from './read.ts'
import { factsOf } from './rules/facts.ts'
import { paperOf } from './rules/test-paper.ts'

interface Written {
  id: string
  company: string
  date: string
  total: string
  lines: string[]
}

const today = '2026-11-23'
const papersOf = async (name: string) =>
  JSON.parse(String(await readFile(new URL(`./fixtures/papers/${name}.json`, import.meta.url)))) as Written[]

after(closeEngines)

/** Of the papers that the rules were written looking at, at most so many are read wrong; the rules know what they read there. */
const mostMisread: [string, { total: number; date: number }][] = [
  ['seen/1-malaysia', { total: 1, date: 1 }],
  ['seen/1-german', { total: 1, date: 0 }],
  ['seen/1-baltic', { total: 0, date: 0 }],
  ['seen/1-west', { total: 0, date: 0 }],
  ['seen/2-malaysia', { total: 0, date: 0 }],
  ['seen/2-baltic-german', { total: 1, date: 0 }],
  ['seen/2-west', { total: 0, date: 2 }],
  ['seen/3-english', { total: 0, date: 0 }],
  ['seen/3-europe', { total: 1, date: 0 }],
  ['seen/4-english', { total: 0, date: 0 }],
  ['seen/4-europe', { total: 0, date: 1 }],
]

test('papers written as tills of twenty countries print them give total and day', async () => {
  for (const [name, most] of mostMisread) {
    const misread = { total: [] as string[], date: [] as string[] }
    for (const { id, total, date, lines } of await papersOf(name)) {
      const facts = factsOf(paperOf(...lines), { today })
      if (facts.totalCents.value !== minorUnits(total, 'EUR')) misread.total.push(id)
      if (facts.date.value !== date) misread.date.push(id)
    }
    assert.ok(misread.total.length <= most.total, `${name}: total of ${misread.total}`)
    assert.ok(misread.date.length <= most.date, `${name}: day of ${misread.date}`)
  }
})

test('whatever is called sure on those papers is right', async () => {
  for (const [name] of mostMisread)
    for (const { id, total, date, lines } of await papersOf(name)) {
      const facts = factsOf(paperOf(...lines), { today })
      if (facts.totalCents.sure) assert.equal(facts.totalCents.value, minorUnits(total, 'EUR'), id)
      if (facts.date.sure) assert.equal(facts.date.value, date, id)
    }
})

/** One of each printer's letters, wear and language, from the paper to the facts. */
const printed: [string, string, Wear][] = [
  ['seen/1-malaysia', 'my-005', 'worn'],
  ['seen/1-german', 'de-007', 'photo'],
  ['seen/1-german', 'de-055', 'tilted'],
  ['seen/1-baltic', 'lt-013', 'clean'],
  ['seen/1-baltic', 'lt-051', 'crumpled'],
  ['seen/1-west', 'eu-039', 'dark'],
]

test('printed, worn and photographed, they are still read', async () => {
  for (const [name, id, wear] of printed) {
    const paper = (await papersOf(name)).find((one) => one.id === id)!
    const reading = await readReceipt({ bytes: await renderLines(paper.lines, { seed: id, wear }) }, { today })
    assert.equal(reading.totalCents.value, minorUnits(paper.total, 'EUR'), id)
    assert.equal(reading.date.value, paper.date, id)
  }
})
