import type { Reading } from '../../reader/reading.ts'

/** Whether this is what a reader leaves; records of programs may hold anything. */
export function isReading(reading: unknown): reading is Reading {
  return typeof reading === 'object' && reading !== null && 'merchant' in reading && 'totalCents' in reading
}
