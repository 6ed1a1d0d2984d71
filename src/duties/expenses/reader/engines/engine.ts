import type { Quad, Raster } from '../pictures/raster.ts'

/** One run of letters as an engine saw it: where each letter stands (0..1 along the quad) and how sure it was of it. */
export interface SeenText {
  text: string
  confidence: number
  quad: Quad
  letters: SeenLetter[]
}

export interface SeenLetter {
  letter: string
  at: number
  confidence: number
}

/** The seam: whatever finds text on a picture and reads it. Quads are in the picture's own pixels. */
export interface Engine {
  name: string
  /** Places that carry text. `area` is how many pixels the search may look at: more finds smaller print and costs more. */
  find(picture: Raster, area: number): Promise<Quad[]>
  /** How likely (0..1) it is that these places stand on their heads. */
  headDown(picture: Raster, quads: Quad[]): Promise<number>
  /** `spaces`: put back the blanks that the engine drops. */
  read(picture: Raster, quads: Quad[], spaces: boolean): Promise<SeenText[]>
  close(): Promise<void>
}
