import * as z from 'zod'
import { Instant, RecordId } from '#core/shapes.ts'
import { KeptRoles, Language, Version } from '../shapes.ts'

/** A person with his places. */
export const MemberRow = z
  .object({
    id: RecordId,
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    language: Language,
    roles: KeptRoles,
    teamId: RecordId.nullable(),
    teamName: z.string().nullable(),
    departmentId: RecordId.nullable(),
    departmentName: z.string().nullable(),
    branchId: RecordId.nullable(),
    branchName: z.string().nullable(),
    deactivatedAt: Instant.nullable(),
    version: Version,
  })
  .meta({ title: 'Member' })
