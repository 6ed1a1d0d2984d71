import type { Db } from '#core/database.ts'
import { hooksOf } from '#core/duty.ts'
import type { ActOnPlace } from '#core/duty-hooks.ts'
import { refuseIfAny, type Says } from '#core/refusal.ts'

/** Refuses to close or move a place that the office has reasons to keep as it is, or a duty has; the place is held. */
export async function refuseIfHeld(db: Db, place: ActOnPlace, reasons: Says[] = []): Promise<void> {
  const { kind, id, name, act } = place
  const held = await Promise.all(hooksOf('holdsPlace').map((holds) => holds(db, { kind, id, name, act })))
  refuseIfAny([...reasons, ...held.flat()])
}
