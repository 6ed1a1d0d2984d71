import type { Random } from '#office/sample/random.ts'
import { type Crumple, crumple } from './crumple.ts'
import type { Grey } from './draw-page.ts'
import { corners, homography, type Matrix } from './perspective.ts'
import { tabletop } from './tabletop.ts'
import { clamp, smoothField } from './wear.ts'

/** Red, green and blue bytes. */
export type Colour = { width: number; height: number; pixels: Uint8Array }

export type Shot = {
  /** Turn in degrees, either way. */
  turn: number
  /** How far a corner may leave its place, as a part of the width. */
  keystone: number
  /** 1 is a well-lit desk. */
  light: number
  noise: number
  crumpled: boolean
}

/** A phone's picture of the paper on some table, `width` pixels wide. */
export function photograph(paper: Grey, width: number, shot: Shot, random: Random): Colour {
  const places = corners(paper, width, shot, random)
  const height = places.height
  const pixels = new Uint8Array(width * height * 3)
  const scene = {
    paper,
    toPaper: homography(places.quad),
    folds: shot.crumpled ? crumple(random, paper.height / paper.width) : undefined,
    table: tabletop(random),
    glow: smoothField(random, 2, 3),
    tint: random.pick([[1, 0.985, 0.95], [0.985, 0.99, 1], [1, 0.99, 0.97]] as const), // biome-ignore format: a table
    shadow: { u: 0.012 + random.next() * 0.02, v: 0.008 + random.next() * 0.012 },
    ratio: paper.height / paper.width,
  }
  let grain = random.int(1, 2 ** 31)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      expose(scene, x, y, at, pixels)
      const light = shot.light * (0.82 + 0.3 * scene.glow(x / width, y / height))
      grain = (Math.imul(grain, 1664525) + 1013904223) | 0
      const noise = ((grain >>> 8) / 16777216 - 0.5) * shot.noise
      for (let c = 0; c < 3; c++) pixels[at + c] = clamp(pixels[at + c]! * light + noise)
    }
  return { width, height, pixels }
}

type Scene = {
  paper: Grey
  toPaper: Matrix
  folds: Crumple | undefined
  table: (x: number, y: number) => readonly [number, number, number]
  tint: readonly [number, number, number]
  shadow: { u: number; v: number }
  ratio: number
}

/** What one point of the picture shows, before light and noise: the paper, its shadow, or the table. */
function expose(scene: Scene, x: number, y: number, at: number, pixels: Uint8Array): void {
  const m = scene.toPaper
  const w = m[6] * x + m[7] * y + m[8]
  let u = (m[0] * x + m[1] * y + m[2]) / w
  let v = (m[3] * x + m[4] * y + m[5]) / w
  let shade = 1
  if (scene.folds) {
    const bend = scene.folds(u, v)
    u += bend.du
    v += bend.dv
    shade = bend.shade
  }
  if (u >= 0 && u < 1 && v >= 0 && v < 1) {
    const tone = sample(scene.paper, u, v) * 0.955 * shade
    for (let c = 0; c < 3; c++) pixels[at + c] = clamp(tone * scene.tint[c]!)
    return
  }
  // The light comes from the upper left, so the shadow falls to the lower right.
  const out = Math.max(
    -(u - scene.shadow.u),
    u - scene.shadow.u - 1,
    -(v - scene.shadow.v) * scene.ratio,
    (v - scene.shadow.v - 1) * scene.ratio,
  )
  const dark = 1 - 0.5 * Math.exp(-Math.max(0, out) * 60)
  const wood = scene.table(x, y)
  for (let c = 0; c < 3; c++) pixels[at + c] = wood[c]! * dark
}

/** The paper's tone between its pixels. */
function sample(paper: Grey, u: number, v: number): number {
  const { width, height, pixels } = paper
  const x = u * (width - 1)
  const y = v * (height - 1)
  const i = x | 0
  const j = y | 0
  const fx = x - i
  const fy = y - j
  const a = j * width + i
  const right = i + 1 < width ? 1 : 0
  const down = j + 1 < height ? width : 0
  const upper = pixels[a]! * (1 - fx) + pixels[a + right]! * fx
  const lower = pixels[a + down]! * (1 - fx) + pixels[a + down + right]! * fx
  return upper * (1 - fy) + lower * fy
}
