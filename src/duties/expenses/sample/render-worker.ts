import { serveTasks } from '#core/worker-seat.ts'
import type { ReceiptFacts } from './receipt-facts.ts'
import { type RenderWish, renderReceipt } from './render-receipt.ts'

serveTasks<{ facts: ReceiptFacts; wish: RenderWish }>(({ facts, wish }) => renderReceipt(facts, wish))
