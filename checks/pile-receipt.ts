import sharp from 'sharp'
import { as } from './as.ts'
import { sentFile } from './sent-file.ts'
import type { TestServer } from './test-server.ts'

/** A receipt of Jonas's of a round, sent by his assistant: a plain picture of this colour; gives its id. */
export async function pileReceipt(
  { office, people }: TestServer,
  { roundId, background }: { roundId: string; background: string },
): Promise<string> {
  const picture = sharp({ create: { width: 40, height: 40, channels: 3, background } })
  const file = sentFile(await picture.jpeg().toBuffer())
  const { receipt } = await as(office, people.rasa).expenses.addReceipt({ file, roundId, memberId: people.jonas.id })
  return receipt.id
}

/** A report of a month with so many receipts in its pile. */
export async function reportWith(server: TestServer, month: string, receipts: number) {
  const { office, people } = server
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month })
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month })
  const receiptIds: string[] = []
  for (const background of ['red', 'blue', 'green'].slice(0, receipts))
    receiptIds.push(await pileReceipt(server, { roundId, background }))
  return { rasa, reportId, receiptIds }
}
