import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as, browser, givePasswordTo } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { JobFailed, type JobTask } from '#core/jobs.ts'
import type { OutgoingMail } from '#core/mail.ts'
import { mailEmailChanged, mailLink } from './jobs.ts'

let main: TestOffice
let people: People
const letters: OutgoingMail[] = []
before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
  main.office.mail = {
    configured: true,
    check: async () => {},
    async send(mail) {
      letters.push(mail)
      return { messageId: '', refused: [] }
    },
  }
})
after(() => main.close())

const administrator = () => as(main.office, people.administrator)
const waiting = (task: string) =>
  main.office.db.selectFrom('job').select(['id', 'payload']).where('task', '=', task).orderBy('id').execute()
const work = async (task: JobTask, { id, payload }: { id: string; payload: unknown }) =>
  task.run({ office: main.office, jobId: id, payload } as Parameters<JobTask['run']>[0])

test('a link that was replaced, used or is over when its letter’s turn comes is not mailed, and says why', async () => {
  const asked = { memberId: people.milda.id }
  await administrator().invite(asked)
  const { link } = await administrator().invite(asked)
  await administrator().invite({ memberId: people.lina.id })
  const [replaced, last, old] = await waiting('office.mailLink')
  const isOver = (error: unknown) => error instanceof JobFailed && error.reason.says === 'office.linkOver'
  await assert.rejects(work(mailLink, replaced!), isOver)
  await work(mailLink, last!)
  assert.ok(letters.pop()!.text.includes(link))
  await browser(main.office).acceptInvitation({ token: link.split('/').at(-1)!, password: 'upė teka žemyn' })
  await assert.rejects(work(mailLink, last!), isOver)
  const expiresAt = '2026-01-01T00:00:00Z'
  await main.office.db.updateTable('invitation').set({ expiresAt }).where('memberId', '=', people.lina.id).execute()
  await assert.rejects(work(mailLink, old!), isOver)
  assert.equal(letters.length, 0)
})

test('the old e-mail of somebody who has a password is told of the new one', async () => {
  const change = async ({ id }: { id: string }, email: string) => {
    const { version } = await administrator().member({ memberId: id })
    await administrator().changeMember({ memberId: id, version, email })
  }
  await change(people.jonas, 'jonas.new@example.lt')
  assert.deepEqual(await waiting('office.mailEmailChanged'), [], 'he has no password')
  await givePasswordTo(main.office, people.administrator, people.ieva.id)
  await change(people.ieva, 'ieva.new@example.lt')
  const [job] = await waiting('office.mailEmailChanged')
  await work(mailEmailChanged, job!)
  const { to, text } = letters.pop()!
  assert.deepEqual([to, /ieva\.new@example\.lt/.test(text)], [people.ieva.email, true])
})
