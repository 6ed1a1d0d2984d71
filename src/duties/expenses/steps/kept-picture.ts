import { now } from '#core/clock.ts'

/** Who says that a picture is kept as it is, and when. */
export function keptBy(memberId: string) {
  return { pictureKeptBy: memberId, pictureKeptAt: now().toString() }
}

export const notKept = { pictureKeptBy: null, pictureKeptAt: null }
