import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { PictureViewer } from '#web/ui/PictureViewer.tsx'

const receipt = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="1100"><rect width="600" height="1100" fill="#fbfaf6"/><g font-family="sans-serif" font-size="30" fill="#222"><text x="150" y="90" font-size="40">UAB „Liepa“</text><text x="60" y="200">Kava 2 × 2,60</text><text x="440" y="200">5,20</text><text x="60" y="250">Pietūs</text><text x="440" y="250">9,90</text><text x="60" y="420" font-size="44">IŠ VISO</text><text x="400" y="420" font-size="44">15,10</text><text x="60" y="520">2026-07-09 12:41</text></g></svg>`
const src = `data:image/svg+xml,${encodeURIComponent(receipt)}`
const places = [
  { x: 0.64, y: 0.34, w: 0.22, h: 0.05 },
  { x: 0.09, y: 0.445, w: 0.44, h: 0.035 },
]

export function PictureParts() {
  const [at, setAt] = useState(0)
  return (
    <>
      <Group p="xs" gap="xs">
        <Button variant="default" onClick={() => setAt(0)}>
          Total
        </Button>
        <Button variant="default" onClick={() => setAt(1)}>
          Date
        </Button>
      </Group>
      <PictureViewer pages={[{ src }, { src: '/no-such-picture.png' }]} highlight={places[at]!} original={src} />
    </>
  )
}
