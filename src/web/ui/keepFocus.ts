interface Step {
  element: HTMLElement
  parent: HTMLElement | null
  /** Its place among its siblings. */
  at: number
}

const canHaveFocus =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"], [role="separator"])'

/** What had the focus last on the page itself, and all it stood in; dialogs and menus come over the page and go. */
let trail: Step[] = []

/** What had the focus last, also in a dialog. */
let last: HTMLElement | null = null

/** The dialog or drawer which that stood in. */
let lastBox: Element | null = null

/** What had the focus last in each dialog and form: notices and further dialogs come over it and go. */
const lastIn = new WeakMap<Element, HTMLElement>()

/** Notes where on the page the focus is. Called once by the start. */
export function listenToFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    last = target
    lastBox = target.closest('[aria-modal="true"]')
    for (const around of [lastBox, target.closest('form')]) if (around) lastIn.set(around, target)
    if (!target.closest('[data-portal]')) trail = trailOf(target)
  })
}

/**
 * Once an act has taken away what had the focus, gives it to that again if it stands there anew, else to what has taken
 * its place, else to the heading above it. The page may be some time drawing what the act has changed. While a dialog is
 * open, all that lies under it can have no focus: then it goes to what had it in the dialog.
 */
export function keepFocus(): void {
  const kept = trail
  const pressed = last?.closest('[data-portal]') ? last : (kept[0]?.element ?? null)
  const dialog = pressed?.closest('[data-portal] section') ?? undefined
  const back = (ms: number) => {
    if (!isLost() || give(pressed)) return
    const box = topBox()
    const inBox = (box && lastIn.get(box)) ?? null
    if (give(inBox)) return
    // A button is disabled while what it does is under way, and some say so.
    const waits = ms < 500 ? ':disabled' : '[data-loading]'
    const isUnderWay = (one: HTMLElement | null) => one?.checkVisibility() && one.matches(waits)
    if (ms < 4_000 && (isUnderWay(pressed) || isUnderWay(inBox))) return
    if (!giveWithin(dialog) && !giveWithin(box)) place(kept)
  }
  for (const ms of [0, 60, 200, 500, 1_000, 2_000, 4_000]) setTimeout(() => back(ms), ms)
}

/** Gives the focus to what had it last in this form, where nothing has it now. */
export function focusIn(form: HTMLFormElement | null): void {
  if (form && isLost()) give(lastIn.get(form) ?? null)
}

/** Gives the focus back to what had it last in a form within the part, as after a question over it. */
export function focusAgainIn(part: HTMLElement | null): void {
  const forms = part?.matches('form') ? [part] : [...(part?.querySelectorAll('form') ?? [])]
  setTimeout(() => forms.some((form) => give(lastIn.get(form) ?? null)))
}

/** Whether a dialog lies over the part, which then hears of nothing. */
export function isUnderBox(part: HTMLElement): boolean {
  return topBox()?.contains(part) === false
}

/** The dialog or drawer that lies over all others. */
function topBox(): Element | undefined {
  return [...document.querySelectorAll('[aria-modal="true"]:not([inert])')].at(-1)
}

/** Where what had the focus in this open box has gone, something in the box gets it. */
export function keepFocusIn(box: HTMLElement | null): void {
  if (box && isLost() && last?.isConnected === false && lastBox?.contains(box)) giveWithin(box)
}

/** Gives the focus back to what had it before something that is gone now, unless it has gone elsewhere meanwhile. */
export function focusBack(opener: HTMLElement | null): void {
  setTimeout(() => {
    if (isLost()) standing(opener)?.focus({ preventScroll: true })
    keepFocus()
  })
}

/** Itself, or what stands for it by now: what it stood in that has an id, as an item or a row of a list. */
function standing(element: HTMLElement | null): HTMLElement | null {
  if (!element || element.isConnected) return element
  const around = trail[0]?.element === element ? trail.map((step) => step.element) : [element.closest('[id]')]
  return around.map((one) => document.getElementById(one?.id ?? '')).find((one) => one !== null) ?? null
}

/** Where Tab leaves one of the parts it goes on in the next, and after the last in the first; within a part it goes by itself. */
export function tabThrough(event: KeyboardEvent, parts: readonly (Element | null | undefined)[]): void {
  const at = parts.findIndex((part) => part?.contains(document.activeElement))
  if (event.key !== 'Tab' || at < 0) return
  const step = event.shiftKey ? -1 : 1
  const stops = parts.flatMap((part, of) => (part ? tabStops(part).map((stop) => ({ stop, of })) : []))
  const from = stops.findIndex(({ stop }) => stop === document.activeElement)
  const next = stops.at((from + step) % stops.length)
  // The first part keeps the key within itself, so that only what goes beyond it is done here.
  if (from < 0 || !next || (next.of === at && at === 0)) return
  event.preventDefault()
  event.stopPropagation()
  next.stop.focus()
}

function tabStops(part: Element): HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>(canHaveFocus)].filter(
    (one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }),
  )
}

/** What is pressed now; asked later, and the dialog it stood in gone, what on the page it was opened from. */
export function actNow(): () => HTMLElement | null {
  const pressed = isLost() ? last : (document.activeElement as HTMLElement)
  const [onPage] = trail
  const isInDialog = Boolean(pressed?.closest('[data-portal]'))
  return () => (isInDialog && !pressed?.isConnected ? (onPage?.element ?? null) : pressed)
}

function trailOf(target: HTMLElement): Step[] {
  const steps: Step[] = []
  for (let element: HTMLElement | null = target; element && element.id !== 'main'; element = element.parentElement) {
    const parent = element.parentElement
    steps.push({ element, parent, at: parent ? [...parent.children].indexOf(element) : -1 })
  }
  return steps
}

function place(steps: readonly Step[]): void {
  const [first] = steps
  if (first && give(first.element)) return
  for (const { parent, at } of steps) {
    if (!parent?.isConnected || parent.contains(document.getElementById('main'))) continue
    // Whoever was done with a field of text goes on by the page's keys, which a field would take for text.
    if (!isText(first?.element) && [at, at - 1].some((near) => giveWithin(parent.children[near]))) return
    if (parent.id !== 'main' && give(parent.querySelector('h2, h3'))) return
  }
  give(document.querySelector('main h1')) || give(document.getElementById('main'))
}

function giveWithin(element: Element | undefined): boolean {
  if (!element) return false
  const inside = element.matches(canHaveFocus) ? [element] : [...element.querySelectorAll(canHaveFocus)]
  return inside.some((one) => give(one))
}

function isText(element: HTMLElement | undefined): boolean {
  return element?.matches('textarea, input:not([type=checkbox], [type=radio], [type=file])') ?? false
}

/** Whether it has the focus now; a heading can have it by a tabindex of its own. */
function give(element: Element | null): boolean {
  if (!(element instanceof HTMLElement) || !element.isConnected || !element.checkVisibility()) return false
  if (/^H\d$/.test(element.tagName)) element.tabIndex = -1
  element.focus({ preventScroll: true })
  if (document.activeElement !== element) return false
  element.scrollIntoView({ block: 'nearest' })
  return true
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
