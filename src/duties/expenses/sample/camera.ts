import type { Random } from '#office/sample/random.ts'
import { type Crumple, crumple } from './crumple.ts'
import type { Grey } from './draw-page.ts'
import { corners, homography, type Matrix } from './perspective.ts'
import { type Tabletop, tabletop, tabletops } from './tabletop.ts'
import { smoothField } from './wear.ts'

/** Red, green and blue bytes. */
export type Colour = { width: number; height: number; pixels: Uint8ClampedArray }

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

type Scene = {
  paper: Grey
  toPaper: Matrix
  folds: Crumple | undefined
  table: Tabletop
  slide: number
  tint: readonly [number, number, number]
  shadow: { u: number; v: number }
  light: (x: number, y: number) => number
  noise: number
  grain: number
}

/** A phone's picture of the paper on some table, `width` pixels wide. */
export function photograph(paper: Grey, width: number, shot: Shot, random: Random): Colour {
  const { quad, height } = corners(paper, width, shot, random)
  const scene: Scene = {
    paper,
    toPaper: homography(quad),
    folds: shot.crumpled ? crumple(random, paper.height / paper.width) : undefined,
    table: tabletop(random.int(0, tabletops - 1)),
    slide: random.int(0, 1023),
    tint: random.pick([[1, 0.985, 0.95], [0.985, 0.99, 1], [1, 0.99, 0.97]] as const), // biome-ignore format: a table
    shadow: { u: 0.012 + random.next() * 0.02, v: 0.008 + random.next() * 0.012 },
    light: lamp(width, height, shot.light, random),
    noise: shot.noise / 16777216,
    grain: random.int(1, 2 ** 31),
  }
  const picture = { width, height, pixels: new Uint8ClampedArray(width * height * 3) }
  for (let y = 0; y < height; y++) exposeRow(scene, y, picture)
  return picture
}

/** Light falls unevenly; it changes so slowly that one value serves eight by eight pixels. */
function lamp(width: number, height: number, strength: number, random: Random): Scene['light'] {
  const glow = smoothField(random, 2, 3)
  const stride = (width >> 3) + 1
  const values = new Float32Array(stride * ((height >> 3) + 1))
  for (let j = 0; j * 8 <= height; j++)
    for (let i = 0; i < stride; i++)
      values[j * stride + i] = strength * (0.82 + 0.3 * glow((i * 8) / width, (j * 8) / height))
  return (x, y) => values[(y >> 3) * stride + (x >> 3)]!
}

/** What one row of the picture shows: the paper, its shadow or the table, under the lamp, with the sensor's noise. */
function exposeRow(scene: Scene, y: number, { width, pixels }: Colour): void {
  const { toPaper: m, paper, folds, tint } = scene
  for (let x = 0, at = y * width * 3; x < width; x++, at += 3) {
    const w = m[6] * x + m[7] * y + m[8]
    let u = (m[0] * x + m[1] * y + m[2]) / w
    let v = (m[3] * x + m[4] * y + m[5]) / w
    let shade = 0.955
    if (folds) {
      const bend = folds(u, v)
      u += bend.du
      v += bend.dv
      shade *= bend.shade
    }
    scene.grain = (Math.imul(scene.grain, 1664525) + 1013904223) | 0
    const noise = (scene.grain >> 8) * scene.noise
    const light = scene.light(x, y)
    if (u >= 0 && u < 1 && v >= 0 && v < 1) {
      const tone = sample(paper, u, v) * shade * light
      pixels[at] = tone * tint[0] + noise
      pixels[at + 1] = tone * tint[1] + noise
      pixels[at + 2] = tone * tint[2] + noise
    } else {
      const dark = light * shadowAt(scene, u, v)
      const { side, pixels: wood } = scene.table
      const from = (((y + scene.slide) % side) * side + ((x + scene.slide) % side)) * 3
      pixels[at] = wood[from]! * dark + noise
      pixels[at + 1] = wood[from + 1]! * dark + noise
      pixels[at + 2] = wood[from + 2]! * dark + noise
    }
  }
}

/** The light comes from the upper left, so the shadow falls to the lower right. */
function shadowAt({ shadow, paper }: Scene, u: number, v: number): number {
  const ratio = paper.height / paper.width
  const du = u - shadow.u
  const dv = v - shadow.v
  const out = Math.max(-du, du - 1, -dv * ratio, (dv - 1) * ratio, 0)
  return out > 0.1 ? 1 : 1 - 0.5 * Math.exp(-out * 60)
}

/** The paper's tone between its pixels. */
function sample({ width, height, pixels }: Grey, u: number, v: number): number {
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
