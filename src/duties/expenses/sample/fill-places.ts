import type { Box } from '../reader/reading.ts'
import { writeAmount, writeDate } from './countries.ts'
import { textWidth } from './faces.ts'
import type { Mark, Page } from './page.ts'
import { paidOf, type ReceiptFacts } from './receipt-facts.ts'

/** Where on the page the facts stand that a reader looks for; what cannot be told is left out. */
export type Places = { merchant?: Box; date?: Box; total?: Box }

type Text = Extract<Mark, { kind: 'text' }>

/** Finds the printed facts among the page's marks. */
export function placesOn(page: Page, facts: ReceiptFacts): Places {
  const texts = page.marks.filter((mark): mark is Text => mark.kind === 'text')
  const having = (wanted: string) => texts.filter((mark) => mark.text.toLowerCase().includes(wanted.toLowerCase()))
  const largest = (marks: Text[]) => marks.toSorted((a, b) => heightOf(b) - heightOf(a) || b.y - a.y)[0]
  const amounts = having(writeAmount(paidOf(facts), facts.country))
  const found = {
    merchant: largest(having(facts.merchant.name)),
    date: having(writeDate(facts.day, facts.merchant.manner, facts.language))[0],
    total: largest(amounts),
  }
  return Object.fromEntries(
    Object.entries(found).flatMap(([fact, mark]) => (mark ? [[fact, boxOf(mark, page)] as const] : [])),
  )
}

const heightOf = (mark: Text) => mark.size * (mark.tall ?? 1)

function boxOf(mark: Text, page: Page): Box {
  const width = textWidth(mark.face, mark.text, mark.size)
  const left = mark.x - (mark.align === 'right' ? width : mark.align === 'center' ? width / 2 : 0)
  const top = mark.y - heightOf(mark) * 0.8
  const share = (part: number) => Math.min(1, Math.max(0, Math.round(part * 10_000) / 10_000))
  return {
    page: 0,
    x: share(left / page.width),
    y: share(top / page.height),
    width: share(width / page.width),
    height: share(heightOf(mark) / page.height),
  }
}
