import type { client } from '#web/client.ts'

type Answer<Operation extends (...input: never[]) => Promise<unknown>> = Awaited<ReturnType<Operation>>
export type DepartmentReport = Answer<typeof client.expenses.departmentReport>
export type PresentedLine = DepartmentReport['lines'][number]
export type Query = DepartmentReport['queries'][number]
export type TeamReport = Answer<typeof client.expenses.teamReport>

/** A form about a line, and whether it is open. */
export interface LineFormProps {
  line: PresentedLine
  report: DepartmentReport
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
}

/** What is chosen in the matrix or the list of unusual things: `line:…`, `cell:…`, `person:…`, `column:…` or everything. */
export type Target = string
