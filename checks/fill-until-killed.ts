import '#duties/index.ts'
import { openFiles } from '#core/files.ts'
import { startJobs } from '#core/jobs-work.ts'
import { openMail } from '#core/mail.ts'
import { openOffices } from '#core/offices.ts'
import { fillSample } from '#duties/expenses/sample/fill-job.ts'
import { quietLog } from './quiet-log.ts'
import { testSlots } from './test-slots.ts'

// A process of its own that works on the sample office of the test that started it, until that test kills it.
const { connection, dir } = JSON.parse(process.env.TALKA_TEST_GROUND!)
const offices = await openOffices({
  connection,
  files: openFiles({ kind: 'disk', dir: `${dir}/files` }),
  mail: openMail({}),
  url: 'http://127.0.0.1:4400',
  secret: 'a secret for tests only, 32 letters',
  log: quietLog,
})
await startJobs({ pool: offices.adminPool, offices, tasks: [fillSample], slots: testSlots, log: quietLog })
