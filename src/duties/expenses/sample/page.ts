/** A laid-out page: marks at places, in units of its own (`width` of them across). Drawn as a picture or as a PDF. */
export type Page = { width: number; height: number; marks: Mark[] }

export type Mark =
  | {
      kind: 'text'
      text: string
      x: number
      /** Baseline. */
      y: number
      size: number
      face: FaceName
      align: 'left' | 'center' | 'right'
      /** Thermal printers make letters taller, not larger. */
      tall?: number
      white?: boolean
    }
  | { kind: 'box'; x: number; y: number; width: number; height: number; tone: number }

const faceNames = [
  'plex',
  'plexBold',
  'inconsolata',
  'inconsolataBold',
  'vt323',
  'narrow',
  'narrowBold',
  'courier',
  'courierBold',
  'noto',
  'notoBold',
] as const
export type FaceName = (typeof faceNames)[number]

/** Bars that look like a barcode and say nothing. */
export function bars(x: number, y: number, width: number, height: number, digits: string): Mark[] {
  const marks: Mark[] = []
  const modules = digits.length * 7
  const unit = width / modules
  for (let i = 0; i < modules; i++) {
    const value = digits.charCodeAt(Math.floor(i / 7)) * 2654435761
    if (i % 7 === 0 || ((value >>> ((i % 7) + 3)) & 1 && i % 7 !== 6))
      marks.push({ kind: 'box', x: x + i * unit, y, width: unit, height, tone: 0 })
  }
  return marks
}

/** Squares that look like a QR code and say nothing. */
export function squares(x: number, y: number, side: number, random: () => number): Mark[] {
  const cells = 25
  const unit = side / cells
  const marks: Mark[] = []
  const finder = (cx: number, cy: number) => {
    for (const [inset, tone] of [[0, 0], [1, 255], [2, 0]] as const) // biome-ignore format: a table
      marks.push({ kind: 'box', x: x + (cx + inset) * unit, y: y + (cy + inset) * unit, width: (7 - 2 * inset) * unit, height: (7 - 2 * inset) * unit, tone }) // biome-ignore format: one mark
  }
  const inFinder = (cx: number, cy: number) =>
    (cx < 8 && cy < 8) || (cx >= cells - 8 && cy < 8) || (cx < 8 && cy >= cells - 8)
  for (let cy = 0; cy < cells; cy++)
    for (let cx = 0; cx < cells; cx++)
      if (!inFinder(cx, cy) && random() < 0.5)
        marks.push({ kind: 'box', x: x + cx * unit, y: y + cy * unit, width: unit, height: unit, tone: 0 })
  finder(0, 0)
  finder(cells - 7, 0)
  finder(0, cells - 7)
  return marks
}
