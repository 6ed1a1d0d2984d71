import { appended } from './pdf-append.ts'
import type { AppendTask, ReduceTask } from './pdf-parts.ts'
import { type MakeTask, made } from './pdf-typst.ts'
import { asJpeg, uprightPicture } from './pictures.ts'
import { serveTasks } from './worker-seat.ts'

export type PdfTask = { make: MakeTask } | { reduce: ReduceTask } | { append: AppendTask }

serveTasks(async (task: PdfTask) => {
  if ('make' in task) return made(task.make)
  if ('append' in task) return appended(task.append)
  const { bytes, kind, longSide } = task.reduce
  return (await asJpeg(await uprightPicture(bytes, kind), longSide, 70)).jpeg
})
