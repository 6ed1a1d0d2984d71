/** The acts that wait for their answer, each with what was pressed for it. */
const acts = new Map<Promise<void>, HTMLElement | null>()

/** Notes an act until what this gives is called: once it is answered, and before the page goes on from there. */
export function noteAct(pressed: HTMLElement | null): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  acts.set(promise, pressed)
  return () => {
    acts.delete(promise)
    resolve()
  }
}

/** An act that was pressed within this part of the page and waits for its answer, until which this lasts. */
export function actIn(part: HTMLElement | null): Promise<void> | undefined {
  return [...acts].find(([, pressed]) => part?.contains(pressed))?.[0]
}
