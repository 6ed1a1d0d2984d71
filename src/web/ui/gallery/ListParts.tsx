import { Button } from '@mantine/core'
import { IconChecks, IconPlus, IconReceipt, IconTrash } from '@tabler/icons-react'
import { useMemo } from 'react'
import { percentOf } from '#core/money.ts'
import { usePageSearch } from '#web/address.ts'
import { tellDone } from '#web/notices.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { type GalleryLine, galleryLines } from '#web/ui/gallery/galleryLines.ts'
import { History } from '#web/ui/History.tsx'
import { MasterDetail } from '#web/ui/MasterDetail.tsx'
import { PageBody, PageHeader } from '#web/ui/PageHeader.tsx'
import { Person } from '#web/ui/Person.tsx'
import { StateBadge, type Tone } from '#web/ui/StateBadge.tsx'
import type { Column } from '#web/ui/table/column.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'

const tones: Record<GalleryLine['state'], Tone> = {
  draft: 'neutral',
  waiting: 'warn',
  returned: 'bad',
  approved: 'good',
}
const columns: Column<GalleryLine>[] = [
  { id: 'number', label: 'Number', value: (line) => line.number, width: 130 },
  {
    id: 'person',
    label: 'Salesperson',
    value: (line) => line.person,
    cell: (line) => <Person name={line.person} />,
    width: 190,
    card: 'title',
  },
  { id: 'day', label: 'Date', value: (line) => line.day, kind: 'day', width: 110 },
  { id: 'merchant', label: 'Merchant', value: (line) => line.merchant, width: 220 },
  {
    id: 'state',
    label: 'State',
    value: (line) => line.state,
    kind: 'choice',
    choices: Object.keys(tones).map((value) => ({ value, label: value })),
    cell: (line) => <StateBadge label={line.state} tone={tones[line.state]} />,
    width: 120,
  },
  {
    id: 'vat',
    label: 'VAT',
    value: (line) => percentOf(line.cents, '17.36'),
    kind: 'money',
    width: 100,
    hidden: true,
  },
  { id: 'amount', label: 'Amount', value: (line) => line.cents, kind: 'money', width: 120 },
]

export function ListParts() {
  const [search, change] = usePageSearch()
  const rows = useMemo(() => galleryLines(Number(search.rows ?? 100_000)), [search.rows])
  const open = rows.find((line) => line.id === search.open)
  const table = (
    <DataTable
      id="gallery"
      label="Expense lines"
      columns={columns}
      rows={rows}
      rowId={(line) => line.id}
      cards={search.split === '1'}
      openId={search.open}
      openAsYouGo={search.split === '1'}
      onOpen={(line) => change({ open: line.id })}
      onExport={(format) => tellDone(`Export as ${format}`)}
      actions={[
        {
          label: 'Accept',
          icon: IconChecks,
          run: (chosen, unselect) => {
            tellDone(`${chosen.length} accepted`, () => {})
            unselect()
          },
        },
        { label: 'Delete', icon: IconTrash, danger: true, run: (_chosen, unselect) => unselect() },
      ]}
      empty={
        <EmptyState icon={IconReceipt} title="No receipts yet" text="Drop the first ones here.">
          <Button>Add receipts</Button>
        </EmptyState>
      }
    />
  )
  return (
    <>
      <PageHeader
        title="Expense lines"
        note="March, team North"
        badge={<StateBadge label="Open" tone="info" />}
        back={{ to: '/gallery', label: 'Reports' }}
      >
        <Button leftSection={<IconPlus size={15} />}>New line</Button>
        <Button variant="default">Send reminder</Button>
      </PageHeader>
      {search.split === '1' ? (
        <MasterDetail
          id="gallery"
          isOpen={!!open}
          close={() => change({ open: undefined })}
          list={table}
          detail={open ? <LineDetail line={open} /> : <EmptyState icon={IconReceipt} title="Choose a line" />}
        />
      ) : (
        table
      )}
    </>
  )
}

function LineDetail({ line }: { line: GalleryLine }) {
  const now = Date.now()
  return (
    <>
      <PageHeader
        title={line.merchant}
        badge={<StateBadge label={line.state} tone={tones[line.state]} />}
        note={line.number}
      />
      <PageBody narrow>
        <History
          entries={[
            {
              id: '1',
              at: new Date(now - 4e6).toISOString(),
              actor: 'Rūta Žemaitė',
              behalf: line.person,
              text: `Rūta Žemaitė put the receipt of ${line.merchant} to the March report.`,
            },
            {
              id: '2',
              at: new Date(now - 9e7).toISOString(),
              actor: line.person,
              text: `${line.person} sent the picture from his phone.`,
              detail: 'receipt-03.jpg, 2 pages',
            },
          ]}
        />
      </PageBody>
    </>
  )
}
