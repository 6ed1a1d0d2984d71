import assert from 'node:assert/strict'
import { test } from 'node:test'
import { duties } from '#duties/index.ts'
import type { FieldSchema } from './json-schema.ts'
import { operationsOf } from './operations-of.ts'

/** The fields by which one says what one has seen of what one decides about. */
const seen = new Set('version versionNumber versionId hash decisionsHash was evenWithout upTo paidAt'.split(' '))

/** Changes that need none of them, by the reason. */
const needNone: Record<string, string> = {
  'It adds something and leaves what is there as it is.': `
    office.addBranch office.addDepartment office.addMember office.addTeam office.assign office.invite office.makeApiKey
    office.makeResetLink office.openSample office.setUp expenses.addCategory expenses.addExpected expenses.addLine
    expenses.addReceipt expenses.addReceiptByLink expenses.attachReceipt expenses.makeDepartmentReport expenses.makeLink
    expenses.makePaper expenses.makeTeamReport expenses.openReport expenses.openRound expenses.readAgain expenses.remind`,
  'It says which one of two there is, and the other is seen beside it: the second time it is refused or the same.': `
    expenses.closeRound expenses.detachReceipt expenses.includeReport expenses.keepPicture
    expenses.keepPictureByLink expenses.reopenRound expenses.sayOneReceipt expenses.setSmallOffice
    expenses.takeApart expenses.takeBackByLink expenses.toldApart`,
  'What is decided about never changes until it is decided; then it is refused.': `
    desk.dismissJob desk.retryJob expenses.decideCorrection expenses.markPaid expenses.revokeLink
    expenses.seeCorrections office.revokeApiKey`,
  'One correction of a line waits at a time, and whoever agrees to it reads both amounts.': `
    expenses.proposeCorrection`,
  'It is one’s own, and nobody else’s to change.': `
    office.acceptInvitation office.askReset office.changePassword office.endOtherSessions office.endSession office.enterAs
    office.removeView office.saveView office.setPreferences office.signIn office.signOut`,
}

test('every change takes what was seen of what it decides about, or stands here with the reason why not', () => {
  const changes = operationsOf(duties).filter((one) => one.changes)
  const without = changes.filter(({ input }) => !takesSeen(input)).map(({ name }) => name)
  const listed = Object.values(needNone).flatMap((names) => names.trim().split(/\s+/))
  assert.deepEqual(
    without.filter((name) => !listed.includes(name)),
    [],
    'A press may decide about what nobody looked at: take the version, hash or list that was seen.',
  )
  assert.deepEqual(
    listed.filter((name) => !without.includes(name)),
    [],
    'These take what was seen, or are gone: take them off the list.',
  )
})

/** Whether one of its fields, however deep, is such a one. */
function takesSeen(schema: FieldSchema): boolean {
  const inside = [schema.items ?? [], schema.anyOf ?? [], schema.oneOf ?? [], schema.allOf ?? []].flat()
  const fields = Object.entries(schema.properties ?? {})
  return fields.some(([name, field]) => seen.has(name) || takesSeen(field)) || inside.some(takesSeen)
}
