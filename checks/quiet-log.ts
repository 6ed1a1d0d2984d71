import { pino } from 'pino'
import type { Log } from '#core/log.ts'

/** A log for tests: silent unless `TALKA_TEST_LOG` names a level. */
export const quietLog = pino({ level: process.env.TALKA_TEST_LOG ?? 'silent' }) as unknown as Log
