import { test } from 'node:test'
import { finishing } from './papers.ts'
import { picturing } from './pictures.ts'
import { collecting } from './receipts.ts'
import { reviewing } from './review.ts'
import { settingUp } from './set-up-office.ts'
import { startWalk, takeSteps } from './walk.ts'
import { working } from './work-pile.ts'

test('from an empty office to the signed report of the department, in a real browser', async (t) => {
  const walk = await startWalk()
  try {
    await takeSteps(t, walk, [...settingUp, ...collecting, ...working, ...reviewing, ...finishing, ...picturing])
    for (const correction of walk.corrections) t.diagnostic(correction)
  } finally {
    await walk.close()
  }
})
