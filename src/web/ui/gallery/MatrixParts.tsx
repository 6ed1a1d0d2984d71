import { tellDone } from '#web/notices.tsx'
import { Matrix, type MatrixCell } from '#web/ui/Matrix.tsx'
import { PageBody, PageHeader } from '#web/ui/PageHeader.tsx'
import { Person } from '#web/ui/Person.tsx'

const people = [
  'Rūta Žemaitė',
  'Jonas Petraitis',
  'Aušra Šimkutė',
  'Mindaugas Ąžuolas',
  'Ilze Bērziņa',
  'Tomasz Wójcik',
]
const kinds = ['Hotel', 'Fuel', 'Meals', 'Parking', 'Taxi', 'Other']
const cells: MatrixCell[] = people.flatMap((person, down) =>
  kinds.flatMap((kind, across) =>
    (down + across) % 5 === 4
      ? []
      : [
          {
            rowId: person,
            columnId: kind,
            cents: ((down + 3) * (across + 7) * 7_919) % 90_000,
            previous: ((down + 5) * (across + 2) * 6_311) % 90_000,
            budget: 60_000,
            ...(down === 1 && across === 1 ? { tone: 'warn' as const, hint: 'Far from last month' } : {}),
            ticked: down === 2,
          },
        ],
  ),
)

const sums: MatrixCell[] = [...people, null].flatMap((rowId) =>
  [...kinds, null]
    .filter((columnId) => rowId === null || columnId === null)
    .map((columnId) => {
      const of = cells.filter(
        (cell) => (rowId ?? cell.rowId) === cell.rowId && (columnId ?? cell.columnId) === cell.columnId,
      )
      const sum = (kind: 'cents' | 'previous' | 'budget') => of.reduce((total, cell) => total + (cell[kind] ?? 0), 0)
      return { rowId, columnId, cents: sum('cents'), previous: sum('previous'), budget: sum('budget') }
    }),
)

export function MatrixParts() {
  return (
    <>
      <PageHeader title="Department report, March" note="3 teams" />
      <PageBody>
        <Matrix
          label="Salespeople by category"
          rows={people.map((id) => ({ id, label: <Person name={id} />, note: undefined }))}
          columns={kinds.map((id) => ({ id, label: id }))}
          cells={[...cells, ...sums]}
          currency="EUR"
          onOpen={(row, column) => tellDone(`${row ?? 'all'} · ${column ?? 'all'}`)}
        />
      </PageBody>
    </>
  )
}
