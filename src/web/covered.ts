/** Whether a dialog, a drawer or a menu lies over the page: then what lies under it neither moves nor takes the focus. */
export function isCovered(): boolean {
  return document.querySelector('[aria-modal="true"], [role="menu"]') !== null
}
