import { writeEvents } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { actorOf } from '#office/public.ts'
import type { TestServer } from './test-server.ts'

interface Heard {
  id: string
  records: string[]
}

/** The stream of a member; `until` resolves when an event of the record has come. */
export async function listenTo(
  server: TestServer,
  member: { id: string },
  asked: { lastEventId?: string; behalf?: { id: string } } = {},
) {
  const stop = new AbortController()
  const headers = {
    authorization: `Bearer ${await server.keyOf(member)}`,
    ...(asked.lastEventId ? { 'last-event-id': asked.lastEventId } : {}),
    ...(asked.behalf ? { 'x-talka-behalf': asked.behalf.id } : {}),
  }
  const answer = await fetch(`${server.url}/live`, { headers, signal: stop.signal })
  const heard: Heard[] = []
  let onEvent = () => {}
  const reading = (async () => {
    let text = ''
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += piece
      const parts = text.split('\n\n')
      text = parts.pop()!
      for (const part of parts) {
        const line = part.split('\n').find((one) => one.startsWith('data: '))
        if (line) heard.push(JSON.parse(line.slice(6)) as Heard)
      }
      onEvent()
    }
  })().catch(() => {})
  const until = async (record: string) => {
    while (!heard.some(({ records }) => records.includes(record))) {
      await new Promise<void>((next) => {
        onEvent = next
      })
    }
  }
  return { status: answer.status, heard, until, reading, stop: () => stop.abort() }
}

/** Something that happens in the server's office to a new record: of a member or team, else the whole office's. */
export async function happen(
  { office, people }: TestServer,
  concerning: { memberId?: string; teamId?: string } = {},
): Promise<Heard> {
  const record = newId()
  const told = [{ record: ['paper', record] as const, says: 'desk.said.jobRetried' as const, ...concerning }]
  const actor = await actorOf(office, people.administrator.id)
  const events = await writeEvents(office.db, { operation: 'papers.write', actor, told })
  office.live.publish(events)
  return events[0]!
}
