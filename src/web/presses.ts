/** Two presses within this many ms are one: nobody has read what came in between. */
const onePressMs = 300
let enterAt = Number.NEGATIVE_INFINITY
let secondClickAt = Number.NEGATIVE_INFINITY
let clicked: EventTarget | null = null

/**
 * Takes a second Enter for the first one, which would answer the question or accept the receipt that has only just come;
 * with anything typed or pressed between them it counts. Called once by the start.
 */
export function listenToPresses(): void {
  document.addEventListener('keydown', takeOneEnter, { capture: true })
  for (const other of ['input', 'pointerdown']) document.addEventListener(other, forgetEnter, { capture: true })
  document.addEventListener('click', noteDoubleClick, { capture: true })
}

/** Whether what happens now comes from the second click of a double click. */
export function isSecondClick(): boolean {
  return performance.now() - secondClickAt < 50
}

function takeOneEnter(event: KeyboardEvent): void {
  const isEnter = event.key === 'Enter'
  const isAgain = isEnter && (event.repeat || event.timeStamp - enterAt < onePressMs)
  enterAt = isEnter ? event.timeStamp : Number.NEGATIVE_INFINITY
  if (!isAgain || event.target instanceof HTMLTextAreaElement) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

function forgetEnter(): void {
  enterAt = Number.NEGATIVE_INFINITY
}

function noteDoubleClick(event: MouseEvent): void {
  const before = clicked
  clicked = event.target
  if (event.detail < 2) return
  // When it is dealt with, not when it was pressed: a busy page may come to it late.
  secondClickAt = performance.now()
  // It was meant for what is gone, and falls on what lay under it; what is drawn anew is still the same.
  if (before === clicked || !(before instanceof Element) || before.isConnected) return
  if (clicked instanceof Element && nameOf(clicked) === nameOf(before)) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** What one presses by pressing on this part of it. */
function nameOf(part: Element): string {
  const whole = part.closest('button, a, label, input, [role="menuitem"], [role="option"]') ?? part
  return `${whole.tagName} ${whole.getAttribute('aria-label') ?? whole.textContent}`
}
