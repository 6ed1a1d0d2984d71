import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'

/** A place on a picture, in fractions of its width and height as stored. */
export interface Box {
  x: number
  y: number
  w: number
  h: number
}

interface Place {
  zoom: number
  x: number
  y: number
}

const whole: Place = { zoom: 1, x: 0, y: 0 }
const largest = 12

/** Zoom 1 is the whole page in the frame; `x` and `y` are how far its middle stands from the frame's, in pixels. */
export function usePictureView(frame: { width: number; height: number }, highlight: Box | null) {
  const [place, setPlace] = useState<Place>(whole)
  const [turns, setTurns] = useState(0)
  const [natural, setSize] = useState({ width: 0, height: 0 })
  const stage = useRef<HTMLElement | null>(null)
  const fingers = useRef(new Map<number, { x: number; y: number }>())
  const across = turns % 2 === 1
  const [width, height] = across ? [natural.height, natural.width] : [natural.width, natural.height]
  const fit = width && height ? Math.min(frame.width / width, frame.height / height) * 0.985 : 0
  const scale = fit * place.zoom

  const reset = useCallback(() => {
    setPlace(whole)
    setTurns(0)
  }, [])
  const zoomAt = useCallback((factor: number, atX = 0, atY = 0) => {
    setPlace((now) => {
      const zoom = Math.max(0.5, Math.min(largest, now.zoom * factor))
      const by = zoom / now.zoom
      return { zoom, x: atX - (atX - now.x) * by, y: atY - (atY - now.y) * by }
    })
  }, [])
  const fillWidth = () => {
    const zoom = fit ? frame.width / width / fit : 1
    setPlace({ zoom, x: 0, y: Math.max(0, (height * fit * zoom - frame.height) / 2) })
  }
  useWheel(stage, zoomAt, setPlace)
  useShowHighlight(highlight, { natural, turns, scale, zoom: place.zoom, setPlace })

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
    fingers.current.set(event.pointerId, now)
    const half = other ? 2 : 1
    setPlace((at) => ({ ...at, x: at.x + (now.x - before.x) / half, y: at.y + (now.y - before.y) / half }))
    if (!other) return
    const bounds = event.currentTarget.getBoundingClientRect()
    const middle = [
      (now.x + other.x) / 2 - bounds.left - bounds.width / 2,
      (now.y + other.y) / 2 - bounds.top - bounds.height / 2,
    ]
    zoomAt(distance(now, other) / Math.max(1, distance(before, other)), middle[0], middle[1])
  }
  const lift = (event: PointerEvent) => void fingers.current.delete(event.pointerId)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key]
    if (!step) return
    event.preventDefault()
    setPlace((at) => ({ ...at, x: at.x + step[0]!, y: at.y + step[1]! }))
  }
  const onePixel = scale ? 1 / scale : 1
  const style: CSSProperties & { '--one-pixel': string } = {
    '--one-pixel': `${onePixel}px`,
    width: natural.width || undefined,
    height: natural.height || undefined,
    transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px) rotate(${turns * 90}deg) scale(${scale || 1})`,
    visibility: scale ? 'visible' : 'hidden',
  }
  return {
    style,
    turns,
    /** Of the picture's own pixels, so many are one on the screen. */
    onePixel,
    stage: {
      tabIndex: 0,
      onPointerEnter: (event: PointerEvent<HTMLElement>) => {
        stage.current = event.currentTarget
      },
      onPointerDown,
      onPointerMove,
      onPointerUp: lift,
      onPointerCancel: lift,
      onDoubleClick: () => setPlace(place.zoom > 1.05 ? whole : { zoom: 2.5, x: 0, y: 0 }),
      onKeyDown,
    },
    setNatural: (naturalWidth: number, naturalHeight: number) =>
      setSize({ width: naturalWidth, height: naturalHeight }),
    zoomBy: (factor: number) => zoomAt(factor),
    rotate: () => setTurns((now) => (now + 1) % 4),
    reset,
    fillWidth,
  }
}

/** With Ctrl (or two fingers on a pad) the wheel zooms at the pointer, alone it moves; needs a listener that may prevent. */
function useWheel(
  stage: { current: HTMLElement | null },
  zoomAt: (factor: number, x: number, y: number) => void,
  setPlace: (change: (at: Place) => Place) => void,
): void {
  useEffect(() => {
    const turn = (event: WheelEvent) => {
      const over = stage.current
      if (!over || !(event.target instanceof Node) || !over.contains(event.target)) return
      event.preventDefault()
      const bounds = over.getBoundingClientRect()
      const x = event.clientX - bounds.left - bounds.width / 2
      const y = event.clientY - bounds.top - bounds.height / 2
      if (event.ctrlKey || event.metaKey) zoomAt(Math.exp(-event.deltaY / 240), x, y)
      else setPlace((at) => ({ ...at, x: at.x - event.deltaX, y: at.y - event.deltaY }))
    }
    document.addEventListener('wheel', turn, { passive: false })
    return () => document.removeEventListener('wheel', turn)
  }, [stage, zoomAt, setPlace])
}

interface Showing {
  natural: { width: number; height: number }
  turns: number
  scale: number
  zoom: number
  setPlace: (change: (at: Place) => Place) => void
}

/** Brings a newly marked place to the middle while the picture is enlarged. */
function useShowHighlight(box: Box | null, { natural, turns, scale, zoom, setPlace }: Showing): void {
  const key = box ? `${box.x} ${box.y} ${box.w} ${box.h}` : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new place moves the picture, not each zoom
  useEffect(() => {
    if (!box || zoom < 1.15) return
    let x = (0.5 - box.x - box.w / 2) * natural.width * scale
    let y = (0.5 - box.y - box.h / 2) * natural.height * scale
    for (let turn = 0; turn < turns; turn++) [x, y] = [-y, x]
    setPlace((at) => ({ ...at, x, y }))
  }, [key])
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
