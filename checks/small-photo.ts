import sharp from 'sharp'

let made = 0

/** A small picture, another one each time, as base64 text. For tests. */
export async function smallPhoto(): Promise<string> {
  const background = { r: ++made, g: 200, b: 100 }
  const picture = sharp({ create: { width: 40, height: 60, channels: 3, background } })
  return (await picture.jpeg().toBuffer()).toString('base64')
}
