import { Tabs } from '@mantine/core'
import { usePageSearch } from '#web/address.ts'
import { FormParts } from '#web/ui/gallery/FormParts.tsx'
import { ListParts } from '#web/ui/gallery/ListParts.tsx'
import { MatrixParts } from '#web/ui/gallery/MatrixParts.tsx'
import { PictureParts } from '#web/ui/gallery/PictureParts.tsx'
import { StateParts } from '#web/ui/gallery/StateParts.tsx'

const parts = { list: ListParts, states: StateParts, form: FormParts, picture: PictureParts, matrix: MatrixParts }
type Part = keyof typeof parts

/** Every part of the kit on one page, while developing. */
export function Page() {
  const [search, change] = usePageSearch()
  const part = ((search.part as Part) in parts ? search.part : 'list') as Part
  const Shown = parts[part]
  return (
    <>
      <Tabs value={part} onChange={(next) => change({ part: next ?? undefined })}>
        <Tabs.List>
          {Object.keys(parts).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Shown />
    </>
  )
}
