import { Stack, Textarea, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { DayInput } from '#web/ui/DayInput.tsx'
import { DropArea } from '#web/ui/DropArea.tsx'
import { MoneyInput } from '#web/ui/Money.tsx'
import { PageBody } from '#web/ui/PageHeader.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { SendingList } from '#web/ui/SendingList.tsx'
import { useDraft } from '#web/ui/useDraft.ts'
import { openQueue, sendFiles } from '#web/uploads.ts'

export function FormParts() {
  const [cents, setCents] = useState<number | null>(123450)
  const [day, setDay] = useState<string | null>('2026-07-09')
  const [category, setCategory] = useState<string | null>('Hotel')
  const draft = useDraft('gallery-note')
  useEffect(() => openQueue('gallery', { file: async ({ uploadId }) => console.info('filed', uploadId) }), [])
  return (
    <PageBody narrow>
      <Stack gap="sm">
        <TextInput label="Merchant" defaultValue="Viešbutis „Neris“" description="As on the receipt" />
        <MoneyInput label="Amount" cents={cents} currency="EUR" onChange={setCents} />
        <DayInput label="Date" value={day} onChange={setDay} />
        <Picker
          searchable
          label="Category"
          data={['Hotel', 'Fuel', 'Meals', 'Parking']}
          value={category}
          onChange={setCategory}
        />
        <TextInput label="Purpose" error="Say what the trip was for." />
        <Textarea
          label="Note (kept as a draft)"
          value={draft.value}
          onChange={(event) => draft.change(event.currentTarget.value)}
        />
        <DropArea onFiles={(files) => void sendFiles('gallery', files)} />
        <SendingList queue="gallery" />
      </Stack>
    </PageBody>
  )
}
