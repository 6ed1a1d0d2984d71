/** How much one may stage at once: what is under way and what nobody has taken up yet, together. */
export interface Room {
  files: number
  bytes: number
}

/** Room of a member: a month's receipts of a large team at once. */
export const roomOfMember: Room = { files: 1_000, bytes: 3 * 1024 ** 3 }

/** What is left of the room beside what lies there already; never less than nothing. */
export function roomLeft(room: Room, staged: Room): Room {
  return { files: Math.max(0, room.files - staged.files), bytes: Math.max(0, room.bytes - staged.bytes) }
}

/** Whether one more file of that many bytes finds room. */
export function fits(declaredBytes: number, left: Room): boolean {
  return left.files > 0 && declaredBytes <= left.bytes
}
