import * as z from 'zod'
import { id } from '../rules/shapes.ts'

export const replacedShape = z.object({ id, number: z.string() }).meta({ title: 'ReplacedReceipt' })
