import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import type { FaceName } from './page.ts'

const files: Record<FaceName, string> = {
  plex: 'ibm-plex-mono/400Regular/IBMPlexMono_400Regular.ttf',
  plexBold: 'ibm-plex-mono/700Bold/IBMPlexMono_700Bold.ttf',
  inconsolata: 'inconsolata/500Medium/Inconsolata_500Medium.ttf',
  inconsolataBold: 'inconsolata/800ExtraBold/Inconsolata_800ExtraBold.ttf',
  vt323: 'vt323/400Regular/VT323_400Regular.ttf',
  narrow: 'pt-sans-narrow/400Regular/PTSansNarrow_400Regular.ttf',
  narrowBold: 'pt-sans-narrow/700Bold/PTSansNarrow_700Bold.ttf',
  courier: 'courier-prime/400Regular/CourierPrime_400Regular.ttf',
  courierBold: 'courier-prime/700Bold/CourierPrime_700Bold.ttf',
  noto: 'noto-sans/400Regular/NotoSans_400Regular.ttf',
  notoBold: 'noto-sans/700Bold/NotoSans_700Bold.ttf',
}

const require = createRequire(import.meta.url)
const opened = new Map<FaceName, fontkit.Font>()

/** Where the shipped font file of a face lies; machines' own fonts are never used. */
export function faceFile(name: FaceName): string {
  return require.resolve(`@expo-google-fonts/${files[name]}`)
}

export function face(name: FaceName): fontkit.Font {
  let font = opened.get(name)
  if (!font) {
    font = fontkit.openSync(faceFile(name)) as fontkit.Font
    opened.set(name, font)
  }
  return font
}

const widths = new Map<FaceName, Map<string, number>>()

/** Width of a character in units of the font size. */
export function advance(name: FaceName, character: string): number {
  const known = widths.get(name) ?? new Map<string, number>()
  widths.set(name, known)
  let width = known.get(character)
  if (width === undefined) {
    const font = face(name) as fontkit.Font & {
      hmtx: { metrics: { get(i: number): { advance: number }; length: number } }
    }
    const { metrics } = font.hmtx
    // fontkit's own advanceWidth reads past the end of the file for an empty last glyph.
    const glyph = Math.min(font.glyphForCodePoint(character.codePointAt(0)!).id, metrics.length - 1)
    width = metrics.get(glyph).advance / font.unitsPerEm
    known.set(character, width)
  }
  return width
}

export function textWidth(name: FaceName, text: string, size: number): number {
  let width = 0
  for (const character of text) width += advance(name, character)
  return width * size
}
