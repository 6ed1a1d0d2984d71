/** The acts that are being made, each with what was pressed for it. */
const acts = new Map<Promise<unknown>, HTMLElement | null>()

/** Notes an act for as long as it is being made. */
export function noteAct(made: Promise<unknown>, pressed: HTMLElement | null): void {
  acts.set(made, pressed)
  void made.finally(() => acts.delete(made))
}

/** An act that was pressed within this part of the page and is being made. */
export function actIn(part: HTMLElement | null): Promise<unknown> | undefined {
  return [...acts].find(([, pressed]) => part?.contains(pressed))?.[0]
}
