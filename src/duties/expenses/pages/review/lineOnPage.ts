/** The line in its list, with what is open about it. */
export function lineOnPage(lineId: string | null): HTMLElement | null {
  return document.getElementById(`line-${lineId}`)?.closest('li') ?? null
}

/** The focus stays on the line once a form about it is done with, unless it has gone elsewhere meanwhile. */
export function focusOnLine(lineId: string): void {
  const focused = document.activeElement
  if (focused && focused !== document.body && !lineOnPage(lineId)?.contains(focused)) return
  document.getElementById(`line-${lineId}`)?.focus({ preventScroll: true })
}
