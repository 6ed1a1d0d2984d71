/** Invented lines for the gallery, always the same. */
export interface GalleryLine {
  id: string
  number: string
  person: string
  day: string
  merchant: string
  state: 'draft' | 'waiting' | 'returned' | 'approved'
  cents: number
}

const people = [
  'Rūta Žemaitė',
  'Jonas Petraitis',
  'Aušra Šimkutė',
  'Mindaugas Ąžuolas',
  'Ilze Bērziņa',
  'Tomasz Wójcik',
  'Eglė Čepaitė',
  'Žilvinas Jonaitis',
]
const merchants = [
  'Viešbutis „Neris“',
  'Degalinė A12',
  'Kavinė po liepa',
  'Hotel Kastanie',
  'Taxi Baltā',
  'Parking Stare Miasto',
  'Restaurant Zum Anker',
  'Knygynas „Raidė“',
]
const states = ['draft', 'waiting', 'returned', 'approved'] as const

export function galleryLines(count: number): GalleryLine[] {
  let seed = 7
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  return Array.from({ length: count }, (_, at) => ({
    id: `line-${at}`,
    number: `EXP-2026-${String(at + 1).padStart(4, '0')}`,
    person: people[next(people.length)]!,
    day: `2026-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`,
    merchant: merchants[next(merchants.length)]!,
    state: states[next(4)]!,
    cents: 250 + next(48_000),
  }))
}
