/**
 * For `ref` of what stands at the bottom of the page: notices come up above it, however high it grows, and cover none of its
 * buttons.
 */
export function bar(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return
  const size = new ResizeObserver(stepOverBars)
  bars.add(element)
  size.observe(element)
  return () => {
    bars.delete(element)
    size.disconnect()
    stepOverBars()
  }
}

const bars = new Set<HTMLElement>()

function stepOverBars(): void {
  const free = [...bars]
    .map((one) => one.getBoundingClientRect())
    .filter(({ height }) => height > 0)
    .sort((one, other) => other.bottom - one.bottom)
    .reduce((edge, { top, bottom }) => (bottom > edge - 2 ? top : edge), innerHeight)
  document.documentElement.style.setProperty('--bars', `${innerHeight - free}px`)
}
